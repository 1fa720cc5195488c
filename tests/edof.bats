load helpers

# tilt: tilt.npy, 21 planes of 192x192 at z_um -10 .. 10 of a texture whose height grows along x from -8 to 8 um,
# blurred by 0.6 pixels a um, with shot noise; truth.npy: without blur and noise; height.npy: the height.
tilt() {
    numpy "
n, rng = 192, np.random.default_rng(1)
f = np.hypot(*np.meshgrid(np.fft.fftfreq(n), np.fft.fftfreq(n), indexing='ij'))
texture = np.fft.fft2(rng.normal(size=(n, n))) / (0.03 + f)
texture[0, 0] = 0
spread = lambda sd: np.fft.ifft2(texture * np.exp(-2 * (np.pi * sd * f)**2)).real
unit, height, z = spread(0.8).std(), np.linspace(-8, 8, n), np.arange(-10, 11)[:, None]
blurred = 5000 * (1 + 0.2 * np.array([spread(np.hypot(0.8, 0.6 * s / 8)) for s in range(145)]) / unit)
eighths = np.rint(8 * abs(z - height)).astype(int)
stack = np.stack([np.stack([blurred[e, :, x] for x, e in enumerate(row)], 1) for row in eighths])
np.save('tilt.npy', rng.poisson(stack).astype('u2'))
np.save('truth.npy', blurred[0].astype('f4'))
np.save('height.npy', np.tile(height.astype('f4'), (n, 1)))"
    meta z_um=-10 dz_um=1 stack=tilt pixel_um=0.2 <tilt.npy >stack
}

@test "a tilted sample is sharp everywhere, its height is right, and every value was measured" {
    tilt
    local method
    for method in wavelet variance; do
        edof --method $method --height height <stack >sharp
        similarity --no-ms-ssim truth.npy <sharp | awk -F'\t' 'NR == 2 && $4 < 0.95 { print; exit 1 }'
        numpy "
image, height = np.load('sharp'), np.load('height')
stack, error = np.load('tilt.npy'), abs(height - np.load('height.npy'))
plane = np.rint(height + 10).astype(int)
assert (np.take_along_axis(stack, plane[None], 0)[0] == image).all()
assert np.median(error) < 0.5 and np.quantile(error, 0.9) < 1, np.quantile(error, (0.5, 0.9))"
    done
    similarity --no-ms-ssim --repeat truth.npy <stack | awk -F'\t' 'NR > 1 && $4 > 0.95 { print; exit 1 }'
}

@test "real particles are as sharp as in the best plane, everywhere" {
    real idpt/calibration
    for n in $(ls "$real" | grep -oE '[0-9]+' | sort -n); do
        tiff-read --meta z_um=$(awk "BEGIN { print $n - 49.9 }") --pages 1:1 "$real/calib_$n.tif"
    done | meta stack=s >stack
    edof --height height <stack >sharp
    take 0:36 <stack | stack | cast f4 >planes.npy
    # Blocks of 64x64; those that nothing is sharp in are brighter where a particle beside them is out of focus.
    numpy "
planes, image = np.load('planes.npy'), np.load('sharp').astype('f8')
assert (planes == image).any(axis=0).all()
def sharpness(a): # of blocks
    g = np.zeros_like(a, 'f8')
    g[1:-1, 1:-1] = (a[2:, 1:-1] - a[:-2, 1:-1])**2 + (a[1:-1, 2:] - a[1:-1, :-2])**2
    return g.reshape(8, 64, 8, 64).mean(axis=(1, 3))
best = np.max([sharpness(a.astype('f8')) for a in planes], axis=0)
ratio = sharpness(image) / best
shows = best > best.mean() / 10
assert shows.sum() > 40 and ratio[shows].min() > 0.95, (shows.sum(), ratio[shows].min())
z, bright = np.load('height'), image > 1500
assert abs(np.median(z[bright])) < 3 and abs(z[bright]).mean() < 5, (np.median(z[bright]), abs(z[bright]).mean())"
}

@test "the maximum is that of the planes, and the height that of the first plane that has it" {
    tilt
    edof --method maximum --height height <stack >brightest
    numpy "
stack = np.load('tilt.npy')
assert (np.load('brightest') == stack.max(0)).all()
assert (np.load('height') == stack.argmax(0) - 10).all()"
}

@test "each stack gives an image, whatever the order of its planes" {
    tilt
    edof --height h1 <stack >one
    { take 11:21 <stack; take 0:11 <stack; take 0:5 <stack | meta stack=other; } >two
    edof --height h2 <two >both
    take 0 <both | cmp - one
    take 0 <h2 | cmp - h1
    meta --list stack,edof,edof_method,z_um,dz_um,pixel_um <both | sed 1d >listed
    printf '%d\t192x192 f4\t%s\n' 1 $'tilt\tok\twavelet\t-\t-\t0.2' 2 $'other\tedge\twavelet\t-\t-\t0.2' | diff - listed
}

@test "blank: in no frame are neighbouring pixels more alike than in noise" {
    numpy "
np.save('noise', np.random.default_rng(1).poisson(500, (5, 64, 64)).astype('u2'))
np.save('same', np.full((5, 64, 64), 7, 'u2'))"
    for name in noise same; do meta stack=$name z_um=0 dz_um=1 <$name.npy; done | edof | meta --list edof | sed 1d |
        cut -f3 | paste -sd, | says '^blank,blank$'
}

@test "edge: one end of the stack gives more than half of the pixels" {
    tilt
    take --region 192x120+0+0 <stack | take 6:21 | edof --method variance | meta --list edof | says '\tok$'
    take --region 192x96+0+0 <stack | take 6:21 | edof --method variance | meta --list edof | says '\tedge$'
    take --region 192x80+0+112 <stack | take 0:15 | edof --method variance | meta --list edof | says '\tedge$'
    take 3 <stack | edof | meta --list edof | says '\tok$'
}

@test "the memory does not depend on the number of planes" {
    plain_only
    specimen cells --size 512x512 | illuminate --z 0 | cast f4 >frame
    for ((i = 0; i < 60; i++)); do meta z_um=$i <frame; done >many
    take 0:3 <many >few
    numpy "
import resource, subprocess
def most(path): # kilobytes that the largest child has had so far
    subprocess.run(['edof'], stdin=open(path), stdout=subprocess.DEVNULL, check=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
few = most('few')
assert most('many') < few + 10000, few"
}

@test "edof refuses what it cannot do, and says why" {
    tilt
    fails 2 '--window 4: expected an odd number' edof --window 4 <stack
    fails 1 'lacks z_um' edof <truth.npy
    take --region 15x192+0+0 <stack >small
    fails 1 'stack tilt has frames of 15x192, expected at least 16x16' edof <small
    fails 1 '^edof: /nowhere/autofocus.*: No such file or directory' env TMPDIR=/nowhere edof <stack
    TMPDIR=$PWD edof <stack >sharp
    [ -z "$(ls autofocus.* 2>/dev/null)" ]
}
