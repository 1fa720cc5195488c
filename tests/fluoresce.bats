load helpers

# A PSF on the grid of 48x48 and larger specimens, with a step of 0.25 um; point.npy: one point of light.
setup_file() {
    cd "$BATS_FILE_TMPDIR"
    psf --pixel 0.1625 --size 33x33 --z -4:4:0.25 --coverslip-error 5 >psf.npy
    numpy "a = np.zeros((64, 72), 'f4'); a[30, 35] = 1; np.save('plain.npy', a)"
    meta pixel_um=0.1625 focus_um=1 stack=p <plain.npy >point.npy
}
setup() { cd "$BATS_FILE_TMPDIR"; }

# The frames of a stream as f8, for the Python of numpy.
frames="
def frames(name):
    f, all = open(name, 'rb'), []
    while f.peek(1): all.append(np.load(f).astype('f8'))
    return np.array(all)
"

@test "frames record the microscope, the surface and their z" {
    specimen nuclei --size 64x80 --slices 4 --focus 0.5 --seed 2 | fluoresce --psf psf.npy --z -1:1:1 >f.npy
    keys=pixel_um,slice_um,na,lambda_um,illumination,surface,focus_um,stack,z_um
    want=$'3\t48x64 f4\t0.325\t-\t0.75\t0.584\tfluorescence\tflat\t0.5\tnuclei-2\t1'
    [ "$(meta --list $keys <f.npy | tail -1)" = "$want" ]
    camera <f.npy | meta --list photons | says '1000$'
    # the objective is that of the PSF, whatever the specimen says
    specimen nuclei --size 64x80 --focus 0 | meta na=0.3 lambda_um=0.7 | fluoresce --psf psf.npy --z 0 |
        meta --list na,lambda_um | says $'0.75\t0.584$'
}

@test "a point becomes the PSF at its defocus, from whichever side" {
    fluoresce --psf psf.npy --z -2:4:0.5 --bin 1 <point.npy >f.npy
    numpy "$frames
psf, got = frames('psf.npy'), frames('f.npy')
for i, image in enumerate(got):
    plane = psf[round((-3 + 0.5 * i + 4) / 0.25)]
    want = np.zeros((64, 72))
    want[14:47, 19:52] = plane
    assert np.abs(image - want[16:48, 16:56]).max() < 1e-6
assert np.abs(psf[4] - psf[-5]).max() > 0.05 * psf[4].max()"
}

@test "light is kept: the mean of the image is that of the specimen, away from its sides" {
    numpy "a = np.zeros((3, 128, 128), 'f4')
a[:, 48:80, 48:80] = np.random.default_rng(1).random((3, 32, 32))
np.save('block.npy', a)"
    meta pixel_um=0.1625 focus_um=0 slice_um=1 <block.npy | fluoresce --psf psf.npy --z -2:2:1 >f.npy
    numpy "$frames
total = np.load('block.npy').sum(dtype='f8')
assert np.abs(frames('f.npy').sum((1, 2)) * 4 / total - 1).max() < 1e-5"
}

@test "planes of a PSF 0.1 um apart are as good as finer ones, as the help says" {
    for step in 0.1 0.5; do psf --pixel 0.1625 --size 33x33 --z -3:3:$step >psf$step.npy; done
    psf --pixel 0.1625 --size 33x33 --z -0.05:-0.05:1 | meta focus_um=0 >exact.npy
    for step in 0.1 0.5; do
        fluoresce --psf psf$step.npy --z 0.95 --bin 1 <point.npy | take 0 >at$step.npy
    done
    fluoresce --psf exact.npy --z 0.95 --bin 1 <point.npy >want.npy
    numpy "a, b, c = (np.load(f'{n}.npy') for n in ('want', 'at0.1', 'at0.5'))
assert 0 < np.abs(a - b).max() < 0.003 * a.max() < np.abs(a - c).max()"
}

@test "on a tilted surface each row is in focus at its own height, and the truth is sharp everywhere" {
    specimen epithelium --size 80x64 --seed 4 --focus 1 >s.npy
    fluoresce --psf psf.npy --surface tilted --tilt 5 --direction 90 --z 1 --truth truth.npy <s.npy >tilted.npy
    fluoresce --psf psf.npy --z -1:3:0.25 <s.npy >flat.npy
    meta --list surface <tilted.npy | says 'tilted$'
    [ "$(take 1 <truth.npy | meta --list z_um | tail -1 | cut -f3)" = 1 ]
    numpy "$frames
tilted, flat, (truth, height) = frames('tilted.npy')[0], frames('flat.npy'), frames('truth.npy')
assert np.abs(truth - flat[8]).max() == 0
y = (np.arange(64) - 31.5) * 0.325
assert np.abs(height - (y * np.tan(np.radians(5)))[:, None]).max() < 1e-4
for row in range(64): # the flat plane that is as far from focus: its neighbours differ by 0.03 um in height only
    i = (1 - height[row, 0] + 1) / 0.25
    k = int(i)
    want = (1 - i + k) * flat[k, row] + (i - k) * flat[k + 1, row]
    assert np.abs(tilted[row] - want).max() < 0.03 * truth.max(), row"
    for shape in cylindrical spherical; do
        fluoresce --psf psf.npy --surface $shape --radius 300 --z 1 --truth $shape.npy <s.npy >/dev/null
    done
    numpy "$frames
c, s = frames('cylindrical.npy')[1], frames('spherical.npy')[1]
assert np.ptp(c, axis=0).max() < 1e-6 and abs(c[0, 0] - s[0, 0]) > 0.05 and s.argmax() == s.size // 2 - 25"
}

