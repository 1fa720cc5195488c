# Training on pairs, and what the networks make of frames.
load helpers

# pairs.npy and others.npy: two stacks each, of nuclei through focus in crops of 48x48; frames.npy: a stack that no
# network has seen; model.npy: two levels, 40 iterations; dpm.npy: with a decoder; old.npy: without a guard.
setup_file() {
    cd "$BATS_FILE_TMPDIR"
    psf --pixel 0.1625 --size 33x33 --z -5:5:0.5 >psf.npy
    stack() {
        specimen "$1" --size 128x128 --focus 0 --seed "$2" --stack "s$2" "${@:3}" |
            fluoresce --psf psf.npy --z -3:3:1.5 | camera --sensor 96x96 --photons 500
    }
    for s in 2 3 4 5 6; do stack nuclei $s --density 2000 >$s.npy; done
    cat 2.npy 3.npy | label --focus-um 0 | pair --size 48x48 >pairs.npy
    cat 4.npy 5.npy | label --focus-um 0 | pair --size 48x48 >others.npy
    mv 6.npy frames.npy
    for s in 8 9 11; do stack nuclei $s --density 2000; done >alike.npy
    stack beads 12 --density 12000 >strange.npy
    train >model.npy
    train --model dpm --generator model.npy --max-steps 200 --rate 0.003 >dpm.npy
    take :$(($(meta --list name <dpm.npy | wc -l) - 3)) <dpm.npy | meta --drop guard_px --drop novelty_limit >old.npy
}
setup() { cd "$BATS_FILE_TMPDIR"; }

short="--levels 2 --max-steps 40 --check-every 20 --average 0.9 --validate others.npy"
train() { deepr-train $short "$@" pairs.npy; }

frames="
def frames(name):
    f, all = open(name, 'rb'), []
    while f.peek(1): all.append(np.load(f).astype('f8'))
    return np.array(all)
"

@test "training brings the output nearer to the truth, and the model says how it was trained" {
    train --max-steps 120 --loss loss.tsv >longer.npy
    [ "$(wc -l <loss.tsv)" -eq 7 ]
    awk -F'\t' 'NR == 2 {first = $4} $5 {best = $4} END {exit !(best < 0.8 * first)}' loss.tsv
    keys=model,base,levels,decoder,unit_um,training_stacks,validation_stacks
    [ "$(meta --list $keys <longer.npy | sed -n 2p | cut -f3-9)" = $'deep-r\t8\t2\t0\t3\t2\t2' ]
    [ "$(meta --list pixel_um <longer.npy | sed -n 2p | cut -f3)" = 0.325 ]
    deepr longer.npy <frames.npy >focused.npy
    take 2 <frames.npy >truth.npy
    for f in frames focused; do
        similarity --repeat --normalize standard --no-ms-ssim truth.npy <$f.npy | sed -n '2p;6p' | cut -f4 >$f.ssim
    done
    paste frames.ssim focused.ssim | awk '{exit !($2 > $1)}'
}

@test "an interrupted training ends with the same bytes, with a critic too" {
    rm -f c.npy
    for critic in "" "--adversarial 0.2 --critic-base 8 --critic-updates 1 --check-every 2"; do
        steps=$([ -z "$critic" ] && echo 40 || echo 4)
        # A constant step size, as the other falls to 0 at the last step
        train $critic --schedule constant --max-steps $steps --loss whole.tsv >whole.npy
        train $critic --schedule constant --max-steps $((steps / 2)) --checkpoint c.npy >/dev/null
        train $critic --schedule constant --max-steps $steps --checkpoint c.npy --resume --loss resumed.tsv |
            cmp - whole.npy
        cmp resumed.tsv whole.tsv
        rm c.npy
    done
    train --seed 2 >other.npy
    not cmp -s other.npy model.npy
    train --checkpoint c.npy >/dev/null
    fails 1 'belongs to a run with rate=0.002, expected 0.001; to start again: rm c.npy' \
        train --rate 0.001 --checkpoint c.npy --resume
}

