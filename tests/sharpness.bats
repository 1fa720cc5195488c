load helpers

# Simulated stacks of incoherent images: a texture blurred by a Gaussian whose width grows from the focus on.
#   stacks FILE FOCUS...: for each focus a stack of 13 frames 64x64 u2 at z_um -6 .. 6, in one array each
stacks() {
    numpy "
fy, fx = np.meshgrid(np.fft.fftfreq(64), np.fft.fftfreq(64), indexing='ij')
for i, focus in enumerate(sys.argv[2:]):
    rng = np.random.default_rng(i)
    texture = np.fft.fft2(rng.normal(size=(64, 64)))
    spread = lambda z: 20 * (0.2 + (z - float(focus))**2 / 8)
    planes = [np.fft.ifft2(texture * np.exp(-spread(z) * (fy**2 + fx**2))).real for z in range(-6, 7)]
    np.save(f'{i}.npy', rng.poisson(1000 + 200 * np.array(planes)).astype('u2'))" "$@"
    for ((i = 0; i < $# - 1; i++)); do meta "stack=s$i" z_um=-6 dz_um=1 <$i.npy; done >"$1"
}

# column NAME TABLE: the cells of that column, joined by commas
column() {
    awk -F'\t' -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) c = i; next } { print $c }' "$2" |
        paste -sd,
}

@test "sharpness finds the focus between the planes, in every measure" {
    stacks in 0.3 -1.6 2.5
    for measure in power tenengrad edges sd normalized-variance vollath4 vollath5 bandpass redondo brenner; do
        sharpness --measure $measure <in >out
        [ "$(column stack out)" = s0,s1,s2 ]
        [ "$(column planes out)" = 13,13,13 ]
        column focus_um out | tr , '\n' | paste - <(printf '%s\n' 0.3 -1.6 2.5) |
            awk -v m=$measure '{ d = $1 - $2; if (d * d > (m == "bandpass" ? 0.36 : 0.09)) { print m, $0; bad = 1 } }
                END { exit bad }' # the band of 64x64 has 68 frequencies only
        [ "$(column status out)" = ok,ok,ok ]
    done
}

@test "a stage far from its origin loses no digits on the way to the targets" {
    stacks in 0.3
    meta --ramp z_um=-0.6,0.1 <in >near.npy
    meta --ramp z_um=11234.53,0.1 <in >far.npy # 11235.13 higher
    for at in near far; do
        sharpness --peak centre <$at.npy >$at.tsv
        start=$([ $at = near ] && echo 0 || echo 11235.13)
        autofocus-search --start "$start" --range 1 --step 0.1 <$at.npy >$at.search
        label --focus $at.tsv <$at.npy | meta --list target_um | sed 1d | cut -f3 >$at.target
    done
    paste <(column focus_um near.tsv) <(column focus_um far.tsv) <(column focus_um near.search) \
        <(column focus_um far.search) <(column start_um far.search) |
        awk '{ d = $2 - $1 - 11235.13; e = $4 - $3 - 11235.13 }
            d * d > 1e-8 || e * e > 1e-8 || $5 != "11235.13" { exit 1 }'
    paste near.target far.target | awk '($1 - $2) ^ 2 > 1e-8 { exit 1 }'
}

@test "a focus that may lie outside the stack gets the status edge" {
    stacks in -9 -5.6 5.7
    sharpness <in >out
    [ "$(column status out)" = edge,edge,edge ]
}

@test "frames of noise get the status blank" {
    numpy "np.save('noise.npy', np.random.default_rng(1).poisson(500, (9, 64, 64)).astype('u2'))
np.save('same.npy', np.full((9, 64, 64), 7, 'u2'))"
    { meta stack=noise z_um=0 dz_um=1 <noise.npy; meta stack=same z_um=0 dz_um=1 <same.npy; } | sharpness >out
    [ "$(column status out)" = blank,blank ]
    [ "$(column focus_um out)" = nan,nan ]
    [ "$(column planes out)" = 9,0 ]
}

@test "a stack with pixels at the largest value of their type gets the status saturated" {
    stacks in 0 2
    cast u1 --scale 0.2 --clip <in | sharpness >out # noise that is cut off at 255
    [ "$(column status out)" = saturated,saturated ]
    cast u1 --scale 0.1 --clip <in | sharpness >out
    [ "$(column status out)" = ok,ok ]
}

