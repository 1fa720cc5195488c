load helpers

# Simulated stacks from -12 to 12 um under the half annulus, 0.25 um apart, in good light; clean-* are without noise.
setup_file() {
    cd "$BATS_FILE_TMPDIR"
    for seed in 1 2 3; do
        specimen tissue --size 96x96 --seed $seed --focus 0 | illuminate --half-annulus --z=-12:12:0.25 >clean-$seed.npy
        camera --photons 20000 <clean-$seed.npy >$seed.npy
    done
}
setup() { ln -s "$BATS_FILE_TMPDIR"/*.npy .; }

# column NAME TABLE: the cells of that column, joined by commas
column() {
    awk -F'\t' -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) c = i; next } { print $c }' "$2" |
        paste -sd,
}

# scored SEARCH MEASURE [PREFIX]: how many of 90 searches in PREFIX1.npy to PREFIX3.npy, from random starts within 4 um
# of the sharpest plane of the clean stack, end within three tolerances of it
scored() {
    local seed truth
    for seed in 1 2 3; do
        truth=$(sharpness --measure "$2" <clean-$seed.npy | tail -1 | cut -f3)
        starts=$(awk -v seed=$seed -v truth="$truth" 'BEGIN {
            srand(seed)
            for (i = 0; i < 30; i++) printf "%s%.3f", i ? "," : "", truth - 4 + 8 * rand() }')
        autofocus-search --search "$1" --measure "$2" --start="$starts" <"${3:-}$seed.npy" |
            awk -F'\t' -v truth="$truth" 'NR > 1 && ($3 - truth)^2 <= 0.3^2'
    done | wc -l
}

@test "Brent's method finds the focus of tissue from 95 of 100 random starts, after a coarse scan from 99" {
    [ "$(scored brent vollath5)" -ge 86 ]
    [ "$(scored coarse vollath5)" -eq 90 ]
}

@test "after a coarse scan the noise of single looks is averaged" {
    for seed in 1 2 3; do camera --photons 1000 <clean-$seed.npy >dim-$seed.npy; done
    [ "$(scored coarse vollath5 dim-)" -eq 90 ]
}

@test "with two hills of sharpness, Brent's method climbs the nearest, and a coarse scan finds the higher" {
    [ "$(scored brent vollath4)" -lt 81 ]
    [ "$(scored coarse vollath4)" -eq 90 ]
}

@test "the first looks are at the start and 0.19098 of the range below and above" {
    autofocus-search --start=2.5 --range 8 --looks looks.tsv <1.npy >out
    column look looks.tsv | says '^1,2,3'
    column z_um looks.tsv | tr , '\n' | sed -n 1,3p |
        awk '{ z[NR] = $1 - 2.5 } END {
            exit !(NR == 3 && z[1] == 0 && (z[2] + 0.19098 * 8)^2 < 1e-8 && (z[3] - 0.19098 * 8)^2 < 1e-8) }'
}

@test "Brent's method looks where its definition says, at interpolated frames" {
    autofocus-search --start=-1.3,0,2.21 --tolerance 0.02 --looks looks.tsv <1.npy >out
    autofocus-search --start=-1.3,0,2.21 --tolerance 0.02 --nearest --looks nearest.tsv <1.npy >out-nearest
    numpy "
f, frames = open('1.npy', 'rb'), []
for _ in range(97): frames.append(np.load(f).astype(float))
def frame(z, nearest):
    i = min(int((z + 12) / 0.25), 95)
    part = (z + 12) / 0.25 - i
    part = float(part > 0.5) if nearest else part
    return (1 - part) * frames[i] + part * frames[i + 1]
def score(z, nearest):
    a = frame(z, nearest)
    return (a[:, :-1] * a[:, 1:]).mean() - a.mean()**2
# Brent 1973, section 5.8, with a given first point; f is minimized
def brent(f, low, first, high, tol):
    seen = [first]
    x = w = v = first
    fx = fw = fv = f(first)
    d = e = 0
    while True:
        m, t = (low + high) / 2, 1e-9 * abs(x) + tol
        if abs(x - m) + (high - low) / 2 <= 2 * t:
            return seen
        p = q = r = 0
        if abs(e) > t:
            r, q = (x - w) * (fx - fv), (x - v) * (fx - fw)
            p, q = (x - v) * q - (x - w) * r, 2 * (q - r)
            p, q = (-p, q) if q > 0 else (p, -q)
            r, e = e, d
        if abs(p) < abs(q * r / 2) and q * (low - x) < p < q * (high - x):
            d = p / q
            if x + d - low < 2 * t or high - x - d < 2 * t:
                d = t if x <= m else -t
        else:
            e = (high if x < m else low) - x
            d = (3 - 5**0.5) / 2 * e
        u = x + (d if abs(d) >= t else t if d >= 0 else -t)
        fu = f(u)
        seen.append(u)
        if fu <= fx:
            low, high = (low, x) if u < x else (x, high)
            v, fv, w, fw, x, fx = w, fw, x, fx, u, fu
        else:
            low, high = (u, high) if u < x else (low, u)
            if fu <= fw or w == x:
                v, fv, w, fw = w, fw, u, fu
            elif fu <= fv or v in (x, w):
                v, fv = u, fu
for name, out, nearest in ('looks', 'out', False), ('nearest', 'out-nearest', True):
    looks = np.genfromtxt(name + '.tsv', delimiter='\t', names=True, usecols=(1, 2, 3, 4))
    best = np.genfromtxt(out, delimiter='\t', names=True, usecols=(1, 2, 3, 5))
    for row in best:
        start = row['start_um']
        got = looks[looks['start_um'] == start]
        want = np.array(brent(lambda z: -score(z, nearest), start - 5, start, start + 5, 0.02))
        assert len(got) == len(want) == row['looks'] and abs(got['z_um'] - want).max() < 1e-4, (got['z_um'], want)
        values = np.array([score(z, nearest) for z in want])
        assert np.allclose(got['score'], values, rtol=1e-4), (got['score'], values)
        assert abs(row['focus_um'] - want[values.argmax()]) < 1e-4"
}

@test "a scan takes equal steps, and its focus is the centre of a Gaussian" {
    autofocus-search --search scan --measure tenengrad --range 8 --step 0.9 --start 0.4 --looks looks.tsv <2.npy >out
    [ "$(column looks out)" = 10 ] # 9 steps are the fewest that are at most 0.9
    numpy "
from scipy.optimize import curve_fit
t = np.genfromtxt('looks.tsv', delimiter='\t', names=True, usecols=(3, 4))
assert np.allclose(t['z_um'], 0.4 + np.linspace(-4, 4, 10), atol=1e-5)
bell = lambda z, offset, height, centre, sd: offset + height * np.exp(-(z - centre)**2 / (2 * sd**2))
low, high = t['score'].min(), t['score'].max()
(_, _, centre, _), _ = curve_fit(bell, t['z_um'], (t['score'] - low) / (high - low), [0, 1, 0, 2])
assert abs(np.genfromtxt('out', delimiter='\t', names=True)['focus_um'] - centre) < 1e-3"
}

@test "a command is a microscope too" {
    specimen tissue --size 96x96 --seed 1 --focus 0 >tissue
    autofocus-search --command 'illuminate --half-annulus --z=%z <tissue |
        camera --photons 20000' --start=1.5 --looks looks.tsv >out
    [ "$(column status out),$(column stack out)" = ok,- ]
    sharpness --measure vollath5 <clean-1.npy | tail -1 | cut -f3 |
        awk -v found="$(column focus_um out)" '{ exit ($1 - found)^2 > 0.3^2 }'
    for line in 2 3 5; do
        z=$(sed -n ${line}p looks.tsv | cut -f4)
        illuminate --half-annulus --z="$z" <tissue | camera --photons 20000 | sharpness --measure vollath5 --curve c >s
        awk -v got="$(sed -n ${line}p looks.tsv | cut -f5)" -v want="$(tail -1 c | cut -f3)" \
            'BEGIN { exit (got / want - 1)^2 > 1e-8 }'
    done
}

@test "a command that is no microscope ends the search in words" {
    look() { autofocus-search --range 4 --command "$1"; }
    fails 1 "'exit 3; echo 0' ends with exit status 3, expected 0" look 'exit 3; echo %z'
    fails 1 "'kill -9 .*' ends with exit status 137" look 'kill -9 $$; echo %z'
    fails 1 "'true 0' gives no frame, expected one" look 'true %z'
    fails 1 "take 0:2 <1.npy; : 0' gives more than one frame, expected one" look 'take 0:2 <1.npy; : %z'
    fails 1 "echo 0: array 1 does not begin with an NPY header" look 'echo %z'
    fails 1 "ends after [0-9]+ of 18432 bytes of data" look 'head -c 1228 1.npy; : %z'
    fails 1 "'take 0 <1.npy; exit 1 0' ends with exit status 1" look $'take 0 <1.npy;\nexit 1 %z'
    fails 1 'gives 32x32 u2, expected 96x96 like before' \
        look 'case %z in 0) take 0 <1.npy;; *) take --region 32x32+0+0 0 <1.npy;; esac'
    fails 1 'is 8x96 f4, expected at least 16x16' look 'take --region 8x96+0+0 0 <1.npy; : %z'
    fails 2 "'take 0' has no %z" look 'take 0'
}

@test "the status says what is wrong" {
    said() { autofocus-search --range 6 "$@" >out && column status out; }
    numpy "
rng = np.random.default_rng(1)
z = np.arange(-8, 9)
bright = 20 + 300 * np.exp(-z[:, None, None]**2 / 8) * rng.random((1, 40, 1)) + rng.random((17, 40, 40))
np.save('bright.npy', bright.clip(0, 255).astype('u1'))
np.save('noise.npy', rng.poisson(500, (17, 32, 32)).astype('u2'))
np.save('flat.npy', np.full((17, 32, 32), 7, 'u2'))"
    for name in bright noise flat; do meta z_um=-8 dz_um=1 <$name.npy >$name; done
    [ "$(said <1.npy)" = ok ]
    [ "$(said --start=-8,8.5 <1.npy)" = edge,edge ]
    [ "$(said --search scan --start=-8,8.5 <1.npy)" = edge,edge ]
    for kind in brent scan coarse; do
        [ "$(said --search $kind <noise),$(column focus_um out)" = blank,nan ]
        [ "$(said --search $kind <flat),$(column focus_um out)" = blank,nan ]
        [ "$(said --search $kind <bright)" = saturated ]
        [ "$(said --search $kind --saturation 256 <bright)" = ok ]
    done
    # a camera of 12 bits in 16: only its owner knows
    camera --bits 12 --photons 20000 <clean-1.npy >twelve
    [ "$(said <twelve)" = ok ]
    [ "$(said --saturation 4095 <twelve)" = saturated ]
    # of two planes in focus, half as sharp the one as the other
    meta stack=two z_um=-10 dz_um=1 <noise >two
    numpy "
rng, z = np.random.default_rng(1), np.arange(-8, 9)[:, None, None]
hill = lambda at: np.exp(-(z - at)**2 / 2)
np.save('two.npy', 500 + np.sqrt(hill(-3) + 0.6 * hill(3)) * 50 * rng.normal(size=(1, 40, 1)).repeat(40, axis=2))"
    meta z_um=-8 dz_um=1 <two.npy >two
    [ "$(said --range 12 --search coarse <two)" = low-confidence ]
    [ "$(said --range 12 --search coarse --confidence 0.2 <two)" = ok ]
}

@test "a search from each start in each stack, with the time that they take" {
    for seed in 1 2; do cat $seed.npy; done >both
    autofocus-search --start 0,1.5 --stage 30 --exposure 12.5 --looks looks.tsv <both >out
    [ "$(column stack out)" = tissue-1,tissue-1,tissue-2,tissue-2 ]
    [ "$(column start_um out)" = 0,1.5,0,1.5 ]
    awk -F'\t' 'NR > 1 && $7 != $6 * 42.5 + 30' out | not grep .
    cut -f6-8 looks.tsv | sort -u | says $'^30\t12.5\t0$'
    [ "$(sed 1d looks.tsv | cut -f1,2 | sort | uniq -c | awk '{ print $1 }' | paste -sd,)" = "$(column looks out)" ]
    autofocus-search --start 0,1.5 --stage 30 --exposure 12.5 <both | cmp - out
    # the middle of the planes, unless told
    [ "$(autofocus-search <1.npy | tail -1 | cut -f2)" = 0 ]
    autofocus-search --clock --looks looks.tsv <1.npy >out
    sed 1d looks.tsv | cut -f8 | awk '$1 <= 0 || $1 > 1000 { bad = 1 } END { exit bad }'
}

@test "searches that cannot be made are refused" {
    fails 1 'tissue-1 has planes from -12 to 12 um, this search needs 4 to 14 um; give another --start or a smaller' \
        autofocus-search --start 9 <1.npy
    fails 1 'needs -12.5 to 12.5 um' autofocus-search --range 25 <1.npy
    autofocus-search --range 24 --search scan <1.npy
    fails 2 '--step is 6, expected at most half of --range, 5' autofocus-search --search scan --step 6 <1.npy
    fails 2 'start' autofocus-search --start 0,x <1.npy
    fails 2 'search' autofocus-search --search everywhere <1.npy
    take --region 8x64+0+0 <1.npy >small
    fails 1 'is 8x64 f4, expected at least 16x16' autofocus-search <small
    fails 1 'lacks z_um' autofocus-search < <(meta --drop z_um <1.npy)
}
