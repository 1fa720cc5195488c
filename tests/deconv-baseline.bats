load helpers

# a.npy: three frames of 48x60 at z_um 0, 1 and 2, spots blurred by the PSFs of psf.npy, of 9x8 pixels, off-centre and
# without symmetry, on a grid that goes around. psf.npy has them in another order.
setup() {
    numpy "
rng = np.random.default_rng(3)
y, x = np.mgrid[:9, :8]
psf = np.array([np.exp(-((y - 3 - i)**2 + (x - 5 + i)**2) / (1 + i)) + 0.2 * (x == i) for i in range(3)])
psf /= psf.sum(axis=(1, 2), keepdims=True)
def blur(a, p):
    big = np.zeros(a.shape)
    big[:9, :8] = p
    return np.fft.ifft2(np.fft.fft2(a) * np.fft.fft2(np.roll(big, (-4, -4), (0, 1)))).real
scene = 100 * (rng.random((48, 60)) < 0.02) + 1.0
np.save('scene.npy', scene.astype('f4'))
np.save('planes.npy', np.array([blur(scene, p) for p in psf]).astype('f4'))
for i in range(3): np.save(f'psf{i}.npy', psf[i].astype('f4'))"
    meta z_um=0 dz_um=1 pixel_um=0.3 <planes.npy >a.npy
    for i in 2 0 1; do meta z_um=$i pixel_um=0.3 <psf$i.npy; done >psf.npy
}

# What a stream on stdin holds, as a list of arrays a, and the inputs as in setup.
read="
def load(file):
    out = []
    while file.peek(1): out.append(np.load(file).astype('f8'))
    return out
