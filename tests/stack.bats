load helpers

frames() { for ((i = 0; i < $1; i++)); do head -c 12 /dev/urandom | meta --raw 4x3:u1; done; }
listed() { meta --list "$1" | tail -n +2 | cut -f2- | paste -sd';' | tr '\t' ' '; }

@test "stack joins runs and --split splits them again" {
    { frames 3 | meta --ramp z_um=-2,0.5 stack=a na=0.5; frames 2 | meta --ramp z_um=9,-1 stack=b na=0.5; } >in
    stack <in >out
    [ "$(listed z_um,dz_um,stack,na <out)" = "3x3x4 u1 -2 0.5 a 0.5;2x3x4 u1 9 -1 b 0.5" ]
    stack --split <out | differ - in
    stack <out | differ - out
}

@test "numpy reads the joined stack" {
    frames 3 | meta --ramp z_um=1,0.25 >in
    stack <in >out
    numpy "
frames = [np.load(f) for f in [open('in', 'rb')] for i in range(3)]
assert (np.load('out') == np.stack(frames)).all()"
}

@test "keys that differ between planes are dropped, others are kept" {
    frames 4 | meta na=0.5 --ramp seed=1,1 --ramp z_um=0,1 target_um=3 >in
    [ "$(stack <in | listed na,seed,target_um,dz_um)" = "4x3x4 u1 0.5 - 3 1" ]
}

@test "images without z_um give a stack without z_um" {
    [ "$(frames 2 | stack | listed z_um,dz_um)" = "2x3x4 u1 - -" ]
    [ "$(frames 1 | meta z_um=7 | stack | listed z_um,dz_um)" = "1x3x4 u1 7 -" ]
}

@test "unequal steps in z are an error, rounding is not" {
    { frames 2 | meta --ramp z_um=0,1; frames 1 | meta z_um=2.001; } >in
    fails 1 "array 3 has z_um=2.001, expected 2.*take" stack <in
    { frames 2 | meta --ramp z_um=0,1; frames 1; } >in
    fails 1 "array 3 lacks z_um.*meta --ramp" stack <in
    frames 100 | meta --ramp z_um=12345.6789,0.333333333 | stack | meta --list dz_um
}

@test "planes of different shapes or types are an error" {
    { frames 1; head -c 12 /dev/zero | meta --raw 3x4:u1; } >in
    fails 1 "plane 2 is 4x3 u1, expected another plane of the stack 1x3x4 u1" stack <in
    { frames 1; frames 1 | cast u2; } >in
    fails 1 "plane 2 is 3x4 u2" stack <in
}