@test "the loss of the critic is a quarter as long as it cannot tell images apart, and falls when it learns" {
    against="--adversarial 1e-6 --critic-base 8 --critic-updates 1 --max-steps 4 --check-every 2"
    train --max-steps 4 --check-every 2 --loss none.tsv >/dev/null
    train $against --critic-updates 0 --loss idle.tsv >/dev/null
    for critic in none idle; do
        [ "$(cut -f3 $critic.tsv | paste -sd,)" = critic_loss,nan,nan ]
    done
    train $against --critic-rate 1e-12 --loss blind.tsv >/dev/null
    train $against --critic-rate 1e-3 --loss learns.tsv >/dev/null
    awk 'FNR == 1 {file++; next} file == 1 && ($3 < 0.249 || $3 > 0.251) {exit 1} file == 2 {last = $3}
        END {exit !(last < 0.24)}' blind.tsv learns.tsv
}

@test "a frame in tiles is the frame as a whole, in any place and of any size" {
    take 1 <frames.npy >one.npy
    deepr model.npy <one.npy >whole.npy
    for tile in 48 64; do
        deepr --tile $tile model.npy <one.npy >tiled.npy
        numpy "$frames
a, b = frames('whole.npy')[0], frames('tiled.npy')[0]
assert np.abs(a - b).max() < 1e-4 * (a.max() - a.min()), np.abs(a - b).max()"
    done
    fails 2 '--tile 8: expected at least [1-4][0-9], as a pixel of this network sees' deepr --tile 8 model.npy <one.npy
    take --region 95x81+0+0 <one.npy | deepr model.npy | meta --list deepr | says '95x81 f4.(ok|low-confidence)$'
}

@test "brightness and offset pass through" {
    take 1 <frames.npy | cast f4 >one.npy
    cast f4 --scale 3 --offset 500 <one.npy | deepr model.npy >b.npy
    deepr model.npy <one.npy >a.npy
    numpy "$frames
a, b = frames('a.npy'), frames('b.npy')
assert np.abs(3 * a + 500 - b).max() < 1e-3 * a.max()"
}

@test "a decoder on a frozen generator finds the defocus" {
    deepr model.npy <frames.npy >a.npy
    deepr --dpm map.npy --rows rows.tsv dpm.npy <frames.npy >b.npy
    numpy "$frames
assert (frames('a.npy') == frames('b.npy')).all()
map = frames('map.npy')
assert np.abs(np.median(map, (1, 2))).max() < 6
rows = np.loadtxt('rows.tsv', skiprows=1)
assert (rows[:, :2] == [(i, y) for i in range(1, 6) for y in range(96)]).all()
assert np.allclose(rows[:, 2], map.mean(2).ravel(), 1e-4, 1e-4)
assert np.allclose(rows[:, 3], map.std(2).ravel(), 1e-4, 1e-4)"
    [ "$(sed -n 1p rows.tsv)" = $'frame\trow\tmean_um\tsd_um' ]
    [ "$(meta --list target_um <b.npy | wc -l)" -eq 6 ]
    take 0 <frames.npy | cast f4 --scale 0 --offset 7 | deepr --dpm map.npy dpm.npy | meta --list deepr,target_um |
        says 'blank\t-$'
    deepr dpm.npy <frames.npy | cmp - b.npy
    # Two-sided: beyond the range of the training is the edge
    meta target_low_um=-1e-6 target_high_um=1e-6 <old.npy >narrow.npy
    deepr --dpm map.npy narrow.npy <frames.npy | meta --list deepr | grep -c 'edge$' >edge
    [ "$(cat edge)" -eq 5 ]
}

