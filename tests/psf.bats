load helpers

# The frames of a stream as a, and their metadata as m.
read="
sys.path.insert(0, '$(dirname "$BATS_TEST_DIRNAME")/tools')
import npystream
a, m = zip(*npystream.read(sys.stdin.buffer))
a = np.array(a, 'f8')
"

@test "psf agrees with the integral done by SciPy" {
    numpy "import scipy.integrate"
    psf --size 9x8 --z -2:1:3 --depth 12 --na 0.7 --pixel 0.2 --lambda 0.5 >out
    numpy "$read
from scipy.special import j0
from scipy.integrate import trapezoid
s = np.linspace(0, 0.7, 4001)
w, h = 12 * np.sqrt(1.46**2 - s**2), np.sqrt(1 - s**2)
mean = lambda f: trapezoid(f * s, s) / trapezoid(s, s)
focus = -(mean(w * h) - mean(w) * mean(h)) / (mean(h * h) - mean(h)**2)
sub, share = np.polynomial.legendre.leggauss(8)
sub, share = sub / 2, np.outer(share, share) / 4
for plane, z in zip(a, (-2, 1)):
    wave = np.exp(2j * np.pi / 0.5 * (w + (z + focus) * h)) * s
    y = ((np.arange(9) - 4)[:, None] + sub).ravel() * 0.2
    x = ((np.arange(8) - 4)[:, None] + sub).ravel() * 0.2
    r = np.hypot(y[:, None], x)
    at = np.linspace(0, r.max(), 3000)
    profile = abs(trapezoid(wave * j0(2 * np.pi / 0.5 * s * at[:, None]), s, axis=1))**2
    want = (np.interp(r, at, profile).reshape(9, 8, 8, 8) * share.reshape(1, 8, 1, 8)).sum(axis=(1, 3))
    assert abs(plane - want / want.sum()).max() < 1e-4 * plane.max()" <out
}

@test "psf says what it shows" {
    psf --size 5x7 --z -1:1:0.5 --pixel 0.1 --lambda 0.5 --na 0.6 >out
    meta --list z_um,focus_um,pixel_um,na,lambda_um <out | says '^1\t5x7 f4\t-1\t0\t0.1\t0.6\t0.5$'
    [ "$(meta --list z_um <out | wc -l)" -eq 6 ]
    numpy "$read
assert a.shape == (5, 5, 7) and abs(a.sum(axis=(1, 2)) - 1).max() < 1e-6, a.sum(axis=(1, 2))" <out
    psf --size 5x7 --z -1:1:0.5 --pixel 0.1 --lambda 0.5 --na 0.6 | cmp - out
}

@test "the plane in focus is at 0, whatever the step" {
    for step in 0.1 0.2 0.3 0.7; do
        psf --size 9x9 --z "$(awk "BEGIN {print -3 * $step \":\" 3 * $step \":\" $step}")" | take --where z_um=0 |
            meta --list z_um | says '0$'
    done
    head -c 28 /dev/zero | meta --raw 2x2:u1 --ramp z_um=-0.9,0.3 | take 3 | meta --list z_um | says '\t0$'
}

@test "psf refuses an aperture that its media do not let through" {
    fails 2 "--na 1: expected less than the index of the immersion, 1 " psf --na 1
    fails 2 "--na 1.55: expected less than the index of the coverslip, 1.525 " psf --na 1.55 --immersion 1.7
    fails 2 "size" psf --size 0x5
    fails 2 "z" psf --z 5:0:1
}
