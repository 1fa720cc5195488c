load helpers

@test "specimen, illuminate and camera record their options as metadata" {
    specimen cells --size 32x48 --seed 7 --focus 1.5 >s.npy
    [ "$(meta --list pixel_um,focus_um,seed,specimen,stack <s.npy | tail -1)" = \
        $'1\t64x96 c8\t0.1625\t1.5\t7\tcells\tcells-7' ]
    illuminate --led 0.1,0.3 --z -1:1:0.5 <s.npy | camera >c.npy
    [ "$(meta --list z_um <c.npy | cut -f3 | paste -sd' ')" = "z_um -1 -0.5 0 0.5 1" ]
    # steps of NA: 0.53/(48 0.325) and 0.53/(32 0.325)
    want=$'32x48 u2\t0.325\t1.5\t0.5\t0.53\tled\t0.101923077\t0.305769231\tcells-7\t1000'
    keys=pixel_um,focus_um,na,lambda_um,illumination,led_na_x,led_na_y,stack,photons
    [ "$(meta --list $keys <c.npy | tail -1 | cut -f2-)" = "$want" ]
    illuminate --half-annulus --z 0 <s.npy | meta --list illumination,led_na_x | says $'half-annulus\t-$'
}

@test "the same command gives the same bytes, another seed gives others" {
    for kind in cells tissue; do
        for run in 1 2; do
            OMP_NUM_THREADS=$run specimen $kind --size 64x64 --seed 3 | tee s$run |
                OMP_NUM_THREADS=$run illuminate --z 0:4:2 |
                camera --seed 5 >c$run
        done
        cmp s1 s2
        cmp c1 c2
        specimen $kind --size 64x64 --seed 4 | illuminate --z 0:4:2 | camera --seed 5 >c3
        illuminate --z 0:4:2 <s1 | camera --seed 6 >c4
        run ! cmp -s c1 c3
        run ! cmp -s c1 c4
    done
}

@test "different specimens get different noise from the same camera seed" {
    for seed in 1 2; do specimen clear --size 64x64 --seed $seed | illuminate --z 0 | camera >$seed.npy; done
    numpy "a, b = np.load('1.npy').ravel(), np.load('2.npy').ravel()
assert abs(np.corrcoef(a, b)[0, 1]) < 5 / 64, np.corrcoef(a, b)
assert abs(a.mean() - 32 - 1000 / 1.7) < 2 and abs(a.var() / (1000 / 1.7**2 + (3.1 / 1.7)**2 + 1 / 12) - 1) < 0.12"
}

@test "one specimen under different light gets different noise, exposure and slope, but from the same pixels" {
    specimen clear --size 64x64 --seed 1 >s.npy
    illuminate --led 0,0.401 --z 0 <s.npy | camera >led.npy
    illuminate --led 0,0.3 --z 0 <s.npy | camera >other.npy
    illuminate --half-annulus --z 0 <s.npy | camera >annulus.npy
    numpy "a = [np.load(name + '.npy').ravel().astype(float) for name in ('led', 'other', 'annulus')]
assert abs(np.corrcoef(a) - np.eye(3)).max() < 5 / 64, np.corrcoef(a)"
    for light in --led=0,0.401 --half-annulus; do
        illuminate $light --z 0 <s.npy >i.npy
        camera --photons 1e6 --full-well 1e9 --gain 100 --fixed-pattern 0.02 <i.npy >pattern$light.npy
        camera --exposure-sd 0.5 <i.npy | meta --list photons | tail -1 | cut -f3
    done >photons
    [ "$(sort -u photons | wc -l)" -eq 2 ]
    numpy "a, b = np.load('pattern--led=0,0.401.npy').ravel(), np.load('pattern--half-annulus.npy').ravel()
assert np.corrcoef(a, b)[0, 1] > 0.95, np.corrcoef(a, b)"
}

@test "a darkfield is dark where the field is empty, and bright where it is not" {
    specimen clear --size 64x64 | illuminate --led 0,0.6 --z -5:5:5 >dark.npy
    specimen cells --size 64x64 --density 6000 | illuminate --led 0,0.6 --z -5:5:5 >lit.npy
    numpy "dark, lit = np.load('dark.npy'), np.load('lit.npy')
assert dark.max() < 1e-6 and lit.mean() > 1e-3 and lit.min() >= 0"
}

