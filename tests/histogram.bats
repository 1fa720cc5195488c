load helpers

@test "histogram counts as NumPy does" {
    numpy "np.save('a.npy', np.random.default_rng(1).integers(3, 40, (2, 20, 30)).astype('u2'))"
    histogram --values 0:50:1 <a.npy >out.tsv
    numpy "
t = np.genfromtxt('out.tsv', skip_header=1, usecols=range(4)).reshape(2, 51, 4)
for i, frame in enumerate(np.load('a.npy')):
    want = np.bincount(frame.ravel(), minlength=51)
    assert (t[i, :, 0] == i + 1).all() and (t[i, :, 1] == np.arange(51)).all() and (t[i, :, 2] == want).all()
    assert abs(t[i, :, 3] - want / 600).max() < 1e-6"
    [ "$(cut -f5 out.tsv | sort -u | paste -sd,)" = ok,status ]
}

@test "the edges of a bin are half a step from its centre, and the lower edge belongs to it" {
    numpy "np.save('a.npy', np.array([[-0.26, -0.25, 0.2, 0.25, 1.24, 1.25]], 'f4'))"
    histogram --values 0:1:0.5 <a.npy >out.tsv
    [ "$(cut -f3 out.tsv | paste -sd,)" = pixels,2,1,1 ]
    [ "$(cut -f5 out.tsv | tail -n +2 | sort -u)" = edge ]
}

@test "histogram adds metadata as columns, and refuses invalid bins" {
    specimen cells --size 16x16 --seed 5 | illuminate --z 3 >f.npy
    [ "$(histogram --values 0:9:1 --with z_um,seed <f.npy | sed -n 2p | cut -f6,7)" = $'3\t5' ]
    fails 2 "'4' is one value" histogram --values 4 <f.npy
    fails 2 "values" histogram --values 4:x:1 <f.npy
}
