load helpers

# Simulated drift: a texture that is known on a larger field, shifted by Fourier and blurred by the defocus.
#   drifted FILE: the stack s, 9 planes 96x96 u2 at z_um -4 .. 4 with random shifts of up to 8 pixels, kept in truth.tsv
drifted() {
    numpy "
rng = np.random.default_rng(7)
fy, fx = np.meshgrid(np.fft.fftfreq(160), np.fft.fftfreq(160), indexing='ij')
texture = np.fft.fft2(rng.normal(size=(160, 160)))
shift = rng.uniform(-8, 8, (9, 2))
planes = []
for z, (dy, dx) in zip(range(-4, 5), shift):
    f = texture * np.exp(-20 * (1 + z * z / 4) * (fy**2 + fx**2) - 2j * np.pi * (fy * dy + fx * dx))
    planes.append(500 + 200 * np.fft.ifft2(f).real[32:128, 32:128])
np.save('planes.npy', rng.poisson(planes).astype('u2'))
np.savetxt('truth.tsv', shift - shift[4])"
    meta stack=s z_um=-4 dz_um=1 <planes.npy >"$1"
}

@test "stack-align finds the drift and saves it" {
    drifted in
    for model in translation rigid; do
        stack-align --model $model --save drift.tsv <in >out
        [ "$(head -1 drift.tsv)" = $'stack\tz_um\tdy_px\tdx_px\tangle_deg\tlikeness\tstatus\theight\twidth' ]
        numpy "
rows = [r.split('\t') for r in open('drift.tsv').read().splitlines()[1:]]
found = np.array([[float(r[2]), float(r[3])] for r in rows])
error = np.hypot(*(found - np.loadtxt('truth.tsv')).T)
assert np.median(error) < 0.1 and error.max() < 0.3, error
assert max(abs(float(r[4])) for r in rows) < (0.3 if sys.argv[1] == 'rigid' else 1e-9), rows" $model
    done
}

# A rigid motion as two complex arrays, one value per plane: the point p = x + iy from the centre goes to turn p +
# shift.
motions="
from scipy.ndimage import map_coordinates
def after(a, b):
    return a[0] * b[0], a[0] * b[1] + a[1]
def inverse(a):
    return a[0].conj(), -a[0].conj() * a[1]
def found(path):
    rows = [r.split('\t') for r in open(path).read().splitlines()[1:]]
    dy, dx, deg = np.array([r[2:5] for r in rows], 'f8').T
    return (np.exp(1j * np.radians(deg)), dx + 1j * dy), np.array([r[6] for r in rows])
def load(path, n):
    with open(path, 'rb') as f:
        return np.array([np.load(f) for i in range(n)], 'f8')
side = np.arange(256) - 127.5
pixel = side + 1j * side[:, None]
def cut(field, motion):
    return [map_coordinates(f, [p.imag + f.shape[0] / 2, p.real + f.shape[0] / 2], order=5, mode='grid-wrap')
            for f, p in zip(field, (t * pixel + s for t, s in zip(*motion)))]
"

