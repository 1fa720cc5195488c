load helpers

frames() { for i in 1 2 3; do head -c 12 /dev/zero | meta --raw 4x3:u1 "$@"; done; }

@test "meta sets, overwrites, drops and lists" {
    frames na=0.5 z_um=1 | meta z_um=-2.5 --drop na | meta --list z_um,na >out
    printf 'array\tshape\tz_um\tna\n' >want
    for i in 1 2 3; do printf '%d\t3x4 u1\t-2.5\t-\n' $i; done >>want
    diff want out
}

@test "meta --ramp numbers the arrays" {
    [ "$(frames | meta --ramp z_um=-1,0.5 | meta --list z_um | cut -f3 | paste -sd,)" = z_um,-1,-0.5,0 ]
}

@test "a key is listed once" {
    frames >in
    fails 2 'columns 3 and 4 are both named z_um' meta --list z_um,z_um <in
}

@test "a value with forbidden characters is a usage error" {
    frames >in
    fails 2 "blank" meta 'stack=a b' <in
    fails 2 "'#'" meta 'stack=a#b' <in
    fails 2 "key" meta 'Stack=a' <in
    fails 2 "--drop: 'na,z_um' is not one KEY" meta --drop na,z_um <in
    fails 2 "'in' is not KEY=VALUE.*stdin: meta ... < FILE" meta --list all in <in
}

@test "metadata is full at 1023 bytes" {
    long=$(printf 'x%.0s' {1..250})
    frames a="$long" b="$long" c="$long" d="$long" >in
    fails 1 "full" meta e="$long" <in
}

@test "numpy opens what meta writes, and the other way round" {
    numpy "np.save('a.npy', np.arange(24, dtype='u2').reshape(2, 3, 4))"
    meta na=0.5 <a.npy >b.npy
    numpy "a = np.load('b.npy'); assert (a == np.arange(24).reshape(2, 3, 4)).all() and a.dtype == 'u2'
m = np.load('b.npy', mmap_mode='r'); assert m[1, 2, 3] == 23"
}
