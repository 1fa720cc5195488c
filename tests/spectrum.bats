load helpers

@test "spectrum agrees with NumPy, ring by ring" {
    numpy "np.save('a.npy', np.random.default_rng(1).normal(7, 2, (40, 64)).cumsum(axis=1))"
    spectrum <a.npy >out.tsv
    numpy "
a = np.load('a.npy').astype('f4').astype(float)
h, w = a.shape
window = np.outer(*[np.sin(np.pi * (np.arange(n) + 0.5) / n)**2 for n in (h, w)])
power = abs(np.fft.fft2((a - (a * window).sum() / window.sum()) * window))**2 / (window**2).sum()
y, x = np.rint(np.fft.fftfreq(h) * h)[:, None], np.rint(np.fft.fftfreq(w) * w) * (40 / 64)
ring = np.floor(np.sqrt(y * y + x * x) + 0.5).astype(int)
t = np.genfromtxt('out.tsv', skip_header=1, usecols=range(3))
assert (t[:, 0] == 1).all() and abs(t[:, 1] - np.arange(20) / 40).max() < 1e-6
want = [np.log(power[ring == k]).mean() for k in range(1, 20)]
assert abs(t[1:, 2] - want).max() < 1e-3, t[1:, 2] - want"
}

@test "a blank frame gets the status blank, others do not" {
    numpy "np.save('a.npy', np.stack([np.full((32, 32), 5.0), np.eye(32)]))"
    spectrum --with z_um < <(meta z_um=1 dz_um=2 <a.npy) >out.tsv
    [ "$(tail -n +2 out.tsv | cut -f1,4,5 | sort -u | paste -sd';')" = $'1\tblank\t1;2\tok\t3' ]
    [ "$(tail -n +2 out.tsv | grep -c '^1.*nan')" -eq 16 ]
}

@test "spectrum refuses frames that are too small" {
    numpy "np.save('a.npy', np.eye(8))"
    fails 1 "8x8 f4, expected at least 16x16" spectrum <a.npy
}
