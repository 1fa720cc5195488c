load helpers

bytes() { printf "$1" | meta --raw "$2"; }

@test "cast goes through every type and back" {
    bytes '\x00\x01\x7f\xff' 2x2:u1 >in
    for type in u2 u4 f2 f4 f8; do cast $type <in | meta --list all | says "2x2 $type"; done
    cast u2 <in | cast u4 | cast f2 | cast f8 | cast f4 | cast u1 | cmp - in
}

@test "cast agrees with numpy" {
    numpy "np.save('in.npy', np.array([[-0.5, 0.5, 1.5], [2.5, 254.49, 1e-9]]))"
    cast u1 --clip <in.npy >u1.npy
    cast f2 <in.npy >f2.npy
    cast f4 --scale -3.5 --offset 1e-3 <in.npy >f4.npy
    numpy "
a = np.load('in.npy')
assert (np.load('u1.npy') == np.rint(a)).all() and np.load('u1.npy').dtype == 'u1'
assert (np.load('f2.npy') == a.astype('f2')).all() and np.load('f2.npy').dtype == 'f2'
assert (np.load('f4.npy') == (a * -3.5 + 1e-3).astype('f4')).all() and np.load('f4.npy').dtype == 'f4'"
}

@test "a value out of range is an error, or is clipped" {
    bytes '\x00\x01\x01\x00' 2x1:u2 >in
    fails 1 "element 0 is 256, which u1 cannot hold.*cast u1 --clip" cast u1 <in
    cast u1 --clip <in | differ - <(bytes '\xff\x01' 2x1:u1)
    fails 1 "element 1 is -1, which" cast u4 --offset -2 <in
    cast u2 --offset -2 --clip <in | differ - <(bytes '\xfe\x00\x00\x00' 2x1:u2)
    fails 1 "which f2 cannot hold" cast f2 --scale 1e6 <in
    fails 1 "which f4 cannot hold" cast f4 --scale 1e38 <in
    cast f4 --scale 1e38 --clip <in >/dev/null
}

@test "NaN and infinity pass between floats and never become integers" {
    numpy "np.save('in.npy', np.array([np.nan, np.inf, -np.inf]))"
    cast f2 <in.npy | cast f4 | cast f8 | differ - in.npy
    fails 1 "element 0 is -?nan, which u2 cannot hold" cast u2 --clip <in.npy
    numpy "np.save('in.npy', np.array([np.inf, -np.inf]))"
    cast u2 --clip <in.npy | tail -c 4 | cmp - <(printf '\xff\xff\x00\x00')
}

@test "cast takes parts of complex arrays" {
    numpy "np.save('in.npy', np.array([[3 + 4j, -1]], 'c8'))"
    for part in magnitude phase real imaginary; do cast f4 --part $part <in.npy >$part.npy; done
    numpy "
a = np.load('in.npy')
for part, f in dict(magnitude=abs, phase=np.angle, real=np.real, imaginary=np.imag).items():
    b = np.load(part + '.npy')
    assert b.dtype == 'f4' and np.allclose(b, f(a), rtol=1e-6), part"
    fails 1 "complex.*cast f4 --part magnitude" cast f4 <in.npy
    bytes x 1x1:u1 >real.npy
    fails 1 "real numbers" cast f4 --part phase <real.npy
}

@test "cast --reinterpret keeps all bits" {
    numpy "np.save('f4.npy', np.array([[1.5, np.nan, -0.0]], 'f4')); np.save('u4.npy', np.load('f4.npy').view('u4'))"
    cast f4 --reinterpret <u4.npy | differ - f4.npy
    cast u4 --reinterpret <f4.npy | differ - u4.npy
    fails 1 "1x3 u4 has 4 bytes per element, u2 has 2" cast u2 --reinterpret <u4.npy
    fails 2 "cannot be combined" cast f4 --reinterpret --clip <u4.npy
}

@test "cast reads the float bits of a u32 TIFF" {
    real led_brightfield
    file=$(ls "$real"/*.tif | sed -n 1p)
    tiff-read "$file" | cast f4 --reinterpret >out.npy
    numpy "
import sys, tifffile
assert (np.load('out.npy') == tifffile.imread(sys.argv[1]).view('f4')).all()" "$file"
}

@test "cast refuses unknown types" {
    bytes x 1x1:u1 >in
    for type in c8 i4 float U1 ''; do fails 2 "is not a type" cast "$type" <in; done
    fails 2 "missing" cast <in
}
