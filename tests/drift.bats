load helpers

setup() { cd "$BATS_TEST_TMPDIR"; }

still() { specimen cells --size 96x96 --seed "$1" --focus 0 | illuminate --half-annulus --z -3:3:1; }
drifting() { still "$1" | drift --step 1 "${@:2}"; }

@test "what drifts can be aligned again, to a tenth of a pixel" {
    psf --pixel 0.1625 --size 33x33 --z -2:2:0.5 >psf.npy
    specimen filaments --size 160x160 --focus 0 --seed 4 | fluoresce --psf psf.npy --z -1.5:1.5:0.5 >still.npy
    drift --step 1 --turn 0.1 <still.npy >moved.npy
    stack-align <moved.npy | take --region 112x112+16+16 >again.npy
    numpy "
def frames(name):
    f, all = open(name, 'rb'), []
    while f.peek(1): all.append(np.load(f).astype('f8'))
    return np.array(all)
still, moved = frames('still.npy'), frames('moved.npy')
assert (moved[0] == still[0]).all()
assert np.abs(moved[6] - still[6]).max() > 0.2 * still.max()"
    # Against its own sharpest plane, which has moved too, nothing moves any more.
    stack-align --save left.tsv <again.npy >/dev/null
    awk -F'\t' 'NR > 1 && ($3 * $3 > 0.01 || $4 * $4 > 0.01) {exit 1}' left.tsv
}

@test "the drift that is recorded is what stack-align finds" {
    psf --pixel 0.1625 --size 33x33 --z -2:2:0.5 >psf.npy
    specimen filaments --size 160x160 --focus 0 --seed 4 | fluoresce --psf psf.npy --z -1.5:1.5:0.5 |
        drift --step 1 --turn 0.1 >moved.npy
    stack-align --save found.tsv <moved.npy >/dev/null
    meta --list drift_y_px,drift_x_px,drift_deg <moved.npy | cut -f3- | sed 1d >drift.tsv
    [ "$(head -1 drift.tsv)" = $'0\t0\t0' ]
    numpy "
drift = np.loadtxt('drift.tsv')
found = np.loadtxt('found.tsv', skiprows=1, usecols=(2, 3, 4))
sharpest = np.flatnonzero((found == 0).all(1))[0]
assert np.abs(drift).max(0).min() > 0.1
assert (np.abs(drift - drift[sharpest] - found) < (0.1, 0.1, 0.02)).all()"
}

@test "the drift depends on the seeds and the stack only, and begins anew with each stack" {
    drifting 1 >a.npy
    drifting 2 >b.npy
    cat a.npy b.npy >both.npy
    { still 1; still 2; } | drift --step 1 | cmp - both.npy
    not cmp -s <(drifting 1 --seed 2) a.npy
    cmp <(drifting 1 --step 0 | meta --drop drift_y_px --drop drift_x_px --drop drift_deg) <(still 1)
}

@test "what drifts twice, or is aligned twice, has a record of both" {
    again() { drift --step 1 --turn 0.1 --seed 9; }
    last() { meta --list drift_y_px | tail -1 | cut -f3; }
    drifting 1 >once.npy
    { last <once.npy && still 1 | again | last && again <once.npy | last; } | paste -sd' ' |
        awk '{exit !($1 ^ 2 > 0.01 && $2 ^ 2 > 0.01 && ($3 - $1 - $2) ^ 2 < 0.01)}'
    # the second time nothing is left to be taken out, and the record stays
    listed() { meta --list align_y_px,align_x_px | cut -f3-; }
    stack-align <once.npy >aligned.npy
    paste <(listed <aligned.npy) <(stack-align <aligned.npy | listed) | awk -F'\t' 'NR == 1 {next} {most += $1 ^ 2}
        ($1 - $3) ^ 2 + ($2 - $4) ^ 2 > 0.04 {exit 1} END {exit !(most > 0.1)}'
}

@test "frames that are too small, and without z, are refused" {
    specimen cells --size 8x8 | illuminate --z 0 >small.npy
    fails 1 'is 8x8 f4, expected sides of at least 16' drift <small.npy
    drifting 1 | meta --drop z_um >lost.npy
    fails 1 'z_um' drift <lost.npy
}