@test "a map is averaged over squares as large as the pairs, by weights that a decoder learns with it" {
    [ "$(meta --list dpm_px <dpm.npy | sed -n 2p | cut -f3)" = 48 ]
    meta dpm_px=1 <dpm.npy >raw-model.npy
    deepr --dpm raw.npy raw-model.npy <frames.npy >/dev/null
    # What a decoder says of the weights, where a model has that in the place of the defocus
    numpy "
import io
bundle, out = open('raw-model.npy', 'rb'), open('said-model.npy', 'wb')
while start := bundle.read(10):
    header = bundle.read(int.from_bytes(start[8:], 'little'))
    shape = eval(header.split(b'#')[0])['shape']
    a = np.frombuffer(bundle.read(4 * int(np.prod(shape))), 'f4').reshape(shape)
    out.write(start + header + (a[::-1] if b'name=dpm.' in header else a).tobytes())"
    deepr --dpm said.npy said-model.npy <frames.npy >/dev/null
    deepr --dpm map.npy dpm.npy <frames.npy | meta --list target_um >medians
    numpy "$frames
unit_um = $(meta --list unit_um <dpm.npy | sed -n 2p | cut -f3)
raw, said, map = frames('raw.npy').astype('f8'), frames('said.npy').astype('f8'), frames('map.npy')
weight = 0.001 + 1 / (1 + np.exp(-said / unit_um))
for y, x in (0, 0), (48, 48), (5, 40), (95, 1), (80, 90):
    reach = lambda i: max(12, min(24, i, 95 - i))
    around = lambda i: slice(max(0, i - reach(i)), i + reach(i) + 1)
    square = (slice(None), around(y), around(x))
    wanted = (raw * weight)[square].sum((1, 2)) / weight[square].sum((1, 2))
    assert np.allclose(map[:, y, x], wanted, 1e-3, 1e-3), (map[:, y, x], wanted)
assert np.abs(map - raw).max() > 0.01 and weight.std() > 0.01
said_um = np.loadtxt('medians', skiprows=1, usecols=-1, delimiter='\t')
assert np.allclose(np.median(map, (1, 2)), said_um, 1e-2, 1e-2)
# Half of the weights around the pixels lie below what is said of the frame
for i in range(5):
    local = np.array([[weight[i][around(y), around(x)].mean() for x in range(96)] for y in range(96)])
    below = local[map[i] < said_um[i]].sum() / local.sum()
    assert abs(below - 0.5) < 1e-3, below"
    train --model dpm --generator model.npy --defocus pixel >each.npy
    meta --list dpm_px,decoder,defocus <each.npy | says '1\t1\tpixel$'
    meta --list decoder,defocus <dpm.npy | says '2\tmean$'
    meta --drop dpm_px <dpm.npy >without.npy
    fails 1 'dpm_px' deepr without.npy <frames.npy
}

@test "the weights that Muon moves are others than those that Adam moves, and as many bytes" {
    train --optimiser adam >adam.npy
    not cmp -s adam.npy model.npy
    [ "$(stat -c %s adam.npy)" -eq "$(stat -c %s model.npy)" ]
    meta --list optimiser <model.npy | says 'muon$'
    # through a checkpoint, in which the momentum is
    train --max-steps 20 --checkpoint c20.npy --schedule constant >/dev/null
    train --max-steps 40 --checkpoint c20.npy --schedule constant --resume >resumed.npy
    train --max-steps 40 --schedule constant | cmp - resumed.npy
    fails 1 'optimiser=muon, expected adam' train --schedule constant --optimiser adam --checkpoint c20.npy --resume
}

@test "a network with transposed convolutions trains and focuses in tiles too, and its decoder has them" {
    train --up transposed >transposed.npy
    [ "$(meta --list up <transposed.npy | sed -n 2p | cut -f3)" = transposed ]
    [ "$(net-count transposed.npy | cut -f1,5,6 | sed -n '6p;7p')" = $'up1t\t16\t2320\nup1a\t16\t3472' ]
    deepr transposed.npy <frames.npy >whole.npy
    deepr --tile 48 transposed.npy <frames.npy >tiled.npy
    numpy "$frames
a, b = frames('whole.npy'), frames('tiled.npy')
assert np.abs(a - b).max() < 1e-4 * (a.max() - a.min()), np.abs(a - b).max()
assert (frames('frames.npy') != a).any()"
    train --model dpm --generator transposed.npy >both.npy
    net-count both.npy | cut -f1 | says '^dpm1t$'
    deepr both.npy <frames.npy >same.npy
    numpy "$frames
assert (frames('whole.npy') == frames('same.npy')).all()"
    meta up=nearest <transposed.npy >odd.npy
    fails 1 'odd.npy has up=nearest, expected transposed, or no such key' deepr odd.npy <frames.npy
}