a, y = load(sys.stdin.buffer), np.load('planes.npy').astype('f8')
scene, psf = np.load('scene.npy').astype('f8'), [np.load(f'psf{i}.npy').astype('f8') for i in range(3)]
def convolver(p, shape, back=False):
    big = np.zeros(shape)
    big[:p.shape[0], :p.shape[1]] = p / p.sum()
    f = np.fft.fft2(np.roll(big, (-(p.shape[0] // 2), -(p.shape[1] // 2)), (0, 1)))
    f = f.conj() if back else f
    return lambda x: np.fft.ifft2(np.fft.fft2(x) * f).real
"

@test "the methods agree with NumPy, each plane with its PSF" {
    for method in richardson-lucy landweber nonnegative-landweber; do
        deconv-baseline --method $method --iterations 40 --edges circular psf.npy <a.npy >out
        numpy "$read
for a, y, p in zip(a, y, psf):
    h, back = convolver(p, y.shape), convolver(p, y.shape, True)
    x = y if sys.argv[1][0] == 'r' else 0.1 * back(y)
    for i in range(40):
        x = x * back(y / h(x)) if sys.argv[1][0] == 'r' else x + 0.1 * back(y - h(x))
        x = np.maximum(x, 0) if sys.argv[1][0] == 'n' else x
    assert abs(a - x).max() < 1e-4 * x.max(), abs(a - x).max()" $method <out
    done
}

# The frame is a part of a larger scene, and the grid is larger than the frame.
@test "extended edges agree with NumPy, and are better than circular ones" {
    take --region 30x40+8+10 <a.npy >part.npy
    deconv-baseline --iterations 100 psf.npy <part.npy >out
    numpy "$read
for a, y, p in zip(a, y, psf):
    y = y[8:38, 10:50]
    x, mask = np.pad(y, 20, 'edge'), np.pad(np.ones(y.shape), 20)
    h, back = convolver(p, x.shape), convolver(p, x.shape, True)
    w, y = back(mask), np.pad(y, 20)
    for i in range(100):
        x = np.where(w > 1e-3, x * back(mask * y / h(x)) / np.maximum(w, 1e-3), x)
    x = x[20:-20, 20:-20]
    assert abs(a - x).max() < 1e-3 * x.max(), abs(a - x).max()
" <out
    cp out extended
    deconv-baseline --iterations 100 --edges circular psf.npy <part.npy >out
    numpy "$read
rim = np.ones((30, 40), bool)
rim[4:-4, 4:-4] = False
error = lambda a: abs(a[0] - scene[8:38, 10:50])[rim].mean()
assert error(a) > 2 * error(load(open('extended', 'rb'))), (error(a), error(load(open('extended', 'rb'))))" <out
}

@test "one PSF is for all frames, and more are found by z_um" {
    take 0 <psf.npy | meta --drop z_um >one.npy
    deconv-baseline --iterations 5 one.npy <a.npy >out
    [ "$(meta --list deconv <out | grep -c ok)" -eq 3 ]
    take 0:2 <psf.npy >two.npy
    fails 1 'stdin: array 1 has z_um=1, which no frame of two.npy has; list those with: meta --list z_um < two.npy' \
        bash -c 'take 1 <a.npy | deconv-baseline two.npy'
    meta --drop z_um --drop dz_um <a.npy >flat.npy
    fails 1 'stdin: array 1, plane 1 lacks z_um; set it with: meta --ramp' deconv-baseline psf.npy <flat.npy
    meta --drop z_um <psf.npy >two.npy
    fails 1 'two.npy lacks z_um; set it with: meta --ramp' deconv-baseline two.npy <a.npy
    { cat psf0.npy && take --region 9x7+0+0 <psf0.npy; } >sizes.npy
    fails 1 'sizes.npy: array 2 is 9x7 f4, expected 9x8 f4 like the first' deconv-baseline sizes.npy <a.npy
}

@test "a PSF of other optics, of no light or too large is refused" {
    meta pixel_um=0.4 <psf.npy >other.npy
    meta focus_um=0 <psf.npy >focused.npy
    fails 1 'has z_um=0 and focus_um=1.5, but there focused.npy has focus_um=0; count z from the focus' \
        deconv-baseline focused.npy < <(meta focus_um=1.5 <a.npy)
    fails 1 'has pixel_um=0.3, but other.npy has 0.4; if the file is wrong: meta pixel_um=0.4' \
        deconv-baseline other.npy <a.npy
    cast f4 --scale -1 <psf0.npy >dark.npy
    fails 1 'dark.npy: the PSF has no light: its sum is not positive' deconv-baseline dark.npy <a.npy
    take --region 8x60+0+0 <a.npy >flat.npy
    fails 1 'is 8x60 f4, smaller than the PSF of 9x8; use --edges extended' \
        deconv-baseline --edges circular psf.npy <flat.npy
    deconv-baseline --iterations 2 psf.npy <flat.npy >out
    fails 1 'dipole.npy: Landweber is unstable with --step 1.5 for this PSF, expected less than ' \
        bash -c "'$PYTHON' -c \"import numpy as np; np.save('dipole.npy', np.array([[-1., 3, -1]]))\" &&
            deconv-baseline --method landweber --step 1.5 dipole.npy <a.npy"
}

@test "statistics, and stopping by them" {
    deconv-baseline --iterations 6 --stats stats.tsv psf.npy <a.npy >out
    [ "$(head -1 stats.tsv)" = $'frame\titeration\tresidue\tchange\tsum' ]
    [ "$(wc -l <stats.tsv)" -eq 19 ]
    meta --list deconv_method,deconv_edges,deconv_iterations,deconv <out |
        says $'richardson-lucy\textended\t6\tok$'
    limit=$(awk '$1 == 1 && $2 == 4 {print $3 * 1.001}' stats.tsv)
    take 0 <a.npy | deconv-baseline --residue "$limit" psf.npy | meta --list deconv_iterations | says '\t4$'
    deconv-baseline --seconds 0 psf.npy <a.npy | meta --list deconv_iterations | says '\t1$'
    deconv-baseline --iterations 1 --stats stats.tsv --edges circular psf.npy <a.npy >out
    numpy "$read
for a, y, p, row in zip(a, y, psf, np.loadtxt('stats.tsv', skiprows=1)):
    norm = lambda x: np.sqrt((x * x).sum())
    assert abs(row[2] - norm(y - convolver(p, y.shape)(y)) / norm(y)) < 1e-4
    assert abs(row[3] - norm(a - y) / norm(y)) < 1e-4 and abs(row[4] / a.sum() - 1) < 1e-5" <out
}

@test "a blank frame stays as it is, and is said to be blank" {
    numpy "np.save('blank.npy', np.full((20, 20), 7, 'u2'))"
    deconv-baseline --stats stats.tsv psf0.npy <blank.npy >out
    meta --list deconv_iterations,deconv <out | says $'\t0\tblank$'
    [ "$(wc -l <stats.tsv)" -eq 1 ]
    differ --no-meta out <(cast f4 <blank.npy)
    # nothing is left of what is below 0 everywhere
    numpy "np.save('dark.npy', -np.random.default_rng(1).uniform(1, 2, (20, 20)).astype('f4'))"
    deconv-baseline --iterations 2 psf0.npy <dark.npy | meta --list deconv_iterations,deconv | says $'\t2\tblank$'
}

@test "the memory that it says is what it needs" {
    [ -z "${SANITIZE:-}" ] || skip "the sanitizers need memory too"
    local peak=$(dirname "$BATS_TEST_DIRNAME")/tools/peak
    numpy "for side in 160, 1024: np.save(f'{side}.npy', np.random.default_rng(1).random((side, side), 'f4'))"
    deconv-baseline --memory --iterations 1 psf.npy <a.npy 2>said >out
    says '^deconv-baseline: frames of 48x60 on a grid of 56x70 need 1 MB$' <said
    small=$("$peak" deconv-baseline --iterations 1 psf0.npy <160.npy)
    for options in "" "--edges circular" "--accelerate --tv 0.01"; do
        deconv-baseline --memory --iterations 1 $options psf0.npy <1024.npy 2>said >out
        large=$("$peak" deconv-baseline --iterations 3 $options psf0.npy <1024.npy)
        says 'need [0-9]+ MB$' <said
        awk -v said="$(grep -oE '[0-9]+ MB' said)" -v more=$((large - small)) \
            'BEGIN {exit !(more < 1.1 * 1000 * said && more > 0.8 * 1000 * said)}' ||
            { cat said && echo "$((large - small)) kB" && false; }
    done
}

@test "the same bytes for any number of threads, and for frames that come after others" {
    for options in "" "--accelerate --tv 0.01" "--method nonnegative-landweber --accelerate"; do
        deconv-baseline --iterations 8 --stats one.tsv $options psf.npy <a.npy >one
        for threads in 1 2 5; do
            OMP_NUM_THREADS=$threads deconv-baseline --iterations 8 --stats two.tsv $options psf.npy <a.npy | cmp - one
            cmp one.tsv two.tsv
        done
        take 2 <a.npy | deconv-baseline --iterations 8 $options psf.npy | cmp - <(take 2 <one)
    done
}
