load helpers

# What the table has, by the definitions: tf_ssim(x, y, range) is SSIM and its structure as tf.image.ssim has them.
reference="
from scipy.ndimage import gaussian_filter, correlate1d
def window(a):
    g = np.exp(-(np.arange(-5, 6) / 1.5)**2 / 2)
    return correlate1d(correlate1d(a, g / g.sum(), axis=0), g / g.sum(), axis=1)[5:-5, 5:-5]
def tf_ssim(x, y, range):
    c1, c2 = (0.01 * range)**2, (0.03 * range)**2
    mx, my = window(x), window(y)
    structure = (2 * (window(x * y) - mx * my) + c2) / (window(x * x) - mx**2 + window(y * y) - my**2 + c2)
    return ((2 * mx * my + c1) / (mx**2 + my**2 + c1) * structure).mean(), structure.mean()
def ms_ssim(x, y, range):
    value = 1
    for scale, weight in enumerate((0.0448, 0.2856, 0.3001, 0.2363, 0.1333)):
        value *= max(0, tf_ssim(x, y, range)[scale < 4])**weight
        pad = lambda a: np.pad(a, [(0, n % 2) for n in a.shape], mode='symmetric')
        x, y = (pad(a).reshape((a.shape[0] + 1) // 2, 2, -1, 2).mean(axis=(1, 3)) for a in (x, y))
    return value
def measure(x, y):
    range, d = np.ptp(y), abs(x - y)
    c = 0.1 * y.std()
    rmse = (d**2).mean()**0.5
    berhu = np.where(d <= c, d, (d**2 + c**2) / (2 * c)).mean()
    return [rmse, 20 * np.log10(range / rmse), tf_ssim(x, y, range)[0], ms_ssim(x, y, range), berhu, range]
table = lambda name: np.genfromtxt(name, delimiter='\t', names=True, dtype=None, encoding=None)
columns = ['rmse', 'psnr_db', 'ssim', 'ms_ssim', 'berhu', 'range']
"

# images: y.npy, a smooth texture of 170x200, and four frames in x.npy: itself, blurred with noise, twice, upside down
images() {
    numpy "$reference
rng = np.random.default_rng(1)
y = 500 + 200 * gaussian_filter(rng.normal(size=(170, 200)), 2, mode='wrap') / 0.14
x = 0.4 * gaussian_filter(y, 1) + 50 + rng.normal(size=y.shape) * 4
np.save('y.npy', y.astype('f4'))
np.save('x.npy', np.stack([y, x, 2 * y, y[::-1]]).astype('f4'))"
}

@test "all numbers agree with their definitions in NumPy and SciPy, whatever the normalization" {
    images
    for norm in none standard fit; do similarity --repeat --border 3 --normalize $norm y.npy <x.npy >$norm.tsv; done
    similarity --repeat --range 1000 y.npy <x.npy >range.tsv
    numpy "$reference
y, frames = np.load('y.npy').astype(float)[3:-3, 3:-3], np.load('x.npy').astype(float)[:, 3:-3, 3:-3]
z = lambda a: (a - a.mean()) / a.std()
fit = lambda x: y.mean() + max(np.polyfit(x.ravel(), y.ravel(), 1)[0], 0) * (x - x.mean()) # a negative is not alike
for name, scale in dict(none=lambda x: (x, y), standard=lambda x: (z(x), z(y)), fit=lambda x: (fit(x), y)).items():
    got = table(name + '.tsv')
    want = np.array([measure(*scale(x)) for x in frames[1:]])
    got = np.array([[row[c] for c in columns] for row in got[1:]])
    if name == 'none' or name == 'fit':
        assert np.allclose(got[0], want[0], rtol=1e-5, atol=1e-6), (name, got[0], want[0])
    if name != 'none':
        want[1, :2], got[1, :2] = 0, 0 # 2 y is y but for rounding
        want[1, 4], got[1, 4] = 0, 0
    assert np.allclose(got, want, rtol=1e-5, atol=1e-6), (name, got, want)
y, x = np.load('y.npy').astype(float), np.load('x.npy')[1].astype(float)
got = table('range.tsv')[1]
assert got['range'] == 1000 and abs(got['ssim'] - tf_ssim(x, y, 1000)[0]) < 1e-6, got"
    cast f4 --scale -1 <y.npy | similarity --normalize fit y.npy >negative.tsv
    awk -F'\t' 'NR == 2 {print ($5 < 0.5)}' negative.tsv | says '^1$'
}

@test "--difference saves the distance of each pixel as it was compared, with the metadata of the frame" {
    images
    meta --ramp z_um=-1,0.5 <x.npy | take 0:3 |
        similarity --repeat --border 3 --normalize standard --difference d.npy y.npy >out.tsv
    [ "$(meta --list z_um <d.npy | tail -n +2 | cut -f2- | paste -sd,)" = \
        $'164x194 f4\t-1,164x194 f4\t-0.5,164x194 f4\t0' ]
    numpy "$reference
import io
y, x = np.load('y.npy').astype(float)[3:-3, 3:-3], np.load('x.npy').astype(float)[1, 3:-3, 3:-3]
z = lambda a: (a - a.mean()) / a.std()
with open('d.npy', 'rb') as f:
    d = [np.load(f) for i in range(3)]
assert not d[0].any() and np.allclose(d[1], abs(z(x) - z(y)), atol=1e-5)
assert np.isclose((d[1]**2).mean()**0.5, table('out.tsv')[1]['rmse'], rtol=1e-4)"
    cast f4 --scale 0 <y.npy | similarity --repeat --no-ms-ssim --difference flat.npy y.npy >out.tsv
    numpy "assert np.isnan(np.load('flat.npy')).all()"
}

@test "SSIM is that of scikit-image" {
    images
    numpy "import importlib.util
sys.exit(importlib.util.find_spec('skimage') is None)" || skip "no scikit-image here"
    cast u2 --clip <x.npy >x2.npy
    cast u2 --clip <y.npy >y2.npy
    similarity --repeat y.npy <x.npy >out.tsv
    similarity --repeat --range 65535 y2.npy <x2.npy >out2.tsv
    numpy "$reference
from skimage.metrics import structural_similarity, peak_signal_noise_ratio
for suffix, range in ('', None), ('2', 65535):
    y = np.load(f'y{suffix}.npy').astype(float)
    for x, got in zip(np.load(f'x{suffix}.npy').astype(float), table(f'out{suffix}.tsv')):
        settings = dict(data_range=range or np.ptp(y))
        ssim = structural_similarity(x, y, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, **settings)
        assert abs(got['ssim'] - ssim) < 1e-6, (got, ssim)
        if (x != y).any():
            assert abs(got['psnr_db'] - peak_signal_noise_ratio(y, x, **settings)) < 1e-4, got"
}

@test "a frame is like itself" {
    images
    similarity --repeat y.npy <y.npy | tail -1 | says $'^1\t0\tnan\t1.000000\t1.000000\t0\t[0-9.]+\tok$'
    # up to rounding, it is so in other units
    cast f4 --scale 3 --offset 7 <y.npy >units.npy
    for norm in standard fit; do
        similarity --normalize $norm y.npy <units.npy | tail -1 | cut -f4,5 | says $'^1.000000\t1.000000$'
    done
    similarity y.npy <units.npy | tail -1 | cut -f4 | says '^0'
}

@test "the sharpness of rows is the least-squares slope against the reference" {
    images
    take 1 <x.npy | similarity --border 2 --rows rows.tsv y.npy >out
    numpy "$reference
from scipy.ndimage import sobel
s = lambda a: np.hypot(sobel(a, axis=0), sobel(a, axis=1))[1:-1, 1:-1]
x, y = (s(a[2:-2, 2:-2].astype(float)) for a in (np.load('x.npy')[1], np.load('y.npy')))
got = table('rows.tsv')
assert list(got['row']) == list(range(3, 167)) and set(got['frame']) == {1}
for sx, sy, row in zip(x, y, got):
    (slope,), (rss,), _, _ = np.linalg.lstsq(sy[:, None], sx, rcond=None)
    sd = (rss / (len(sx) - 1) / (sy @ sy))**0.5
    assert np.allclose([row['sharpness'], row['sharpness_sd']], [slope, sd], rtol=1e-4), (row, slope, sd)"
    # equal frames are equally sharp, and twice the contrast is twice as sharp
    { take 0 <x.npy && take 2 <x.npy; } | similarity --repeat --rows rows.tsv y.npy >out
    awk -F'\t' 'NR > 1 && ($3 != $1 || $4 > 1e-6) {print; bad = 1} END {exit bad || NR != 337}' rows.tsv
}

@test "blank frames, and frames of noise, have the status blank" {
    numpy "rng = np.random.default_rng(1)
y = rng.normal(size=(64, 64)).cumsum(axis=0).astype('f4')
np.save('y.npy', y); np.save('x.npy', np.stack([y, 0 * y + 7, rng.normal(size=y.shape).astype('f4')]))"
    for norm in none standard fit; do
        similarity --repeat --no-ms-ssim --normalize $norm --rows rows.tsv y.npy <x.npy >out
        cut -f8 out | paste -sd, | says '^status,ok,blank,blank$'
        sed -n 3p out | says $'^2(\tnan){6}\tblank$'
        sed -n 4p out | cut -f2-4,6,7 | not grep nan
    done
    take 1 <x.npy >flat.npy
    similarity --repeat --no-ms-ssim flat.npy <x.npy | cut -f2,8 | paste -sd, |
        says $'^rmse\tstatus,nan\tblank,nan\tblank,nan\tblank$'
}

@test "frames that cannot be compared are refused" {
    images
    take 0:2 <x.npy >two.npy
    fails 1 'stdin goes on after array 1, where y.npy ends; .*--repeat' similarity y.npy <two.npy
    fails 1 'two.npy goes on after array 1, where stdin ends' similarity two.npy <y.npy
    fails 1 'two.npy goes on after array 1, where --repeat expects the end' similarity --repeat two.npy <two.npy
    take --region 165x170+0+0 <y.npy >small.npy
    fails 1 'stdin: array 1 is 165x170 f4, expected 170x200 like y.npy: array 1; .*take --region' \
        similarity y.npy <small.npy
    similarity small.npy <small.npy
    fails 1 'expected at least 171x171 with this border; for smaller frames .*--no-ms-ssim' \
        similarity --border 5 small.npy <small.npy
    similarity --border 5 --no-ms-ssim small.npy <small.npy
    take --region 160x160+0+0 <y.npy >small.npy
    fails 1 '160x160 f4, expected at least 161x161; .*--no-ms-ssim' similarity small.npy <small.npy
    take --region 10x160+0+0 <y.npy >small.npy
    fails 1 '10x160 f4, expected at least 11x11$' similarity --no-ms-ssim small.npy <small.npy
    fails 2 'REFERENCE is stdin' similarity - <y.npy
    fails 2 'range' similarity --range 0 y.npy <y.npy
}

@test "through focus, a simulated frame is most like the one in focus" {
    specimen tissue --size 176x176 --seed 5 --focus 0 >tissue
    illuminate --half-annulus --z 0 <tissue >sharp.npy
    illuminate --half-annulus --z=-6:6:2 <tissue | similarity --repeat --normalize fit --with z_um sharp.npy >out.tsv
    numpy "$reference
t = table('out.tsv')
for column, sign in dict(rmse=-1, psnr_db=1, ssim=1, ms_ssim=1, berhu=-1).items():
    curve = sign * np.nan_to_num(t[column], nan=200)
    assert np.argmax(curve) == 3 and min(curve[2], curve[4]) > max(curve[0], curve[6]), (column, t)"
}