@test "a model from before there was a guard still works" {
    deepr old.npy <frames.npy >a.npy
    [ "$(meta --list deepr,novelty <a.npy | cut -f3- | sed -n 2p)" = $'ok\t-' ]
    deepr dpm.npy <frames.npy >b.npy
    numpy "$frames
assert (frames('a.npy') == frames('b.npy')).all()"
    fails 1 'old.npy has not learned what is usual, for --guard' deepr --guard g.npy old.npy <frames.npy
}

@test "what is unlike the training is of low confidence, other stacks of the same kind are mostly not" {
    flagged() { deepr model.npy | meta --list deepr | grep -c 'low-confidence$' || true; }
    [ "$(flagged <alike.npy)" -le 2 ]
    [ "$(flagged <strange.npy)" -eq 5 ]
    # The limit decides
    meta novelty_limit=1e-6 <model.npy >strict.npy
    meta novelty_limit=1e6 <model.npy >lax.npy
    deepr strict.npy <frames.npy | meta --list deepr | grep -c 'low-confidence$' >strict
    deepr lax.npy <strange.npy | meta --list deepr | grep -c 'ok$' >lax
    [ "$(cat strict lax | paste -sd,)" = 5,5 ]
    # A decoder on the same network says the same
    cmp <(deepr model.npy <strange.npy | meta --list novelty) <(deepr dpm.npy <strange.npy | meta --list novelty)
}

@test "the map of the guard shows where, and tiles do not change it" {
    deepr --guard g.npy model.npy <frames.npy >out.npy
    [ "$(meta --list stack,z_um,novelty <g.npy)" = "$(meta --list stack,z_um,novelty <out.npy)" ]
    deepr --tile 48 --guard tiled.npy model.npy <frames.npy | meta --list deepr >a
    meta --list deepr <out.npy | cmp - a
    numpy "$frames
a, b = frames('g.npy'), frames('tiled.npy')
assert a.shape == (5, 96, 96) and np.isfinite(a).all()
assert np.abs(a / b - 1).max() < 1e-3
assert all(len(np.unique(g)) == 9 for g in a)"
    take 0 <frames.npy | cast f4 --scale 0 | deepr --guard g.npy model.npy |
        meta --list deepr,novelty | says 'blank\t-$'
    numpy "$frames
assert np.isnan(frames('g.npy')).all()"
}

@test "deep-z moves a frame to another plane" {
    train --model deep-z >z.npy
    deepr --distance 1.5 z.npy <frames.npy | meta --list deepr | says 'ok$'
    # It has learned distances from end to end of its stacks, 6 um, and none beyond
    deepr --distance -6 z.npy <frames.npy | meta --list deepr | says 'ok$'
    deepr --distance 6.1 z.npy <frames.npy | meta --list deepr | says 'edge$'
    not cmp -s <(deepr --distance 1.5 z.npy <frames.npy) <(deepr --distance -1.5 z.npy <frames.npy)
    fails 1 'z.npy is a deep-z; say where to with: --distance UM' deepr z.npy <frames.npy
    fails 1 'model.npy is not a deep-z; leave out --distance' deepr --distance 1 model.npy <frames.npy
}

