load helpers

@test "relief agrees with NumPy" {
    numpy "np.save('a.npy', (np.random.default_rng(1).gamma(2, 3, (96, 128)).cumsum(axis=0) % 50).astype('f4'))"
    relief <a.npy >out.tsv
    numpy "
a = np.load('a.npy').astype(float)
h, w = a.shape
window = np.outer(*[np.sin(np.pi * (np.arange(n) + 0.5) / n)**2 for n in (h, w)])
power = abs(np.fft.fft2((a - (a * window).sum() / window.sum()) * window))**2
fy, fx = abs(np.fft.fftfreq(h))[:, None] + np.zeros((h, w)), abs(np.fft.fftfreq(w)) + np.zeros((h, w))
angle, f = np.degrees(np.arctan2(fx, fy)), np.hypot(fx, fy)
ratio = [power[(angle <= 30) & on].sum() / power[(angle >= 60) & on].sum()
         for on in ((f >= 0.03) & (f < 0.1), (f >= 0.1) & (f < 0.25))]
skew = lambda d: ((d - d.mean())**3).mean() / d.std()**3
blocks = a.reshape(h // 32, 32, w // 32, 32).mean(axis=(1, 3))
want = ratio + [skew(a[2:] - a[:-2]), skew(a[:, 2:] - a[:, :-2]), blocks.var() / a.var()]
got = np.genfromtxt('out.tsv', skip_header=1, usecols=range(1, 6))
assert np.allclose(got, want, rtol=1e-3, atol=1e-3), (got, want)"
}

@test "relief calls a blank frame so, and refuses a small one" {
    numpy "np.save('a.npy', np.full((64, 64), 5.0)); np.save('b.npy', np.eye(32))"
    relief <a.npy | tail -1 | says '^1\tnan\tnan\tnan\tnan\tnan\tblank$'
    fails 1 "32x32 f4, expected at least 64x64" relief <b.npy
}