@test "the image under the half annulus is sharpest in focus, wherever the focus is" {
    for kind in cells tissue; do
        specimen $kind --size 128x128 --focus -3 | illuminate --half-annulus --z -12:12:1 >$kind.npy
        numpy "f = open('$kind.npy', 'rb')
k = np.hypot(np.fft.fftfreq(128)[:, None], np.fft.fftfreq(128))
score = [np.log(np.abs(np.fft.fft2(np.load(f)))**2)[(k > 0.125) & (k < 0.5)].mean() for _ in range(25)]
assert abs(np.argmax(score) - 9) <= 1, np.argmax(score) - 12"
    done
}

@test "a table of LEDs gives the mean of their images, and a pattern selects rows" {
    printf 'pattern\tled_na_x\tled_na_y\na\t0.1\t0\nb\t0\t0.3\na\t0.2\t-0.2\n' >leds.tsv
    specimen cells --size 64x64 --density 6000 >s.npy
    illuminate --leds leds.tsv --pattern a --z 3 <s.npy >table.npy
    illuminate --led 0.1,0 --led 0.2,-0.2 --z 3 <s.npy >list.npy
    cmp table.npy list.npy
    illuminate --leds leds.tsv --pattern b --z 3 <s.npy >one.npy
    illuminate --led 0,0.3 --z 3 <s.npy | cmp - one.npy
    fails 1 "no LED of pattern 'c'" illuminate --leds leds.tsv --pattern c <s.npy
}

@test "a condenser is a disc of LEDs, and twelve across are as good as thirty" {
    specimen tissue --size 96x96 --seed 3 --focus 0 >s.npy
    for n in 2 12 30; do illuminate --condenser 0.4 --across $n --z -8:8:8 <s.npy >c$n.npy; done
    cmp c12.npy <(illuminate --condenser 0.4 --z -8:8:8 <s.npy)
    meta --list illumination,led_na_x <c12.npy | says $'condenser\t-$'
    illuminate --condenser 0.2 --across 2 --z -8:8:8 <s.npy >square.npy
    illuminate --led={-,}0.1,{-,}0.1 --led-size 0.2 --z -8:8:8 <s.npy >four.npy
    numpy "def planes(name):
    f = open(name, 'rb')
    return [np.load(f) for _ in range(3)]
few, more, most = (planes(f'c{n}.npy') for n in (2, 12, 30))
assert np.abs(np.subtract(planes('square.npy'), planes('four.npy'))).max() < 1e-5
for a, b, c in zip(few, more, most):
    assert (b - c).std() < 0.006 * c.mean() and (b - c).std() < 0.3 * (a - c).std(), (b - c).std() / c.mean()
    assert abs(c.mean() - b.mean()) < 1e-3"
    fails 2 'give only one of --led, --leds, --half-annulus and --condenser' illuminate --led 0,0 --condenser 0.4 <s.npy
    fails 2 'outside' illuminate --condenser 1 <s.npy
}

@test "the weak-object mode agrees where the object is weak, and the camera refuses it where it is not" {
    specimen cells --size 64x64 --density 6000 --phase 0.003 --seed 2 >s.npy
    illuminate --half-annulus --z -4:4:4 <s.npy >exact.npy
    illuminate --half-annulus --weak --z -4:4:4 <s.npy >weak.npy
    numpy "f, g = open('exact.npy', 'rb'), open('weak.npy', 'rb')
for _ in range(3):
    a, b = np.load(f), np.load(g)
    assert 0 < (a - b).std() < 0.03 * a.std(), ((a - b).std(), a.std())"
    specimen cells --size 64x64 --density 6000 --phase 3 --seed 2 | illuminate --led 0,0.4 --weak --z 8 >strong.npy
    fails 1 "expected at least 0.*--weak" camera <strong.npy
}

@test "a thick specimen is a row of slices, whose planes are sharp one after the other" {
    specimen cells --size 64x64 --density 6000 --seed 2 --slices 5 >s.npy
    [ "$(meta --list slice_um <s.npy | tail -1)" = $'1\t5x128x128 c8\t3' ]
    illuminate --z 0:2:1 <s.npy | meta --list slice_um,z_um | tail -1 | says $'^3\t64x64 f4\t-\t2$'
    fails 1 '5 slices, but --weak is for thin' illuminate --weak <s.npy
    meta --drop slice_um <s.npy >lacking.npy
    fails 1 'lacks slice_um' illuminate <lacking.npy
    numpy "np.save('image.npy', np.arange(64 * 48, dtype='u2').reshape(64, 48))"
    fails 2 'an image is thin' specimen image image.npy --slices 2
}

