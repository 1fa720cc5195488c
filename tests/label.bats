load helpers

# frames STACK START STEP N: N constant frames at z_um START, START + STEP, ...
frames() { head -c $((4 * $4)) /dev/zero | meta --raw 2x2:u1 "stack=$1" --ramp "z_um=$2,$3"; }

focus() {
    printf 'stack\tplanes\tfocus_um\tscore\tconfidence\tstatus\n'
    printf 'a\t5\t0.75\t1\t1\tok\nb\t5\t-2\t1\t0.2\tlow-confidence\nc\t5\tnan\tnan\tnan\tblank\nd\t5\t2\t1\t0\tedge\n'
}

# targets: the stacks and labels of a stream
targets() { meta --list stack,target_um | sed 1d | cut -f3,4 | tr '\t' = | paste -sd,; }

@test "label sets focus_um - z_um from the table" {
    focus >focus.tsv
    [ "$(frames a -1 1 3 | label --focus focus.tsv | targets)" = a=1.75,a=0.75,a=-0.25 ]
}

@test "label takes one focus for all" {
    [ "$(frames a -1 1 3 | label --focus-um 2 | targets)" = a=3,a=2,a=1 ]
    [ "$(frames a -4 1 9 | label --focus-um 0 --within 1 | targets)" = a=1,a=0,a=-1 ]
}

@test "stacks that are not ok are left out with one warning each, unless they are kept" {
    focus >focus.tsv
    { for s in a b c d; do frames $s 0 1 2; done; } >in
    label --focus focus.tsv <in 2>err | targets >out
    [ "$(cat out)" = a=0.75,a=-0.25 ]
    [ "$(wc -l <err)" -eq 3 ]
    grep -q 'stack b is left out because its status is low-confidence' err
    label --focus focus.tsv --keep edge,low-confidence <in 2>err | targets >out
    [ "$(cat out)" = a=0.75,a=-0.25,b=-2,b=-3,d=2,d=1 ]
    [ "$(wc -l <err)" -eq 1 ]
}

@test "frames without a stack belong to '-', or to the only row of a table" {
    focus | sed -n '1p;2p' >one.tsv
    focus | sed 's/^a/-/' >dash.tsv
    focus >focus.tsv
    frames a 0 1 1 | meta --drop stack >in
    [ "$(label --focus one.tsv <in | targets)" = -=0.75 ]
    [ "$(label --focus dash.tsv <in | targets)" = -=0.75 ]
    fails 1 'belongs to stack -, which has no row in focus.tsv; make one with: sharpness' label --focus focus.tsv <in
    frames z 0 1 1 >in
    fails 1 'stack z, which has no row in one.tsv' label --focus one.tsv <in
}

@test "label refuses frames and tables that give no label" {
    focus >focus.tsv
    { cat focus.tsv; sed -n 2p focus.tsv; } >twice.tsv
    frames a 0 1 1 >in
    meta --drop z_um <in >lost
    fails 2 'either --focus FILE or --focus-um' label <in
    fails 2 'either --focus FILE or --focus-um' label --focus focus.tsv --focus-um 1 <in
    fails 2 "'blank' is not edge or low-confidence" label --focus focus.tsv --keep blank <in
    fails 1 'lacks z_um' label --focus focus.tsv <lost
    fails 1 'two rows for stack a' label --focus twice.tsv <in
    sed 's/0.75/nan/' focus.tsv >nan.tsv
    fails 1 'stack a has no focus_um although its status is ok' label --focus nan.tsv <in
    cut -f1,2 focus.tsv >short.tsv
    fails 1 'no column focus_um' label --focus short.tsv <in
}

@test "label reads the table of sharpness" {
    numpy "k = np.hypot(*np.meshgrid(np.fft.fftfreq(64), np.fft.fftfreq(64)))
t = np.fft.fft2(np.random.default_rng(0).normal(size=(64, 64)))
blurred = lambda z: np.fft.ifft2(t * np.exp(-20 * (0.2 + (z - 1)**2 / 8) * k**2)).real
np.save('a.npy', np.ascontiguousarray([500 + 300 * blurred(z) for z in range(-4, 5)]))"
    meta stack=a z_um=-4 dz_um=1 <a.npy >in
    sharpness <in >focus.tsv
    label --focus focus.tsv <in | meta --list z_um,target_um |
        awk 'NR > 1 { d = $4 + $5 - 1; if (d * d > 0.01) bad = 1 } END { exit bad || NR != 10 }'
}
