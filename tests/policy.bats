# The rules by which training and predictions decide, each compared with a result computed by other means.
load helpers

# Ten stacks of five planes; a.npy .. j.npy are their features, four patches a frame. model.npy was trained on most of
# them.
setup_file() {
    cd "$BATS_FILE_TMPDIR"
    local seed=0 name
    for name in {a..j}; do
        seed=$((seed + 1))
        specimen tissue --size 64x64 --phase 0.3 --seed $seed --focus 0 --stack $name |
            illuminate --led 0,0.4 --z -4:4:2 | camera --photons 20000 | label --focus-um 0 |
            fftcrop --patch 32 --crop 16x8 >$name.npy
    done
    train --max-steps 100 --check-every 10 {a..h}.npy >model.npy
}
setup() { cp "$BATS_FILE_TMPDIR"/*.npy .; }
teardown_file() { rm -f "$BATS_FILE_TMPDIR"/*.npy; }

train() { fcfnn-train --layers 1 --width 8 --rate 3e-3 "$@"; }

# arrays CODE [ARG...]: runs Python with arrays(file), the arrays of a model by name
arrays() {
    numpy "sys.path.insert(0, '$BATS_TEST_DIRNAME/../tools')
import npystream
arrays = lambda name: {meta['name']: array.astype(float) for array, meta in npystream.read(open(name, 'rb'))}
$1" "${@:2}"
}

@test "patience: training stops that many steps after the best validation" {
    train --rate 0.03 --schedule constant --average 0 --max-steps 100000 --check-every 5 --patience 40 --loss loss.tsv \
        {a..d}.npy >out.npy
    awk -F'\t' 'NR > 1 {last = $1} $4 == 1 {best = $1} END {print last - best}' loss.tsv >waited
    echo 40 | diff - waited
    # With one step less of patience the training would have ended earlier, and the maximum number of steps was not
    # reached.
    awk -F'\t' 'NR > 1 && (NR == 2 || $3 < least) {if ($1 - best > 40) exit 1; least = $3; best = $1}' loss.tsv
    [ "$(sed -n '$p' loss.tsv | cut -f1)" -lt 100000 ]
}

@test "--validation holds out that share of the stacks" {
    held() { train --max-steps 1 --check-every 1 "$@" | meta --list training_stacks,validation_stacks | sed -n 2p; }
    for share in 0.3=7,3 0.5=5,5 0.01=9,1 0.25=7,3 0.99=1,9; do
        [ "$(held --validation "${share%=*}" {a..j}.npy | cut -f3- | tr '\t' ,)" = "${share#*=}" ]
    done
}

@test "cosine: the second of two steps is half as long as at a constant rate" {
    for schedule in constant cosine; do
        for steps in 1 2; do
            train --schedule $schedule --max-steps $steps --check-every 1 --keep last --average 0 --dropout 0 --seed 3 \
                {a..d}.npy >$schedule$steps.npy
        done
    done
    differ --no-meta constant1.npy cosine1.npy
    arrays "
one, two, half = (arrays(name + '.npy') for name in ('constant1', 'constant2', 'cosine2'))
for name in 'w1', 'b1', 'w2', 'b2':
    moved = two[name] - one[name]
    assert abs(moved).max() > 1e-3, (name, moved)
    assert abs(half[name] - one[name] - moved / 2).max() < 1e-6, name"
}

@test "features with less than 0.3 of the highest relevance are not seen" {
    train --input weighted --max-steps 1 --check-every 1 --validate i.npy {a..h}.npy >weighted.npy
    arrays "
# A weight is the relevance divided by the root mean square, so multiplying by the root mean square gives the relevance.
x = np.concatenate([a for n in 'abcdefgh' for a, meta in npystream.read(open(n + '.npy', 'rb'))]).astype(float)
relevance = arrays('weighted.npy')['gain'] * np.sqrt((x**2).mean(0))
relevance = np.sort(relevance[relevance > 0]) / relevance.max()
assert 10 < len(relevance) < x.shape[1], len(relevance)
assert 0.299 < relevance[0] < 0.35, relevance"
}

# limited NAME=VALUE...: the status of the frame in one.npy by a model of these limits
limited() {
    meta "$@" <model.npy >limited.npy
    predict limited.npy <one.npy | cut -f6 | tail -1
}

@test "edge: a prediction beyond those for validation frames, at the low and at the high end" {
    take 2 <i.npy >one.npy
    as() { limited novelty_limit=1e6 spread_limit_um=1e6 uncertainty_limit_um=1e6 "$@"; }
    at=$(predict model.npy <one.npy | cut -f2 | tail -1)
    below=$(awk "BEGIN {print $at - 0.01}") above=$(awk "BEGIN {print $at + 0.01}")
    [ "$(as edge_low_um=-99 edge_high_um=99)" = ok ]
    [ "$(as edge_low_um="$below" edge_high_um="$above")" = ok ]
    [ "$(as edge_low_um="$above" edge_high_um=99)" = edge ]
    [ "$(as edge_low_um=-99 edge_high_um="$below")" = edge ]
}

@test "low-confidence: patches that agree less than in validation, a larger expected error, or unlike features" {
    take 2 <i.npy >one.npy
    as() { limited edge_low_um=-99 edge_high_um=99 "$@"; }
    spread=$(predict model.npy <one.npy | cut -f3 | tail -1)
    expected=$(predict model.npy <one.npy | cut -f4 | tail -1)
    all() { as novelty_limit=1e6 spread_limit_um=1e6 uncertainty_limit_um=1e6 "$@"; }
    [ "$(all)" = ok ]
    [ "$(all spread_limit_um="$(awk "BEGIN {print $spread + 0.01}")")" = ok ]
    [ "$(all spread_limit_um="$(awk "BEGIN {print $spread - 0.01}")")" = low-confidence ]
    [ "$(all uncertainty_limit_um="$(awk "BEGIN {print $expected + 0.01}")")" = ok ]
    [ "$(all uncertainty_limit_um="$(awk "BEGIN {print $expected - 0.01}")")" = low-confidence ]
    [ "$(all novelty_limit=1e-6)" = low-confidence ]
    [ "$(predict model.npy <one.npy | awk "NR == 2 {print (\$5 > 0 && \$5 < 10)}")" = 1 ]
}

@test "moves: by what was predicted, then from the plane nearest to there; without a prediction none" {
    printf 'array\tna\tlambda_um\n0\t0.5\t0.53\n' >optics
    # a: 2 um too little is predicted at -4, so the stage stops at -2, and the plane there errs by 0.5; the image
    # at 0 is right. b has a plane without a prediction, and is not mixed with a.
    printf '%s\t%s\t%s\t%s\n' stack z_um target_um defocus_um >predicted
    printf '%s\t%s\t%s\t%s\n' a -4 4 2 b -2 2 nan a -2 2 1.5 a 0 0 0 b 1 -1 -1 >>predicted
    experiments=$BATS_TEST_DIRNAME/../experiments
    awk -f "$experiments/columns.awk" -f "$experiments/p1/depth-moves.awk" optics recipe=x predicted >left
    printf 'recipe\tmoves\tframes\twithin_um\twithin\trmse_um\n' >want
    # left at first: 4 2 2 0 -1; after a move: 2 2 0.5 0 0; after two: 0.5 2 0 0 0
    printf 'x\t%d\t5\t1.0600\t%s\t%s\n' 0 0.4000 2.2361 1 0.6000 1.2845 2 0.8000 0.9220 >>want
    diff want left
}

@test "consensus: the median of the patches, or their mean" {
    of() { predict "$@" | cut -f2 | sed 1d; }
    for patch in 0 1 2 3; do take 2 --region 1x128+$patch+0 <i.npy | of model.npy; done >patches
    take 2 --region 3x128+0+0 <i.npy >three.npy
    take 2 <i.npy >four.npy
    paste <(of --consensus median model.npy <three.npy) <(of --consensus median model.npy <four.npy) \
        <(of model.npy <four.npy) >got
    numpy "
patches, got = np.loadtxt('patches'), np.loadtxt('got')
assert np.ptp(patches) > 0.1, patches
assert abs(got - [np.median(patches[:3]), np.median(patches), patches.mean()]).max() < 0.002, (patches, got)"
}