# Cells under the half annulus, 60 planes, lie anywhere within 20 pixels and 3 degrees; cut out of a larger field, so
# that other cells come into view. Two planes are blank. Light from one side shifts the cells as the focus moves, each a
# little differently: a motion is correct if it is the known one composed with the one found in the same stack at rest.
@test "20 pixels and 3 degrees are recovered to a tenth of a pixel, and removed from another channel" {
    numpy "import scipy"
    specimen cells --size 336x336 --seed 4 >specimen.npy
    illuminate --half-annulus --z=-29.5:29.5:1 <specimen.npy >annulus
    illuminate --led 0,0.401 --z=-29.5:29.5:10 <specimen.npy >led
    numpy "$motions
rng = np.random.default_rng(5)
shift, turn = rng.uniform(-20, 20, (2, 60)), np.exp(1j * np.radians(rng.uniform(-3, 3, 60)))
truth = turn, shift[0] + 1j * shift[1]
annulus, led = load('annulus', 60), load('led', 6)
moved = cut(annulus, inverse(truth))
moved[21] = moved[45] = np.ones((256, 256))
np.save('truth.npy', truth)
np.save('rest.npy', np.float32(cut(annulus, (np.ones(60), np.zeros(60)))))
np.save('moved.npy', np.float32(moved))
np.save('moved-led.npy', np.float32(cut(led, inverse([t[::10] for t in truth]))))"
    for name in rest moved; do
        meta stack=s z_um=-29.5 dz_um=1 <$name.npy | camera --photons 20000 --seed ${#name} |
            stack-align --save $name.tsv >/dev/null 2>$name.err
    done
    grep -q '2 of 60 planes are blank or lost' moved.err
    [ ! -s rest.err ]
    meta stack=s z_um=-29.5 dz_um=10 <moved-led.npy | camera --photons 5000 | stack-align --apply moved.tsv >aligned-led
    numpy "$motions
truth, led = tuple(np.load('truth.npy')), load('led', 6)
(moved, status), (rest, _) = found('moved.tsv'), found('rest.tsv')
assert (np.flatnonzero(status == 'blank') == [21, 45]).all() and (status != 'lost').all(), status
sharpest = np.flatnonzero((rest[0] == 1) & (rest[1] == 0))[0]
origin = after(inverse([t[sharpest] for t in truth]), [m[sharpest] for m in moved])
wander = after(inverse(truth), after(moved, inverse(origin)))
error = np.sqrt(abs(wander[1] - rest[1])**2 + abs(wander[0] - rest[0])**2 * np.mean(abs(pixel)**2))[status == 'ok']
print('error in pixels: median %.3f, 90 %% below %.3f' % (np.median(error), np.quantile(error, 0.9)))
assert np.median(error) < 0.1 and np.quantile(error, 0.9) < 0.3, error
# What the other channel, known on the whole field, shows where the incoherent one was found to be.
expected = np.array(cut(led, [r[::10] for r in after(rest, origin)]))
inside = (slice(None), slice(88, 168), slice(48, 208))
raw, aligned = load('moved-led.npy', 1)[0], load('aligned-led', 6)
def likeness(planes):
    return [np.corrcoef(a.ravel(), b.ravel())[0, 1] for a, b in zip(expected[inside], planes[inside])]
assert min(likeness(aligned)) > 0.98 and max(likeness(raw)) < 0.5, (likeness(aligned), likeness(raw))"
}

@test "aligned planes show the same specimen, where valid says so" {
    drifted in
    stack-align <in >out
    take --region valid <out >cut
    [ "$(meta --list z_um <cut | sed 1d | cut -f2 | sort -u | wc -l)" -eq 1 ]
    numpy "
def load(path):
    with open(path, 'rb') as f:
        return np.array([np.load(f) for i in range(9)], 'f8')
def likeness(a):
    return [np.corrcoef(a[i].ravel(), a[i + 1].ravel())[0, 1] for i in range(8)]
raw, cut = np.load('planes.npy').astype('f8'), load('cut')
assert cut.shape[1] >= 76 and cut.shape[2] >= 76, cut.shape
assert np.median(likeness(raw)) < 0.1 and min(likeness(cut)) > 0.6, (likeness(raw), likeness(cut))"
}

@test "the sharpest plane stays as it is, types are kept, nothing is below 0" {
    drifted in
    stack-align <in >out
    take --where z_um=0 <out | meta --list align_y_px,align_x_px,align_deg,align | sed 1d | cut -f2- >got
    printf '96x96 u2\t0\t0\t0\tok\n' | diff - got
    numpy "
planes = np.load('planes.npy')
with open('out', 'rb') as f:
    out = [np.load(f) for i in range(9)]
assert (out[4] == planes[4]).all() and all(a.dtype == 'u2' for a in out)
# Dots of two by two pixels on black, and the same half a pixel away: a spline swings below 0 and past 60000 there.
rng = np.random.default_rng(1)
fine = np.zeros((200, 200))
for y, x in 2 * rng.integers(0, 98, (150, 2)):
    fine[y:y + 4, x:x + 4] = 60000
dots = [fine[s:s + 192, s:s + 192].reshape(96, 2, 96, 2).mean((1, 3)) for s in (0, 1)]
np.save('dots.npy', np.array(dots).astype('u2'))"
    meta z_um=0 dz_um=1 <dots.npy | stack-align --model translation --save dots.tsv >out
    [ "$(sed 1d dots.tsv | cut -f7 | paste -sd,)" = ok,ok ]
    numpy "
with open('out', 'rb') as f:
    a, b = np.load(f).astype('f8'), np.load(f).astype('f8')
raw = np.load('dots.npy')
moved = b if (a == raw[0]).all() else a
assert (moved != raw[0]).any() and (moved != raw[1]).any()
assert np.mean(moved == 0) > 0.1 and moved.sum() > 0.9 * raw[0].sum()
assert np.corrcoef(a.ravel(), b.ravel())[0, 1] > 0.8 > np.corrcoef(raw[0].ravel(), raw[1].ravel())[0, 1]"
}

@test "saved motions are applied to another channel as they were to the first" {
    drifted in
    stack-align --save drift.tsv <in >out
    stack-align --apply drift.tsv <in >again
    differ --abs 1 again out
    # Another channel: other values, some planes, any order.
    { take 6 <in; take 1 <in; } | meta led=1 | stack-align --apply drift.tsv >other
    motions() { meta --list z_um,align_y_px,align_x_px,align_deg,align,valid | sed 1d | cut -f3-; }
    motions <other >got
    for z in 2 -3; do take --where z_um=$z:$z <out; done | motions | diff - got
}

@test "what was mirrored is not valid, however often a stack is moved" {
    for y in 8 -8; do
        printf '%s\n' 'stack z_um dy_px dx_px angle_deg likeness status height width' "s 0 $y 0 0 1 ok 64 64" |
            tr ' ' '\t' >$y.tsv
    done
    drifted in
    take 0 <in | take --region 64x64+0+0 | meta z_um=0 >one
    stack-align --apply 8.tsv <one | stack-align --apply 8.tsv | meta --list align_y_px,valid | says '16	48x64\+0\+0$'
    stack-align --apply 8.tsv <one | stack-align --apply -8.tsv | meta --list align_y_px,valid | says '0	56x64\+8\+0$'
    # Of a stack of which half was aligned before, what is valid in both halves
    drifted whole
    printf '%s\n' 'stack z_um dy_px dx_px angle_deg likeness status height width' "s 1 8 0 0 1 ok 96 96" |
        tr ' ' '\t' >late.tsv
    { take --where z_um=:0 <whole && take --where z_um=1 <whole | stack-align --apply late.tsv; } |
        stack-align 2>/dev/null | meta --list valid | sed '1d; s/.*\t//; s/x.*//' | sort -un >rows
    [ "$(wc -l <rows)" -eq 1 ] && [ "$(cat rows)" -le 88 ]
    fails 1 'valid=65x64\+0\+0, expected a part of it' stack-align --apply 8.tsv < <(meta valid=65x64+0+0 <one)
}

@test "blank and lost planes get the motion of a neighbour and a status" {
    drifted in
    numpy "rng = np.random.default_rng(3)
np.save('noise.npy', rng.poisson(500, (96, 96)).astype('u2'))
f = np.fft.fftfreq(96)
t = np.fft.fft2(rng.normal(size=(96, 96))) * np.exp(-60 * (f[:, None]**2 + f**2))
np.save('strange.npy', np.ascontiguousarray(500 + 300 * np.fft.ifft2(t).real, 'u2'))"
    { take 0:6 <in; meta stack=s z_um=2 <noise.npy; take 7 <in; meta stack=s z_um=4 <strange.npy; } >bad
    stack-align --save drift.tsv <bad >out 2>err
    grep -q 'stack s: 2 of 9 planes are blank or lost' err
    [ "$(wc -l <err)" -eq 1 ]
    [ "$(sed 1d drift.tsv | cut -f7 | paste -sd,)" = ok,ok,ok,ok,ok,ok,blank,ok,lost ]
    [ "$(sed -n 7p drift.tsv | cut -f3-5)" = "$(sed -n 8p drift.tsv | cut -f3-5)" ]
    [ "$(sed -n 9p drift.tsv | cut -f3-5)" = "$(sed -n 10p drift.tsv | cut -f3-5)" ]
    meta z_um=0 <noise.npy | stack-align 2>err | meta --list align | says blank
}

# Twelve nuclei that widen to a blur of 20 pixels, under a camera that counts few photons, on a stage that steps by 0.2
# pixels: what is found may not move the far planes more than the stage has.
@test "no motion is invented for a weak sample far from focus" {
    numpy "
rng = np.random.default_rng(2)
y, x = np.mgrid[:192, :192] - 95.5
drift = np.cumsum(rng.normal(0, 0.2, (21, 2)), 0)
nuclei = rng.uniform(-70, 70, (12, 2))
planes = []
for z, (dy, dx) in zip(range(-10, 11), drift):
    wide = 4 + (2 * z) ** 2
    planes.append(300 + sum(1e5 / wide * np.exp(-((y - v - dy) ** 2 + (x - u - dx) ** 2) / 2 / wide)
                            for v, u in nuclei))
np.save('bright.npy', rng.poisson(np.array(planes) / 10).astype('u2'))
np.save('weak.npy', rng.poisson(np.array(planes) / 100).astype('u2'))
np.savetxt('truth.tsv', drift)"
    for sample in bright weak; do
        meta stack=s z_um=-10 dz_um=1 <$sample.npy | stack-align --save $sample.tsv >out 2>err
        grep -q 'planes are blank or lost' err
    done
    numpy "
truth = np.loadtxt('truth.tsv')
def known(sample):
    rows = [r.split('\t') for r in open(sample + '.tsv').read().splitlines()[1:]]
    found = np.array([r[2:5] for r in rows], 'f8') * [1, 1, np.radians(1) * 135]
    sharpest = [i for i, r in enumerate(rows) if float(r[5]) == 1][0]
    left = np.linalg.norm(found - np.c_[truth - truth[sharpest], np.zeros(21)], axis=1)
    there = np.linalg.norm(truth - truth[sharpest], axis=1)
    print(sample, left.round(2), there.round(2))
    return np.array([r[6] == 'ok' for r in rows]), left, there
ok, left, there = known('bright')
assert ok[1:20].all() and left.max() < 0.5 and left.mean() < there.mean() / 3
ok, left, there = known('weak')
assert ok[9:12].all() and not ok[[0, 1, 2, 18, 19, 20]].any()
assert left[9:12].max() < 0.3 and left.max() < 2 * there.max()"
}

@test "the output does not depend on the number of threads" {
    drifted in
    OMP_NUM_THREADS=1 stack-align --save a.tsv <in >a
    OMP_NUM_THREADS=2 stack-align --save b.tsv <in >b
    cmp a b
    cmp a.tsv b.tsv
}

@test "stack-align refuses what it cannot align" {
    drifted in
    stack-align --save drift.tsv <in >out
    fails 2 'give only one of --save and --apply' stack-align --save a --apply b <in
    fails 1 'lacks z_um; set it with: meta --ramp' stack-align <planes.npy
    meta stack=other <in >other
    fails 1 'no row for stack other at z_um=-4' stack-align --apply drift.tsv <other
    take --region 64x64+0+0 <in >small
    fails 1 'measured on frames of 96x96, but these are 64x64 u2' stack-align --apply drift.tsv <small
    { cat drift.tsv; sed -n 2p drift.tsv; } >twice.tsv
    fails 1 'two rows for stack s at z_um=-4' stack-align --apply twice.tsv <in
    sed 's/ok/fine/' drift.tsv >fine.tsv
    fails 1 'not a motion with status ok, low-confidence, blank or lost' stack-align --apply fine.tsv <in
    { cat in; take 0 <in; } >again
    fails 1 'two frames at z_um=-4' stack-align <again
    { cat in; meta z_um=9 <small; } >mixed
    fails 1 '64x64 u2, expected 96x96' stack-align <mixed
}

# Cells that drift by 4.5 pixels a plane behind rings of dust that stay where they are.
@test "dust on the camera does not pass for a specimen at rest" {
    specimen cells --size 288x288 --density 8000 --seed 3 --focus 0 |
        illuminate --half-annulus --z -6:6:2 | stack >cells.npy
    numpy "
from scipy.ndimage import shift
rng = np.random.default_rng(5)
planes = np.load('cells.npy')
planes = 1 + 0.3 * (planes - 1)
y, x = np.mgrid[:160, :160]
rings = [np.hypot(y - v, x - u) - 8 for v, u in rng.uniform(0, 160, (8, 2))]
dust = np.clip(1 - 0.8 * sum(np.exp(-r**2 / 4.5) for r in rings), 0.05, None)
def camera(name, step, dust):
    near = [shift(p, ((i - 3) * step, (3 - i) * step / 2), order=3) for i, p in enumerate(planes)]
    seen = [p[64:224, 64:224] * dust for p in near]
    np.save(name, rng.poisson(np.array(seen) * 1000).astype('u2'))
camera('dusty.npy', 4, dust)
camera('clean.npy', 4, 1)
camera('still.npy', 0, dust**0.25)"
    for stack in dusty clean still; do
        meta stack=s z_um=-6 dz_um=2 <$stack.npy | stack-align --model translation --save $stack.tsv 2>$stack.err >out
        sed 1d $stack.tsv | cut -f7 | sort | uniq -c | tr -s ' \n' ' ' >$stack.found
    done
    [ "$(cat clean.found still.found)" = ' 7 ok  7 ok ' ]
    [ "$(cat dusty.found)" = ' 6 low-confidence 1 ok ' ]
    grep -q 'the motion of 6 of 7 planes is doubtful' dusty.err
}