@test "bleaching and background do what they say" {
    fluoresce --psf psf.npy --z 0:2:1 <point.npy >plain
    fluoresce --psf psf.npy --z 0:2:1 --bleach 0.2 --background 0.5 --truth t.npy <point.npy >f.npy
    numpy "$frames
a, b = frames('plain'), frames('f.npy')
assert np.abs(0.8 ** np.arange(3)[:, None, None] * a + 0.5 - b).max() < 1e-6
assert np.abs(frames('t.npy')[0] - a[1] - 0.5).max() < 1e-6"
}

@test "the same command gives the same bytes, and several specimens are imaged one after the other" {
    for seed in 1 2; do specimen filaments --size 48x48 --focus 0 --slices 3 --seed $seed >$seed; done
    cat 1 2 | fluoresce --psf psf.npy --z 0:1:1 --surface tilted >both.npy
    for seed in 1 2; do
        OMP_NUM_THREADS=2 fluoresce --psf psf.npy --z 0:1:1 --surface tilted <$seed
    done | cmp - both.npy
}

@test "no side of a frame continues at the opposite one" {
    for seed in 1 2 3 4; do specimen epithelium --size 80x80 --focus 0 --seed $seed; done |
        fluoresce --psf psf.npy --z 0 >f.npy
    numpy "$frames
f = frames('f.npy')
assert np.abs(f[:, :, 0] - f[:, :, -1]).mean() > 3 * np.abs(np.diff(f)).mean()"
}

@test "the PSF is found again in beads" {
    specimen beads --size 500x500 --density 2000 --seed 3 --focus 0 | fluoresce --psf psf.npy --z -1:1:1 --bin 1 |
        camera --photons 30000 --full-well 1e6 | psf-beads --size 25x25 >measured.npy
    meta --list psf <measured.npy | says 'ok$'
    numpy "$frames
for want, got in zip(frames('psf.npy')[12:21:4, 4:-4, 4:-4], frames('measured.npy')):
    assert np.corrcoef(want.ravel(), got.ravel())[0, 1] > 0.97 and got.max() < want.max()"
}

@test "deconvolution with the PSF of one plane restores a thin section, and hardly a thick one" {
    psf --pixel 0.1625 --size 97x97 --z -5:5:0.25 >fine.npy
    psf --pixel 0.325 --size 49x49 --z 3 >coarse.npy
    for slices in 1 8; do
        specimen epithelium --size 144x144 --seed 3 --focus 0 --slices $slices |
            fluoresce --psf fine.npy --z 3 --truth t$slices.npy >f$slices.npy
        camera --photons 2000 --offset 0 <f$slices.npy | deconv-baseline coarse.npy >d$slices.npy
    done
    numpy "$frames
def error(a, truth):
    a, truth = (v[15:-15, 15:-15] for v in (a, truth))
    return ((a - a.mean()) / a.std() - (truth - truth.mean()) / truth.std()).std()
better = []
for n in (1, 8):
    truth, blurred, restored = (frames(f'{name}{n}.npy')[0] for name in 'tfd')
    better.append(error(restored, truth) / error(blurred, truth))
assert better[0] < 0.7 * better[1] and better[1] > 0.85, better"
}

@test "what does not fit is refused in words" {
    fails 2 '--psf is missing' fluoresce <point.npy
    fails 1 'needs a PSF from 4 to 5 um, but psf.npy reaches from -4 to 4; make more planes with: psf --z' \
        fluoresce --psf psf.npy --z 5:6:1 <point.npy
    { take :9 <psf.npy | meta focus_um=0 && take 9: <psf.npy | meta focus_um=1; } >two.npy
    fails 1 'two.npy: the z_um of its planes from their focus_um does not increase' \
        fluoresce --psf two.npy --z 0 <point.npy
    fails 1 'needs a PSF from -' fluoresce --psf psf.npy --surface tilted --tilt 60 --z 0 <point.npy
    fails 1 'wider than a surface with --radius 3' \
        fluoresce --psf psf.npy --surface spherical --radius 3 --z 1 <point.npy
    fails 1 'pixel_um=0.2, but psf.npy has 0.1625; make the PSF with: psf --pixel 0.2' \
        fluoresce --psf psf.npy --z 1 < <(meta pixel_um=0.2 <point.npy)
    fails 1 'is 64x72 f4, expected real numbers, and more pixels than the 33x80' \
        fluoresce --psf <(psf --pixel 0.1625 --size 33x80 --z -1:1:1) --z 1 <point.npy
    fails 1 'expected real numbers' fluoresce --psf psf.npy < <(specimen cells --size 64x64)
    fails 1 'lacks focus_um' fluoresce --psf psf.npy < <(meta --drop focus_um <point.npy)
    specimen nuclei --size 64x64 --slices 2 | meta --drop slice_um >lacking.npy
    fails 1 'lacks slice_um' fluoresce --psf psf.npy --z 0 <lacking.npy
    fails 1 'several stacks' fluoresce --psf <(meta stack=a <psf.npy && meta stack=b <psf.npy) <point.npy
    fails 1 'no light in frame 1' fluoresce --psf <(take 0 <psf.npy && meta z_um=9 <plain.npy | cast f4 --scale 0 |
        take --region 33x33+0+0) <point.npy
}