@test "deep-z is taught the planes of one crop at a time, also where planes that show nothing are left out" {
    crop() { label --focus-um 0 <2.npy | take --region "48x48+$1" | pair --size 48x48; }
    crop 0+0 >first.npy
    crop 48+48 >last.npy
    two_of_five() { "$1" -c $(($(stat -c %s "$2") * 2 / 5)) "$2"; }
    { two_of_five head first.npy && two_of_five tail last.npy; } >two.npy
    { two_of_five head first.npy && two_of_five tail last.npy | meta stack=other; } >apart.npy
    [ "$(meta --list target_um <two.npy | sed 1d | cut -f3 | paste -sd,)" = 3,1.5,-1.5,-3 ]
    for f in two apart; do
        deepr-train $short --model deep-z $f.npy | meta --drop training_stacks >$f.model
    done
    cmp two.model apart.model
}

@test "deep-z moves each pixel to the height of a surface, as fluoresce has it, whatever the tiles" {
    train --model deep-z >z.npy
    take 1 <frames.npy >one.npy
    specimen nuclei --size 112x112 --seed 1 --focus 0 >s.npy
    for surface in "tilted --tilt 3 --direction 30" "cylindrical --radius 300 --direction 90" \
        "spherical --radius -300"; do
        fluoresce --psf psf.npy --z 0 --surface $surface --truth truth.npy <s.npy >/dev/null
        deepr --distance -0.5 --surface $surface --dpm map.npy z.npy <one.npy >whole.npy
        deepr --distance -0.5 --surface $surface --dpm same.npy --tile 48 z.npy <one.npy >tiled.npy
        cmp map.npy same.npy
        numpy "$frames
height, distance = frames('truth.npy')[1], frames('map.npy')[0]
assert height.shape == distance.shape and np.ptp(height) > 0.3
assert np.abs(height - 0.5 - distance).max() < 1e-4
a, b = frames('whole.npy')[0], frames('tiled.npy')[0]
assert np.abs(a - b).max() < 1e-4 * np.ptp(a), np.abs(a - b).max()"
    done
    # A plane is a surface without height, and the pixels on a surface at 0 are as in a frame that is not moved
    deepr --distance 1 z.npy <one.npy >flat.npy
    deepr --distance 1 --surface tilted --tilt 0 z.npy <one.npy | cmp - flat.npy
    deepr --distance 1 --surface cylindrical --radius 1e9 z.npy <one.npy >nearly.npy
    numpy "$frames
a, b = frames('flat.npy'), frames('nearly.npy')
assert np.abs(a - b).max() < 1e-4 * np.ptp(a)"
    fails 1 'wider than a surface with --radius 5' deepr --distance 1 --surface spherical --radius 5 z.npy <one.npy
    fails 1 'lacks pixel_um' deepr --distance 1 --surface tilted z.npy < <(meta --drop pixel_um <one.npy)
    fails 1 'not a deep-z; leave out --distance and --surface' deepr --surface tilted model.npy <one.npy
}

@test "--isa native takes what the processor has, and avx2 is the default" {
    train --isa avx2 | cmp - model.npy
    deepr model.npy <frames.npy >avx2.npy
    deepr --isa avx2 model.npy <frames.npy | cmp - avx2.npy
    rm -f c.npy
    train --isa native --checkpoint c.npy >native.npy
    meta --list isa,validation_berhu <native.npy | says 'native\t0[.]'
    meta --list isa <model.npy | sed -n 2p | says '-$'
    fails 1 'c.npy belongs to a run with isa=native, expected avx2' train --checkpoint c.npy --resume
    # A processor that has no more than AVX2 gives the bytes of avx2
    DNNL_MAX_CPU_ISA=AVX2 deepr --isa native model.npy <frames.npy | cmp - avx2.npy
    DNNL_MAX_CPU_ISA=AVX2 train --isa native | meta --drop isa | cmp - model.npy
    deepr --isa native model.npy <frames.npy >native-frames.npy
    numpy "$frames
a, b = frames('avx2.npy'), frames('native-frames.npy')
assert np.abs(a - b).max() < 1e-4 * np.ptp(a), np.abs(a - b).max()"
}

