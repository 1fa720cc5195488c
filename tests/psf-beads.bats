load helpers

# field OFFSET: beads.npy, 7 planes of 640x640 at z_um -3 .. 3 of 60 beads that lie anywhere in their pixels, on a
# background of 100 counts, with shot noise: four of twice the light, two touching ones, one at the edge. They are made
# from the PSF by theory on pixels a fifth of the size. want.npy: that PSF on whole pixels.
field() {
    psf --size 185x185 --z -3:3:1 --pixel 0.04 --depth 10 >fine
    psf --size 37x37 --z -3:3:1 --pixel 0.2 --depth 10 | take --region 25x25+6+6 >want
    numpy "
def load(path):
    with open(path, 'rb') as f: return np.array([np.load(f) for i in range(7)], 'f8')
rng = np.random.default_rng(5)
fine, stack = load('fine'), np.full((7, 640, 640), 100.0)
spots = [(27 + 80 * i, 27 + 80 * j, 20000) for i in range(8) for j in range(8)]
spots = [(y, x, 2.5 * light if k in (9, 20, 33, 50) else light) for k, (y, x, light) in enumerate(spots)]
spots += [(33, 113, 20000), (190, 3, 20000)]
for y, x, light in spots:
    sy, sx = rng.integers(0, 5, 2) # fifths of a pixel
    big = np.zeros((7, 200, 200))
    big[:, sy:sy + 185, sx:sx + 185] = fine
    bead = big.reshape(7, 40, 5, 40, 5).sum(axis=(2, 4))
    for p, b in zip(stack, bead):
        top, left = y - 18, x - 18
        b = b[max(0, -top):, max(0, -left):]
        p[max(top, 0):top + 40, max(left, 0):left + 40] += light * b[:640 - max(top, 0), :640 - max(left, 0)]
np.save('stack.npy', rng.poisson(stack).astype('u2'))"
    meta z_um=-3 dz_um=1 pixel_um=0.2 stack=s target_um=1 <stack.npy >beads.npy
}

@test "the mean of beads is the PSF they are made from" {
    field
    psf-beads --size 25x25 <beads.npy >out
    meta --list stack,z_um,pixel_um,beads,beads_found,psf,target_um <out |
        says '^4\t25x25 f4\ts\t0\t0.2\t59\t65\tok\t-$'
    numpy "
def load(path):
    with open(path, 'rb') as f: return np.array([np.load(f) for i in range(7)], 'f8')
a, want = load('out'), load('want')
assert abs(a.sum(axis=(1, 2)) - 1).max() < 1e-5 and a.min() < 0
want /= want.sum(axis=(1, 2), keepdims=True)
error = np.sqrt(((a - want)**2).sum(axis=(1, 2)) / (want**2).sum(axis=(1, 2)))
assert (error < 0.06).all(), error
centre = lambda p: np.array([(p.sum(axis=1 - i) * (np.arange(25) - 12)).sum() for i in (0, 1)])
assert abs(centre(a[3]) - centre(want[3])).max() < 0.03, (centre(a[3]), centre(want[3]))"
    # Its use: the beads deconvolved with their own mean are smaller.
    deconv-baseline --iterations 50 out <beads.npy | take 5 >sharp
    numpy "
sharp, blurred = np.load('sharp'), np.load('stack.npy')[5].astype('f4')
assert sharp[27, 27] > 5 * blurred[27, 27], (sharp[27, 27], blurred[27, 27])"
}

# spots CODE FILE: three planes of 64x64 at z_um 0, 1 and 2; CODE changes the array a of even light with noise.
spots() {
    numpy "
a = np.random.default_rng(2).normal(100, 2, (3, 64, 64))
y, x = np.mgrid[:64, :64]
def bead(cy, cx, light=(400, 500, 400)):
    for p, l in zip(a, light): p += l * np.exp(-((y - cy)**2 + (x - cx)**2) / 2 / 1.2**2)
$1
np.save('a.npy', a.astype('f4'))"
    meta z_um=0 dz_um=1 stack=s <a.npy >"$2"
}

@test "every reason to leave a bead out, and none left" {
    spots 'pass' empty
    fails 1 'stack s shows no bead, expected a height of 10 times the noise; lower that with: psf-beads --threshold' \
        psf-beads --size 15x15 <empty
    spots 'bead(5, 30); [bead(32, x, [200, 250, 200]) for x in (20, 26)]; bead(50, 50); a[:] = np.minimum(a, 400)' bad
    fails 1 'stack s has no bead to use: of 3, 1 are at the edge, 1 clipped, 1 crowded, 0 unlike the others' \
        psf-beads --size 15x15 <bad
    spots '[bead(y, x) for y, x in ((16, 16), (16, 48), (48, 16))]; bead(48, 48, [999] * 3)' odd
    psf-beads --size 15x15 <odd | meta --list beads,beads_found,psf | says '\t3\t4\tfew$'
    spots 'bead(30, 30); a[0] -= a[0]; a[0] -= 10 * np.exp(-((y - 30)**2 + (x - 30)**2) / 8)' dark
    fails 1 'stack s: at z_um=0 the beads have no light in their window; leave such planes out with: take --where' \
        psf-beads --size 15x15 <dark
}

@test "fewer than ten beads are few" {
    for count in 9 10; do
        spots "[bead(10 + 20 * (i // 4), 8.2 + 15.3 * (i % 4)) for i in range($count)]" a
        psf-beads --size 11x11 <a | meta --list beads,psf | says "\t$count\t$([ $count = 9 ] && echo few || echo ok)$"
    done
}

@test "the sharpest plane is the first or the last, or the only one" {
    spots 'bead(30.3, 31.7, (500, 400, 300))' first
    psf-beads --size 15x15 <first | meta --list psf | says '\tedge$'
    take 0 <first | psf-beads --size 15x15 | meta --list psf | says '\tfew$'
}

@test "frames that are smaller than the window" {
    spots 'bead(30, 30)' a
    fails 1 'stack s has frames of 64x64, expected at least 16x16 and the 65x15 of --size' psf-beads --size 65x15 <a
}
