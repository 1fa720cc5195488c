load helpers

# Three planes of 48x40, at z = -1, 0 and 1, in which the middle one is in focus.
setup_file() {
    cd "$BATS_FILE_TMPDIR"
    specimen cells --size 48x48 --density 20000 --focus 0 |
        illuminate --condenser 0.4 --across 4 --z -1:1:1 |
        camera | take --region 48x40+0+0 | label --focus-um 0.2 >stack.npy
}
setup() { cd "$BATS_FILE_TMPDIR"; }

@test "each frame is beside the frame in focus, crop by crop, around the middle" {
    pair --size 24x16 --normalize none <stack.npy >pairs.npy
    keys=z_um,target_um,crop_y_px,crop_x_px
    [ "$(meta --list $keys <pairs.npy | cut -f2- | sed -n '2p;4,5p;13p')" = "$(printf '%s\n' \
        '2x24x16 f4	-1	1	0	4' '2x24x16 f4	1	-1	0	4' '2x24x16 f4	-1	1	0	20' '2x24x16 f4	1	-1	24	20')" ]
    numpy "
def frames(name):
    f, all = open(name, 'rb'), []
    while f.peek(1): all.append(np.load(f).astype('f8'))
    return all
stack, pairs = frames('stack.npy'), frames('pairs.npy')
assert len(pairs) == 12
for i, pair in enumerate(pairs):
    y, x = 24 * (i // 6), 4 + 16 * (i // 3 % 2)
    assert (pair[0] == stack[i % 3][y:y+24, x:x+16]).all() and (pair[1] == stack[1][y:y+24, x:x+16]).all()"
}

@test "both have mean 0 and variance 1, and the range is kept" {
    pair --size 0x0 --within 0.5 <stack.npy >focus.npy
    [ "$(meta --list z_um <focus.npy | tail -n +2 | cut -f2,3)" = '2x48x40 f4	0' ]
    pair --size 24x40 --type f2 <stack.npy | cast f8 >pairs.npy
    numpy "
f = open('pairs.npy', 'rb')
n = 0
while f.peek(1):
    pair = np.load(f)
    n += 1
    assert np.abs(pair.mean((1, 2))).max() < 1e-3 and np.abs(pair.var((1, 2)) - 1).max() < 1e-3
assert n == 6"
}

@test "what is empty, too small or not labelled is said" {
    meta --ramp z_um=-1,1 <stack.npy | cast u2 --scale 0 | label --focus-um 0 >blank.npy
    run --separate-stderr pair --size 24x16 <blank.npy
    [ "$status" -eq 0 ] && [ -z "$output" ]
    [[ $stderr == *'4 crops show nothing in focus and were left out' ]]
    fails 1 'smaller than a crop of 64x64; make crops smaller with: --size' pair --size 64x64 <stack.npy
    fails 1 'has no target_um; set it with: label' pair --size 24x16 < <(meta --drop target_um <stack.npy)
    fails 2 'expected f2 or f4' pair --type u2 <stack.npy
}

@test "a stack that is out of focus everywhere has no truth" {
    fails 1 'stack cells-1 has no frame in focus: target_um of the nearest of 1 is' \
        pair --size 24x16 < <(take 0 <stack.npy)
    { take :2 <stack.npy && meta stack=other <stack.npy && take 2: <stack.npy; } >split.npy
    fails 1 'stack cells-1 comes again after another' pair --size 24x16 <split.npy
    fails 1 'stack cells-1 comes again after another' edof <split.npy
    fails 1 'stack cells-1 has no frame in focus: target_um of the nearest of [0-9]+ is 99' \
        pair --size 24x16 < <(label --focus-um 100 <stack.npy)
    { take :2 <stack.npy && take 2 <stack.npy | cast u2 --scale 0 --offset 7; } | label --focus-um 0 >dark.npy
    run --separate-stderr pair --size 24x16 <dark.npy
    [[ $stderr == *'4 pairs have a constant frame and were left out' ]]
}
