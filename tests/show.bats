load helpers

# png CODE [ARG...]: Python with png(path): the pixels of a PNG, grey [y, x] or in colour [y, x, 3], read here chunk by
# chunk.
png() {
    numpy "import struct, zlib
def png(path):
    d, at, data = open(path, 'rb').read(), 8, b''
    assert d[:8] == b'\\x89PNG\\r\\n\\x1a\\n'
    kinds = []
    while at < len(d):
        n, kind = struct.unpack('>I4s', d[at:at + 8])
        body = d[at + 8:at + 8 + n]
        assert zlib.crc32(kind + body) == struct.unpack('>I', d[at + 8 + n:at + 12 + n])[0]
        if kind == b'IHDR': w, h, depth, colour = struct.unpack('>IIBB', body[:10])
        if kind == b'IDAT': data += body
        kinds.append(kind)
        at += 12 + n
    n = 3 if colour == 2 else 1
    assert (depth, colour) in ((8, 0), (8, 2)) and set(kinds) == {b'IHDR', b'IDAT', b'IEND'}, kinds
    rows = np.frombuffer(zlib.decompress(data), 'u1').reshape(h, n * w + 1).astype(int)
    out = np.zeros((h + 1, n * w + n), int)
    for y in range(h): # PNG, section 9: the filters
        for x in range(n * w):
            a, b, c = out[y + 1, x], out[y, x + n], out[y, x]
            near = min((abs(b - c), 0, a), (abs(a - c), 1, b), (abs(a + b - 2 * c), 2, c))[2]
            out[y + 1, x + n] = (rows[y, x + 1] + [0, a, b, (a + b) // 2, near][rows[y, 0]]) % 256
    out = out[1:, n:]
    return out.reshape(h, w, 3) if n == 3 else out
rng = np.random.default_rng(1)
$1" "${@:2}"
}

@test "values between the limits are mapped linearly to grey" {
    png "np.save('a.npy', rng.integers(0, 256, (13, 17)).astype('u1'))"
    show --range 0,255 <a.npy >a.png
    png "assert (png('a.png') == np.load('a.npy')).all()"
    show --range 0,255 --scale 3 <a.npy >a.png
    png "assert (png('a.png') == np.load('a.npy').repeat(3, 0).repeat(3, 1)).all()"
    show --percentile 10,90 <a.npy >a.png
    show --percentile 10,90 <a.npy | cmp - a.png
    png "a = np.load('a.npy').astype(float)
lo, hi = np.percentile(a, [10, 90], method='nearest')
w = np.rint(255 * np.clip((a - lo) / (hi - lo), 0, 1))
assert (png('a.png') == w).all()"
}

@test "a montage shares its contrast, or each frame has its own" {
    png "np.save('a.npy', np.stack([np.arange(6).reshape(2, 3) * (i + 1) for i in range(5)]).astype('f4'))"
    show --percentile 0,100 --columns 2 --gap 1 <a.npy >a.png
    png "p = png('a.png')
assert p.shape == (3 * 2 + 2, 2 * 3 + 1) and (p[6:, 4:] == 255).all() and (p[:, 3] == 255).all()
a = np.load('a.npy')
for i in range(5):
    r, c = 3 * (i // 2), 4 * (i % 2)
    assert (p[r:r + 2, c:c + 3] == np.rint(255 * a[i] / 25)).all()"
    show --percentile 0,100 --each --columns 5 --gap 0 <a.npy >a.png
    png "assert (png('a.png') == np.tile(np.rint(51 * np.arange(6).reshape(2, 3)), 5)).all()"
}

@test "three frames are the colours of one image" {
    png "np.save('a.npy', np.stack([np.arange(6).reshape(2, 3) * (i + 1) for i in range(9)]).astype('f4'))"
    show --colour --percentile 0,100 --columns 2 --gap 1 --limits limits.tsv <a.npy >a.png
    png "p, a = png('a.png'), np.load('a.npy')
assert p.shape == (5, 7, 3) and (p[2] == 255).all() and (p[:, 3] == 255).all() and (p[3:, 4:] == 255).all()
for i in range(3):
    r, c = 3 * (i // 2), 4 * (i % 2)
    assert (p[r:r + 2, c:c + 3] == np.rint(255 * a[3 * i:3 * i + 3] / 45).transpose(1, 2, 0)).all()"
    [ "$(cut -f1,5 limits.tsv | paste -sd,)" = $'frame\twhite,1\t45,2\t45,3\t45' ]
    show --colour --percentile 0,100 --each --columns 1 --gap 0 --scale 2 <a.npy >a.png
    png "p, a = png('a.png'), np.load('a.npy')
want = [np.rint(255 * a[3 * i:3 * i + 3] / a[3 * i + 2].max()).transpose(1, 2, 0) for i in range(3)]
assert (p == np.concatenate(want).repeat(2, 0).repeat(2, 1)).all()"
    show --colour --mean --range 0,45 <a.npy >a.png
    png "p, a = png('a.png'), np.load('a.npy')
assert (p == np.rint(255 * a.reshape(3, 3, 2, 3).mean(0) / 45).transpose(1, 2, 0)).all()"
    fails 1 'stdin has 4 frames, expected three for each image of --colour' show --colour < <(take 0:4 <a.npy)
}

@test "spectrum, logarithm and phase" {
    png "np.save('a.npy', rng.random((12, 15)).astype('f4'))
np.save('c.npy', np.ascontiguousarray(np.fft.fft2(np.load('a.npy')), 'c8'))"
    show --spectrum --range 0,10 <a.npy >a.png
    png "a = np.load('a.npy'); f = np.fft.fftshift(np.abs(np.fft.fft2(a)))
assert abs(png('a.png') - 25.5 * np.clip(np.log1p(f * f), 0, 10)).max() <= 0.51"
    show --log --range 0,10 <c.npy >c.png
    png "c = np.load('c.npy'); assert abs(png('c.png') - 25.5 * np.clip(np.log1p(np.abs(c) ** 2), 0, 10)).max() <= 0.51"
    show --phase <c.npy >c.png
    png "c = np.load('c.npy'); w = 255 * (np.angle(c) + np.pi) / (2 * np.pi)
d = abs(png('c.png') - w); assert np.minimum(d, 255 - d).max() <= 0.51"
}

@test "show refuses invalid options and frames" {
    numpy "for name, shape, t in ('a', (3, 4), 'u2'), ('b', (4, 3), 'u2'), ('c', (3, 4), 'c8'):
    np.save(name, np.zeros(shape, t))"
    cat a.npy b.npy >ab.npy
    fails 1 "array 2.* is 4x3 u2, the first frame is 3x4" show <ab.npy
    fails 1 "expected c8 for --phase" show --phase <a.npy
    fails 1 "expected real values for --spectrum" show --spectrum <c.npy
    fails 2 "give only one of" show --spectrum --log <a.npy
    fails 2 "LOW,HIGH" show --range 3,3 <a.npy
    fails 2 "LOW,HIGH" show --percentile -1,50 <a.npy
    fails 2 "LOW,HIGH" show --percentile 1,101 <a.npy
    full() { show <a.npy >/dev/full; }
    fails 1 "stdout: No space" full
    if command -v script >/dev/null; then
        script -qec 'show <a.npy' /dev/null >terminal </dev/null || true
        grep -q "stdout is a terminal" terminal
    fi
}

@test "pictures may be larger than the million pixels that libpng allows by default" {
    head -c 1000001 /dev/zero | show --raw 1000001x1:u1 >wide.png 2>stderr || skip "show takes no --raw"
    png "import struct; assert struct.unpack('>I', open('wide.png', 'rb').read()[16:20])[0] == 1000001"
}

@test "--mean shows the mean of the frames, or the mean of the logarithms of their spectra" {
    png "np.save('a.npy', rng.integers(0, 50, (3, 8, 8)).astype('u1'))"
    show --mean --range 0,49 <a.npy >a.png
    png "a = np.load('a.npy').mean(0)
assert abs(png('a.png') - a * 255 / 49).max() <= 0.5 + 1e-3"
    show --mean --spectrum --range 0,12 <a.npy >a.png
    png "f = np.fft.fftshift(np.log1p(abs(np.fft.fft2(np.load('a.npy').astype(float)))**2), (1, 2)).mean(0)
assert abs(png('a.png') - np.clip(f * 255 / 12, 0, 255)).max() <= 0.6"
}

@test "the limits of black and white are saved with the metadata of each frame" {
    png "for i, name in (1, 'one'), (2, 'two'):
    np.save(name, np.arange(6).reshape(2, 3).astype('f4') * i)"
    cat one.npy two.npy >a.npy
    meta --ramp z_um=5,-2 <a.npy | show --percentile 0,100 --each --limits limits.tsv --with z_um,pixel_um >a.png
    diff - limits.tsv <<'END'
frame	width_px	height_px	black	white	z_um	pixel_um
1	3	2	0	5	5	-
2	3	2	0	10	3	-
END
    show --spectrum --range -1,4 --limits limits.tsv <a.npy >a.png
    [ "$(tail -1 limits.tsv)" = $'2\t3\t2\t-1\t4' ]
}