@test "a second peak gives low confidence, and the limit is an option" {
    stacks in -3 3
    # One stack that is in focus twice: the sharper half of each.
    { take 0:7 <in; take 20:26 <in; } | meta stack=two >two
    sharpness <two >out
    [ "$(column status out)" = low-confidence ]
    sharpness --confidence 0 <two >out
    [ "$(column status out)" = ok ]
}

@test "a constant frame is left out of the curve" {
    stacks in 0.3
    numpy "np.save('dark.npy', np.full((64, 64), 100, 'u2'))"
    { take 0:5 <in; take 6:13 <in; meta stack=s0 z_um=-1 <dark.npy; } | sharpness --curve curve.tsv >out
    [ "$(column planes out)" = 12 ]
    [ "$(column status out)" = ok ]
    [ "$(awk -F'\t' '$2 == -1 { print $3 }' curve.tsv)" = nan ]
}

@test "the order of the planes does not matter, and the curve is sorted" {
    stacks in 0.3
    sharpness --curve a.tsv <in >a
    { take 7:13 <in; take 0:7 <in; } | sharpness --curve b.tsv >b
    cmp a b
    cmp a.tsv b.tsv
    [ "$(column z_um a.tsv)" = -6,-5,-4,-3,-2,-1,0,1,2,3,4,5,6 ]
}

@test "sharpness refuses streams that are not focal stacks" {
    numpy "np.save('a.npy', np.random.default_rng(1).poisson(500, (3, 64, 64)).astype('u2'))
np.save('b.npy', np.zeros((40, 40))); np.save('c.npy', np.zeros((8, 64)))"
    fails 1 'lacks z_um; set it with: meta --ramp z_um=START,STEP' sharpness <a.npy
    meta z_um=1 <a.npy >same
    fails 1 'two frames at z_um=1' sharpness <same
    { meta z_um=0 dz_um=1 <a.npy; meta z_um=9 <b.npy; } >mixed
    fails 1 '40x40 f4, expected 64x64' sharpness <mixed
    meta z_um=0 <c.npy >small
    fails 1 'at least 16x16' sharpness <small
    fails 2 'measure' sharpness --measure sharpest <mixed
    fails 2 'cutoff' sharpness --cutoff 1 <mixed
}

@test "the focus of real particles is found to within 3 um, in each of three series" {
    real idpt/calibration
    for n in $(ls "$real" | grep -oE '[0-9]+' | sort -n); do
        tiff-read --meta z_um=$(awk "BEGIN { print $n - 49.9 }") "$real/calib_$n.tif"
    done >all
    for k in 0 1 2; do take "$k::3" <all | meta stack=series$k; done >in
    sharpness <in >out
    [ "$(column planes out)" = 36,36,36 ]
    [ "$(column status out)" = ok,ok,ok ]
    column focus_um out | tr , '\n' | awk '$1 * $1 > 9 { bad = 1 } END { exit bad }'
}

@test "the focus of real beads lies inside the stack" {
    real beads
    tiff-read "$real"/psf_*.tif | meta stack=psf --ramp z_um=0,0.3 >in
    tiff-read "$real"/hoogenboom/*.tif | meta stack=beads --ramp z_um=0,0.3 >>in
    for measure in power brenner normalized-variance; do
        sharpness --measure $measure <in >out
        [ "$(column planes out)" = 25,34 ]
        [ "$(column status out)" = ok,ok ]
    done
}

@test "the centre of the peak is the focus of simulated cells, which are sharp below and above it" {
    for seed in 1 2 3; do
        specimen cells --size 128x128 --seed $seed --stack s$seed >cells
        meta --list focus_um <cells | tail -1 | cut -f3 >>truth
        illuminate --half-annulus --z=-19.5:19.5:1 <cells | camera --photons 20000
    done >in
    sharpness --peak centre <in >centre
    [ "$(column status centre)" = ok,ok,ok ]
    column focus_um centre | tr , '\n' | paste - truth |
        awk '{ d = $1 - $2; if (d * d > 0.09) { print; bad = 1 } } END { exit bad }'
}