@test "--isa bf16 rounds to 8 bits where the processor has it, and is refused elsewhere" {
    train --base 16 >f4.npy
    export DNNL_MAX_CPU_ISA=AVX2
    fails 1 'no instructions of bfloat16, expected AVX512_BF16; use --isa native' deepr --isa bf16 f4.npy <frames.npy
    fails 1 'has no instructions of bfloat16' train --isa bf16 --base 16
    unset DNNL_MAX_CPU_ISA
    grep -qw avx512_bf16 /proc/cpuinfo || skip "this processor has no AVX512_BF16"
    deepr f4.npy <frames.npy >avx2.npy
    deepr --isa bf16 f4.npy <frames.npy >bf16-frames.npy
    numpy "$frames
a, b = frames('avx2.npy'), frames('bf16-frames.npy')
assert 1e-5 * np.ptp(a) < np.abs(a - b).max() < 0.03 * np.ptp(a), np.abs(a - b).max() / np.ptp(a)"
    train --isa bf16 --base 16 >bf16.npy
    meta --list isa <bf16.npy | says '\tbf16$'
    train --isa bf16 --base 16 | cmp - bf16.npy
    paste <(meta --list validation_berhu <f4.npy) <(meta --list validation_berhu <bf16.npy) |
        awk -F'\t' 'NR == 2 { exit !($3 != $6 && ($3 / $6 - 1) ^ 2 < 0.01) }'
}

@test "--within trains on the pairs near focus as if there were no others" {
    near() { cat "$@" | label --focus-um 0 | pair --size 48x48 --within 1.5; }
    near 2.npy 3.npy >near.npy
    near 4.npy 5.npy >near-others.npy
    for model in deep-z deep-r; do
        train --model $model --within 1.5 >within.npy
        meta --list target_low_um,target_high_um,unit_um <within.npy | says '\t-1.5\t1.5\t1.5$'
        deepr-train ${short/others/near-others} --model $model near.npy | cmp - within.npy
    done
    # A decoder is good where its generator is, and not beyond its own pairs
    train --model dpm --generator model.npy --within 1.5 | meta --list target_low_um,target_high_um,unit_um |
        says '\t-1.5\t1.5\t3$'
    train --model dpm --generator within.npy | meta --list target_low_um,target_high_um,unit_um |
        says '\t-1.5\t1.5\t1.5$'
    meta target_um=2 stack=far <others.npy >far.npy
    fails 1 'no pair is within 1.5 um of focus; raise --within' deepr-train --within 1.5 far.npy
    fails 1 'no frames to validate on; .*; or raise --within' deepr-train --within 1.5 --validate far.npy pairs.npy
}

@test "frames come out as they come in, and blank ones stay" {
    cat frames.npy | cast f4 --scale 0 --offset 7 | take 0 >blank.npy
    cat frames.npy <(cast u2 <blank.npy) | deepr model.npy >out.npy
    [ "$(meta --list deepr <out.npy | cut -f3 | sed 's/low-confidence/ok/' | paste -sd,)" = deepr,ok,ok,ok,ok,ok,blank ]
    take 5 <out.npy | cmp - <(meta deepr=blank <blank.npy)
    # The first frame is out before the second one is there
    mkfifo in out || true
    deepr model.npy <in >out &
    exec 8>in 9<out
    take 0 <frames.npy >&8
    timeout 20 head -c 128 <&9 | grep -aq NUMPY
    exec 8>&- 9<&-
    wait
}

@test "a film passes in constant memory" {
    mkfifo film
    # Not under the address sanitizer, which delays the reuse of freed memory.
    export ASAN_OPTIONS="${ASAN_OPTIONS:-}:quarantine_size_mb=0:thread_local_quarantine_size_kb=0"
    deepr model.npy <film >passed & net=$!
    exec 9>film
    resident() { awk '/VmHWM/ {print $2}' "/proc/$net/status"; }
    frames() {
        for wait in $(seq 1000); do [ "$(wc -c <passed)" -gt $((4 * 96 * 96 * $1)) ] && return; sleep 0.02; done
        return 1
    }
    send() { for i in $(seq "$1"); do cat frames.npy; done >&9; }
    send 2
    frames 10
    before=$(resident)
    send 20
    frames 110
    after=$(resident)
    exec 9>&-
    wait
    echo "$before -> $after kB"
    [ $((after - before)) -le 256 ]
}