@test "specimens that shine are light, thin or in slices that add up to the thin one" {
    for kind in nuclei filaments epithelium stroma beads; do
        specimen $kind --size 48x64 --seed 3 --focus 1 >thin.npy
        cmp thin.npy <(OMP_NUM_THREADS=2 specimen $kind --size 48x64 --seed 3 --focus 1)
        not cmp -s thin.npy <(specimen $kind --size 48x64 --seed 4 --focus 1)
        specimen $kind --size 48x64 --seed 3 --focus 1 --slices 4 >thick.npy
        meta --list pixel_um,slice_um,focus_um,specimen,stack <thick.npy | tail -1 |
            says "^1\t4x96x128 f4\t0.1625\t(1|0.075)\t1\t$kind\t$kind-3$"
        specimen $kind --size 48x64 --seed 3 --phase 2 >twice.npy
        numpy "a, b, c = (np.load(name + '.npy').astype('f8') for name in ('thin', 'thick', 'twice'))
assert np.abs(b.sum(0) - a).max() < 1e-4 * (1 + a.max()) and np.abs(c - 2 * a).max() < 1e-4 and a.min() >= 0"
    done
    specimen beads --size 48x64 --seed 3 --slices 40 --depth 20 | meta --list slice_um | says '\t0.5$'
    fails 1 'expected a c8 array' illuminate <thin.npy
}

@test "a stained specimen passes each colour differently, with noise of its own" {
    for colour in red green blue; do
        specimen stained --size 128x128 --pixel 0.3 --seed 5 --focus 0 --colour $colour >$colour.npy
        illuminate --na 0.75 --condenser 0.6 --across 6 --lambda 0.53 --z 0 <$colour.npy >i-$colour.npy
    done
    meta --list colour,specimen <red.npy | says $'red\tstained'
    numpy "red, green, blue = (-np.log(np.abs(np.load(c + '.npy'))) for c in ('red', 'green', 'blue'))
assert green.mean() > 1.5 * red.mean() > 1.5 * blue.mean() and np.corrcoef(red.ravel(), green.ravel())[0, 1] > 0.3
assert all(np.load(f'i-{c}.npy').min() < 0.7 for c in ('red', 'green'))"
    specimen clear --size 64x64 | illuminate --z 0 >clear.npy
    for colour in red green; do meta colour=$colour <clear.npy | camera >n-$colour.npy; done
    numpy "a, b = (np.load(f'n-{c}.npy').ravel() for c in ('red', 'green'))
assert abs(np.corrcoef(a, b)[0, 1]) < 5 / 64"
}

@test "the phase varies from specimen to specimen, and the exposure from stack to stack" {
    for seed in 1 2; do
        specimen cells --size 64x64 --density 6000 --seed $seed >plain$seed.npy
        specimen cells --size 64x64 --density 6000 --seed $seed --phase-sd 0.5 >varied$seed.npy
    done
    numpy "a = [np.log(np.load(f'{kind}{seed}.npy').astype('c16')) for kind in ('plain', 'varied') for seed in (1, 2)]
scale = [(v.real * p.real).sum() / (p.real**2).sum() for p, v in ((a[0], a[2]), (a[1], a[3]))]
assert abs(scale[0] - scale[1]) > 0.05 and all(0.1 < s < 8 for s in scale), scale
assert np.abs(a[2].real - scale[0] * a[0].real).max() < 1e-5"
    for seed in 1 2; do
        specimen clear --size 32x32 --seed $seed | illuminate --z 0:1:1 | camera --exposure-sd 0.5
    done | meta --list photons | tail -n +2 | cut -f3 | uniq -c | tr -s ' ' >photons
    [ "$(cut -d' ' -f2 photons | paste -sd,)" = 2,2 ]
}

