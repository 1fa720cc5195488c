load helpers

# The text between two marks in npystream(5), as a reader of the page sees it.
from_page() {
    sed -n "/begin $1/,/end $1/p" "$BATS_TEST_DIRNAME/../src/npystream.5" | sed -e '/^\.\\"/d' -e 's/\\e/\\/g'
}

# numpy with tools/npystream.py.
stream() { numpy "sys.path.insert(0, '$BATS_TEST_DIRNAME/../tools'); sys.dont_write_bytecode = True
import io, npystream
$1" "${@:2}"; }

@test "numpy opens every type and rank that we write" {
    stream "
for descr in npystream.TYPES:
    for rank in range(5):
        shape = (2, 3, 4, 5)[:rank]
        a = (np.arange(np.prod(shape, dtype=int)).reshape(shape) % 200).astype(descr)
        np.save(f'{descr[1:]}-{rank}', a)"
    for file in [ufc]*.npy; do meta na=0.5 <"$file" >"out-$file"; done
    stream "
import glob
files = sorted(glob.glob('[ufc]?-?.npy'))
assert len(files) == 35
for file in files:
    a, b = np.load(file), np.load('out-' + file)
    assert a.dtype == b.dtype and a.shape == b.shape and (a == b).all(), file
    if a.ndim:
        assert (np.load('out-' + file, mmap_mode='r') == a).all(), file"
}

@test "numpy opens any length of metadata, again and again from one file, and maps it" {
    head -c 12 /dev/zero | meta --raw 4x3:u1 >in
    for length in 1 63 64 65 254; do
        word=$(printf 'x%.0s' $(seq $length))
        meta a=$word <in
        meta a=$word b=$word c=$word d=${word:0:200} <in
    done >out
    meta a="$(printf 'x%.0s' {1..255})" b="$(printf 'x%.0s' {1..255})" c="$(printf 'x%.0s' {1..255})" \
        d="$(printf 'x%.0s' {1..247})" <in >full
    [ "$(meta --list all <full | tail -1 | cut -f3 | tr -d '\n' | wc -c)" = 1023 ]
    cat full >>out
    stream "
with open('out', 'rb') as f:
    for i in range(11):
        assert (np.load(f) == np.zeros((3, 4))).all()
        assert f.tell() % 4 == 0
    assert f.read() == b''
m = np.load('full', mmap_mode='r')
assert m.shape == (3, 4) and m.dtype == 'u1' and not m.any() and m.offset % 64 == 0"
}

@test "npystream.py reads what we write and writes what we read, byte for byte" {
    head -c 36 /dev/urandom | meta --raw 4x3:u1 --ramp z_um=-1,0.333333333 stack=007 >in
    stream "
with open('in', 'rb') as f, open('out', 'wb') as g:
    for i, (a, m) in enumerate(npystream.read(f)):
        assert m['stack'] == '007' and abs(float(m['z_um']) - (i / 3 - 1)) < 1e-8
        npystream.write(g, a, **m)
    assert i == 2"
    cmp in out
    stream "
with open('in', 'wb') as f:
    for t in npystream.TYPES:
        for shape in (), (3,), (3, 2), (2, 3, 4), (1, 2, 3, 4):
            npystream.write(f, np.ones(shape, t), x=1 / 3, word='a.b:c')"
    meta <in | cmp - in
    [ "$(meta --list x,word <in | tail -n +2 | cut -f3,4 | sort -u)" = "0.333333333	a.b:c" ]
}

@test "npystream.py refuses the same inputs as the programs" {
    head -c 24 /dev/zero | meta --raw 4x3:u1 z_um=1 >in
    stream "
data = open('in', 'rb').read()
half = len(data) // 2
for cut in range(len(data)):
    try:
        n = len(list(npystream.read(io.BytesIO(data[:cut]))))
    except ValueError:
        n = -1
    assert n == {0: 0, half: 1}.get(cut, -1), (cut, n)
def refused(array, /, **meta):
    try:
        npystream.write(io.BytesIO(), array, **meta)
    except ValueError:
        return True
ok = np.ones(3)
assert not refused(ok, a=1) and not refused(ok, a='x' * 255)
for a in np.ones(3, 'i8'), np.ones(3, bool), np.ones((1,) * 5), np.ones((0, 3)): assert refused(a)
for value in '', 'a b', 'a#', '\"', '\'', '(', '}', '[', '\\\\\\\\', 'x' * 256, 'é': assert refused(ok, a=value), value
assert refused(ok, A=1) and refused(ok, **{'a-b': 1}) and refused(ok, **{c * 4: 'x' * 252 for c in 'abcd'})
"
}

@test "npystream.py and the programs allow the same characters in values" {
    head -c 1 /dev/zero | meta --raw 1x1:u1 >in
    stream "
with open('in', 'rb') as f: header = f.read()[:-1]
for c in range(128):
    meta = f'a=x{chr(c)}y'
    try:
        npystream.write(open(f'ours-{c}', 'wb'), np.zeros((1, 1), 'u1'), a=meta[2:])
    except ValueError:
        with open(f'bad-{c}', 'wb') as f:
            f.write(header.rstrip() + b' # ' + meta.encode())
            f.write(b' ' * (len(header) - 1 - f.tell()) + b'\n\0')"
    for c in {0..127}; do
        if [ -s ours-$c ]; then meta <ours-$c | cmp - ours-$c; else
            if [ $c -ne 32 ] && [ $c -ne 10 ]; then fails 1 "array 1" meta <bad-$c; fi
        fi
    done
}

@test "the C filter in npystream(5) compiles on its own and works" {
    command -v cc >/dev/null || skip "no C compiler named cc"
    from_page level.c >level.c
    cc -std=c11 -Wall -Wextra -Wconversion -Werror -o level level.c
    numpy "np.save('in', np.arange(12, dtype='f4').reshape(2, 2, 3))"
    { meta na=0.5 <in.npy; cast f4 --offset 3 <in.npy; } >in
    ./level <in >out
    meta --list all <out | differ - <(meta --list all <in)
    cast f4 --offset -5.5 <in.npy | differ --no-meta - <(take <out | stack | take 0:2 | stack)
    for cut in 5 10 100 150; do fails 1 "level: the input ends" ./level < <(head -c $cut in); done
    fails 1 "level: expected arrays of f4" ./level < <(cast f8 <in)
    fails 1 "level: cannot write" bash -c './level <in >/dev/full'
}

@test "the Python reader in npystream(5) works" {
    from_page arrays.py >arrays.py
    [ -s arrays.py ]
    numpy "pass"
    head -c 24 /dev/zero | meta --raw 4x3:u1 stack=a=b --ramp z_um=1,1 >in
    "$PYTHON" arrays.py <in | diff - <(printf "(3, 4) uint8 {'stack': 'a=b', 'z_um': '%d'}\n" 1 2)
}

@test "big-endian arrays, other NPY versions, PGM and headerless frames are read" {
    stream "
a = np.arange(6).reshape(2, 3) * 1000.
for t in '>u2', '>u4', '>f4', '>f8', '>c8', '>f2':
    np.save(t[1:], a.astype(t)); np.save('want-' + t[1:], a.astype('<' + t[1:]))
for v in (2, 0), (3, 0):
    with open(f'v{v[0]}', 'wb') as f: np.lib.format.write_array(f, a, version=v)
np.save('v', a)
open('pgm', 'wb').write(b'P5 # a comment\n3 2\n65535\n' + a.astype('>u2').tobytes())
open('pgm1', 'wb').write(b'P5\n2 1 255\n\x01\x02P5\n2 1 255\n\x01\x02')
a.astype('>u2').tofile('raw')"
    for t in u2 u4 f4 f8 c8 f2; do meta <$t.npy | cmp - want-$t.npy; done
    for v in 2 3; do meta <v$v | differ - v.npy; done
    meta <pgm | differ - want-u2.npy
    [ "$(meta --list all <pgm1 | wc -l)" = 3 ]
    meta --raw '3x2:>u2' <raw | differ - want-u2.npy
    differ want-u2.npy u2.npy
}

@test "a 3-D array is a run of images with z from its metadata" {
    numpy "np.save('in', np.zeros((3, 2, 2), 'u1'))"
    meta z_um=-1.5 dz_um=0.25 <in.npy | take : | meta --list z_um,dz_um | cut -f3,4 >out
    printf 'z_um\tdz_um\n%s\t-\n%s\t-\n%s\t-\n' -1.5 -1.25 -1 | diff - out
    [ "$(take <in.npy | meta --list z_um | cut -f3 | tail -n +2 | paste -sd' ')" = "- - -" ]
}

@test "a complete frame is passed on at once, before the stream ends" {
    mkfifo in out
    take <in >out &
    exec 7>in 8<out
    head -c 12 /dev/zero | meta --raw 4x3:u1 >one
    cat one >&7
    timeout 10 head -c "$(wc -c <one)" <&8 | cmp - one
    exec 7>&-
    wait $!
    exec 8<&-
}

@test "what NumPy saves is read: integers of every size, bool, Fortran order" {
    numpy "rng = np.random.default_rng(1)
for t in 'i1 i2 i4 i8 u8 bool'.split():
    for order in '<>':
        a = rng.integers(0, 2, (3, 4, 5)).astype(t) if t == 'bool' else rng.integers(-100, 100, (3, 4, 5)).astype(t)
        if t == 'u8': a = a % 1000 + np.uint64(2) ** 40
        np.save(f'{t}{order}.npy', a.astype(a.dtype.newbyteorder(order)))
        as_ = {'i1': 'f4', 'i2': 'f4', 'bool': 'u1'}.get(t, 'f8')
        np.save(f'{t}{order}.want', a.astype(as_))
a = rng.integers(0, 9999, (3, 4, 5)).astype('u2')
np.save('stack.npy', np.asfortranarray(a)), np.save('stack.want', a)
np.save('frame.npy', a[0].T), np.save('frame.want', np.ascontiguousarray(a[0].T))
np.save('turned.npy', np.asfortranarray(a.astype('>i4'))), np.save('turned.want', a.astype('f8'))
np.save('big.npy', np.array([[2**60 + 1]]))"
    for want in *.want.npy; do
        differ "${want%.want.npy}.npy" "$want"
        take : <"${want%.want.npy}.npy" | cmp - <(take : <"$want")
        meta <"${want%.want.npy}.npy" | cmp - <(meta <"$want")
    done
    fails 1 "which f8 does not hold exactly" meta <big.npy
}

@test "an archive and five axes are refused by name" {
    numpy "np.savez('a.npz', np.zeros(3)); np.save('five.npy', np.zeros((2, 3, 4, 5, 6)))"
    fails 1 "an .npz archive; save one array alone" meta --list all <a.npz
    fails 1 "shape '\(2, 3, 4, 5, 6\)', expected at most 4 axes; save one stack of it.*a\[0, 0\]" meta <five.npy
}

@test "a 3-D array without z gets it by a ramp" {
    numpy "np.save('s.npy', np.arange(60, dtype='u2').reshape(5, 3, 4))"
    fails 1 "meta --ramp z_um=START,STEP" sharpness <s.npy
    cat s.npy s.npy | meta --ramp z_um=1,0.5 | take : | meta --list z_um | sed 1d | cut -f3 | paste -sd, |
        says '^1,1.5,2,2.5,3,3.5,4,4.5,5,5.5$'
}

@test "an NPY stream is not taken for headerless frames" {
    head -c 24 /dev/zero | meta --raw 4x3:u1 z_um=1 >in
    fails 1 'array 1 begins with an NPY header; leave out --raw' meta --raw 4x3:u1 <in
}

@test "a colour image of NumPy is not taken for a stack of narrow frames" {
    numpy "a = np.zeros((64, 80, 3), 'u1')
np.save('rgb.npy', a)
np.save('first.npy', np.ascontiguousarray(np.moveaxis(a, -1, 0)))"
    fails 1 'array 1 is 64x80x3 u1, a colour image. put its colours first' take 0 <rgb.npy
    take 0 <first.npy | meta --list z_um | says '64x80 u1'
    # Narrow frames of a stack are what they are
    head -c 1280 /dev/zero | meta --raw 4x16:u1 --ramp z_um=0,1 | stack >narrow.npy
    stack --split <narrow.npy | meta --list z_um | says '16x4 u1'
}