@test "what does not fit is refused" {
    fails 1 'expected standardised pairs .2, y, x. as f2 or f4; make them with: pair' deepr-train <frames.npy
    sized() { for s in 2 3; do label --focus-um 0 <$s.npy | pair --size "$1"; done; }
    sized 47x47 >odd.npy
    fails 1 'the pairs are 47x47, expected multiples of 2 for 2 levels' deepr-train --levels 2 odd.npy
    fails 1 'for --similarity ms-ssim; make them with: pair --size' train --similarity ms-ssim
    sized 48x32 >oblong.npy
    fails 1 'which cannot be turned; make them square with: pair --size' deepr-train --levels 2 oblong.npy
    fails 1 'with parts of 1536 values, expected 2304 as in the first frame' train --validate oblong.npy
    fails 1 'stack s2 is both in the training and in the validation data' train --validate pairs.npy
    fails 2 'expected multiples of 8' train --base 12
    fails 2 'need each other' train --model dpm
    fails 2 'adversarial 0.1 needs a critic: --critic-base' train --adversarial 0.1
    fails 2 'the loss is nothing' train --structure 0 --pixels 0
    for s in 2 3; do take --where z_um=0 <$s.npy | label --focus-um 0 | pair --size 48x48; done >still.npy
    fails 1 'all pairs are in focus; make others with: pair' \
        deepr-train --levels 2 --max-steps 2 --check-every 1 still.npy
    meta --drop na <2.npy | label --focus-um 0 | pair --size 48x48 | meta stack=s4 >other.npy
    fails 1 'other.npy: array 1 has no na, but the first frame has 0.75; give it to all with: meta na=0.75' \
        deepr-train $short pairs.npy other.npy
    fails 1 'the first frame has no na, but pairs.npy: array 1 has 0.75; give it to all with: meta na=0.75' \
        deepr-train $short other.npy pairs.npy
    # A decoder has no image that could be alike
    deepr-train $short --model dpm --generator model.npy --similarity ms-ssim pairs.npy >dpm.npy
    fails 1 'has not learned the defocus' deepr --dpm m.npy model.npy <frames.npy
    fails 1 'na=0.5' deepr model.npy < <(meta na=0.5 <frames.npy)
    fails 1 'is not a model of deep-r' deepr frames.npy <frames.npy
    meta guard_px=1 <model.npy >none.npy
    fails 1 'guard_px=1, expected a whole number from 2 to 65536' deepr none.npy <frames.npy
    meta guard_px=64 <model.npy >other.npy
    fails 1 "'texture_mean' 6 f4, expected 'texture_mean' 7 f4" deepr other.npy <frames.npy
    # Frames are standardised, so what teaches is
    for s in 2 3; do label --focus-um 0 <$s.npy | pair --size 48x48 --normalize none; done >raw.npy
    fails 1 'raw.npy.*expected standardised pairs' deepr-train $short raw.npy
    fails 1 'raw.npy.*expected standardised pairs' deepr-train $short pairs.npy raw.npy
    numpy "
a = bytearray(open('pairs.npy', 'rb').read())
a[-400:-396] = np.float32(np.nan).tobytes()
open('nan.npy', 'wb').write(a)"
    fails 1 'a pair of stack s3 has a value that is not finite' deepr-train $short nan.npy
}

@test "a cut model is refused" {
    meta novelty_limit=0 <model.npy >never.npy
    fails 1 'novelty_limit=0, expected more than 0' deepr never.npy <frames.npy
    head -c 3000 model.npy >cut.npy
    fails 1 'cut.npy' deepr cut.npy <frames.npy
}