@test "LEDs off their place move the shadow, and are recorded where they should be" {
    specimen cells --size 64x64 --density 6000 --seed 3 >s.npy
    illuminate --z 20:20:1 <s.npy >right.npy
    illuminate --z 20:20:1 --led-error 0.1 <s.npy >wrong.npy
    illuminate --z 20:20:1 --led-error 0.1 --seed 2 <s.npy >other.npy
    [ "$(meta --list led_na_x,led_na_y <right.npy)" = "$(meta --list led_na_x,led_na_y <wrong.npy)" ]
    not cmp -s right.npy wrong.npy
    not cmp -s wrong.npy other.npy
}

@test "the sensor sees the middle of the field, with stray light and its own pattern" {
    specimen cells --size 64x64 --density 6000 --seed 3 | illuminate --z 0 >i.npy
    camera --photons 1e6 --full-well 1e8 --gain 100 <i.npy | take --region 32x48+16+8 >cut.npy
    camera --photons 1e6 --full-well 1e8 --gain 100 --sensor 32x48 <i.npy >middle.npy
    numpy "a, b = np.load('cut.npy').astype('f8'), np.load('middle.npy').astype('f8')
assert b.shape == (32, 48) and np.abs(a - b).max() < 100"
    fails 1 'smaller than a sensor of 65x65' camera --sensor 65x65 <i.npy
    specimen clear --size 64x64 | illuminate --z 0:1:1 >clear.npy
    camera --photons 1e6 --full-well 1e8 --gain 100 --stray 0.5 --fixed-pattern 0.05 <clear.npy >c.npy
    numpy "f = open('c.npy', 'rb')
a, b = (np.load(f).astype('f8') - 32 for _ in range(2))
assert abs(a.mean() - 15000) < 100 and abs(a.std() / a.mean() - 0.05) < 0.005
assert np.corrcoef(a.ravel(), b.ravel())[0, 1] > 0.99"
    camera --photons 1e6 --full-well 1e8 --gain 100 --slope-sd 0.3 <clear.npy >c.npy
    numpy "f = open('c.npy', 'rb')
a, b = (np.load(f).astype('f8') - 32 for _ in range(2))
rows, columns = (a.mean(axis) for axis in (1, 0))
assert abs(a.mean() - 10000) < 100 and np.ptp(rows) > 300 and np.ptp(columns) > 300
assert np.abs(np.diff(rows, 2)).max() < 60 and np.corrcoef(a.ravel(), b.ravel())[0, 1] > 0.9"
}

@test "an image becomes a phase" {
    numpy "np.save('image.npy', np.arange(64 * 48, dtype='u2').reshape(64, 48))"
    specimen image image.npy --phase 2 --focus 0 | meta --list specimen | says $'64x48 c8\timage'
    specimen image image.npy --phase 2 >t.npy
    numpy "t = np.load('t.npy'); assert abs(np.angle(t[32, 24]) - 2 * (32 * 48 + 24) / (64 * 48 - 1)) < 1e-5
assert abs(np.abs(t[32, 24]) - np.exp(-0.05 * np.angle(t[32, 24]))) < 1e-5"
}

@test "impossible simulations are refused" {
    specimen cells --size 32x32 >s.npy
    fails 2 "image needs one FILE" specimen image
    fails 2 "is not one of cells" specimen blood
    fails 2 "0x64 is outside" specimen cells --size 0x64
    fails 2 "outside 1 .. 65536" specimen cells --size 9223372036854775808x2
    illuminate --z 0 <s.npy >i.npy
    fails 1 "seed=-5, expected a whole number" illuminate < <(meta seed=-5 <s.npy)
    fails 1 "seed=-5, expected a whole number" camera < <(meta seed=-5 <i.npy)
    fails 1 "seed=0.5" camera < <(meta seed=0.5 <i.npy)
    fails 2 "0.7,0.8" illuminate --led 0.7,0.8 <s.npy
    fails 2 "is not X,Y" illuminate --led 0.7 <s.npy
    fails 2 "give only one of --led, --leds, --half-annulus and --condenser" illuminate --led 0,0 --half-annulus <s.npy
    fails 2 "pattern needs" illuminate --pattern a <s.npy
    fails 1 "pixel_um" illuminate < <(meta --drop pixel_um <s.npy)
    fails 1 "focus_um" illuminate < <(meta --drop focus_um <s.npy)
    fails 1 "too coarse" illuminate < <(specimen cells --size 32x32 --pixel 0.7)
    fails 1 "expected a c8 array" illuminate < <(illuminate --z 0 <s.npy)
}
