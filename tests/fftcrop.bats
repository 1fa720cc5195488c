load helpers

setup_file() {
    cd "$BATS_FILE_TMPDIR"
    specimen cells --size 128x128 --density 3000 --focus 0 | illuminate --led 0,0.4 --z -2:2:2 | camera >stack.npy
}
setup() { cp "$BATS_FILE_TMPDIR"/*.npy .; }

@test "features are those of NumPy" {
    fftcrop --patch 64 --crop 20x10 <stack.npy >features.npy
    numpy "f = open('stack.npy', 'rb'); g = open('features.npy', 'rb')
for _ in range(3):
    image, features = np.load(f).astype('f8'), np.load(g)
    assert features.shape == (4, 200) and features.dtype == 'f4'
    for p in range(4):
        patch = image[p // 2 * 64:][:64, p % 2 * 64:][:, :64]
        whole = np.abs(np.fft.fft2(patch - patch.mean()))
        want = np.roll(whole, 10, 0)[:20, :10].ravel()
        want /= want.mean()
        assert np.abs(features[p] - want).max() < 1e-3, (p, np.abs(features[p] - want).max())"
}

@test "the default is the published rule: half the side, 0.6 along the LED's axis, 0.1 across" {
    [ "$(fftcrop <stack.npy | meta --list feature,patch_px,crop,norm | tail -1)" = \
        "$(printf '3\t4x114 f4\tmagnitude\t64\t38x3\tmean')" ]
    [ "$(meta led_na_x=0.4 led_na_y=0 <stack.npy | fftcrop | meta --list crop | tail -1 | cut -f3)" = 6x19 ]
}

@test "f2 features are the f4 ones, rounded" {
    fftcrop --crop 32x16 <stack.npy | cast f2 >a.npy
    fftcrop --crop 32x16 --type f2 <stack.npy | differ a.npy -
}

@test "a stack in one array gives what its frames give" {
    stack <stack.npy | fftcrop --crop 32x16 >a.npy
    fftcrop --crop 32x16 <stack.npy | differ --no-meta a.npy -
}

@test "the circles want the optics, the box wants the LED" {
    fftcrop --crop circles <stack.npy | meta --list crop | says circles
    meta --drop na <stack.npy >no_na.npy
    fails 1 'lacks na; .*meta na=' fftcrop --crop circles <no_na.npy
    meta --drop led_na_y <stack.npy >no_led.npy
    fails 1 'lacks led_na_y; .*meta led_na_y=' fftcrop <no_led.npy
    fftcrop --crop 8x4 <no_led.npy >/dev/null
}

@test "crops that do not fit are refused" {
    fails 1 'at most the side' fftcrop --patch 64 --crop 66x4 <stack.npy
    fails 1 'redundant' fftcrop --patch 64 --crop 32x40 <stack.npy
    fails 1 'smaller than a patch' fftcrop --patch 256 <stack.npy
    fails 2 'not paper' fftcrop --crop big <stack.npy
    fails 2 'not one of' fftcrop --part imaginary <stack.npy
}

@test "folded features are the root mean square of the magnitudes at ky and -ky, under an LED on an axis" {
    fftcrop --patch 64 --crop 20x10 --norm none <stack.npy >whole.npy
    fftcrop --patch 64 --crop 20x10 --norm none --part folded <stack.npy >folded.npy
    [ "$(meta --list feature <folded.npy | tail -1)" = "$(printf '3\t4x100 f4\tfolded')" ]
    numpy "f = open('whole.npy', 'rb'); g = open('folded.npy', 'rb')
for _ in range(3):
    whole, folded = np.load(f).astype('f8').reshape(4, 20, 10), np.load(g).reshape(4, 10, 10)
    want = np.sqrt((whole[:, 10:] ** 2 + whole[:, 10:0:-1] ** 2) / 2)
    assert np.abs(folded - want).max() < 1e-4 * want.max(), np.abs(folded - want).max()"
    meta led_na_x=0.3 <stack.npy >aslant.npy
    fails 1 'on neither axis.*--part magnitude' fftcrop --crop 20x10 --part folded <aslant.npy
    meta --drop led_na_y <stack.npy >no_led.npy
    fails 1 'lacks led_na_y' fftcrop --crop 20x10 --part folded <no_led.npy
}

@test "a patch cut from a larger field has the power outside the circles that a periodic one has" {
    specimen cells --size 512x512 --density 700 --slices 3 --seed 4 --focus 0 | illuminate --z -20:20:20 >whole.npy
    fftcrop --patch 512 --crop full --norm none <whole.npy >periodic.npy
    fftcrop --patch 256 --crop full --norm none <whole.npy >kept.npy
    fftcrop --patch 256 --crop full --norm none --border removed <whole.npy >removed.npy
    numpy "def power(name, n): # of a pixel, from 0.03 to 0.10 NA outside the circles
    f, na = open(name, 'rb'), 0.53 / (n * 0.325)
    ky, kx = na * np.arange(-n // 2, n // 2)[:, None], na * np.arange(n // 2 + 1)
    out = np.minimum(np.hypot(ky - 0.4013, kx), np.hypot(ky + 0.4013, kx)) - 0.5
    ring = (out > 0.03) & (out < 0.1)
    frames = [np.load(f).reshape(-1, n, n // 2 + 1).astype('f8') for _ in range(3)]
    return np.array([(a[:, ring] ** 2).mean() / n**2 for a in frames])
periodic = power('periodic.npy', 512)
kept, removed = power('kept.npy', 256) / periodic, power('removed.npy', 256) / periodic
assert kept.max() > 4, kept
assert (removed < 3).all() and (removed > 1 / 3).all(), removed"
    [ "$(meta --list border <removed.npy | tail -1 | cut -f3)" = removed ]
}

@test "features with and without borders are of different kinds" {
    for border in kept removed; do
        for s in a b; do meta target_um=1 stack=$s <stack.npy | fftcrop --patch 64 --crop 16x8 --border $border; done
    done >both.npy
    fails 1 'border=removed, but the first frame has kept' fcfnn-train --max-steps 100 both.npy
}

@test "without the noise, features hardly depend on the exposure" {
    specimen cells --size 192x192 --density 3000 --seed 4 --focus 0 | illuminate --z -10:10:10 >light.npy
    for e in 100 10000; do
        camera --photons $e <light.npy >$e.npy
        for noise in kept removed; do
            fftcrop --patch 192 --crop 144x72 --part folded --smooth 3 --noise $noise <$e.npy >$noise-$e.npy
        done
    done
    numpy "def difference(noise): # root mean square of the logarithm of the features in nine bands of rows
    f, g = (open(noise + e + '.npy', 'rb') for e in ('-100', '-10000'))
    d = [np.log(np.load(f).reshape(9, -1).mean(1) / np.load(g).reshape(9, -1).mean(1)) for _ in range(3)]
    return np.sqrt((np.array(d) ** 2).mean())
kept, removed = difference('kept'), difference('removed')
assert removed < 0.5 * kept, (kept, removed)"
    [ "$(meta --list noise <removed-100.npy | tail -1 | cut -f3)" = removed ]
    meta pixel_um=0.35 <100.npy >coarse.npy
    fails 1 'pixels of 0.35 um let light into the corners.*at most 0.328 um; use: --noise kept' \
        fftcrop --crop 16x8 --noise removed <coarse.npy
    fails 1 'only be subtracted from powers' fftcrop --crop 16x8 --part phase --noise removed <100.npy
}
