load helpers

# pick TABLE CONDITION EXPRESSION...: awk on the rows for which CONDITION holds; the column NAME is c["NAME"].
pick() {
    awk -F'\t' 'NR == 1 { for (i = 1; i <= NF; i++) name[i] = $i; next }
        { for (i = 1; i <= NF; i++) c[name[i]] = $i }
        '"$2"' { print '"$3"' }' "$1"
}

# beads CODE FILE: planes a of 200x200 at z, -2 .. 2 um in steps of 0.25, on pixels of 0.15 um, with shot noise on a
# ground of 100. CODE adds beads: bead(y, x) is the mean over its pixels of a Gaussian 0.5 um wide along y, 0.6 along x
# and 1.4 along z, with the focus at 0; no pixel exceeds `most`.
beads() {
    numpy "
from scipy.special import erf
rng, z = np.random.default_rng(4), np.arange(-2, 2.01, 0.25)
a, unit, most = np.full((len(z), 200, 200), 100.0), np.sqrt(8 * np.log(2)), 65535
def share(centre, width): # of each pixel
    edge = (np.arange(201) - 0.5 - centre) * 0.15 / (width / unit) / np.sqrt(2)
    return np.diff(erf(edge)) / 2
def bead(y, x, light=40000, width=(0.5, 0.6), focus=0):
    global a
    a += light * np.exp(-((z - focus) * unit / 1.4)**2 / 2)[:, None, None] * \
        share(y, width[0])[:, None] * share(x, width[1])
$1
np.save('a.npy', np.minimum(rng.poisson(a), most).astype('u2'))"
    meta stack=s z_um=-2 dz_um=0.25 pixel_um=0.15 <a.npy >"$2"
}

@test "the widths of noisy beads are right to 3 %, and the intervals hold" {
    beads '[bead(20 + 32 * i + rng.random(), 20 + 32 * j + rng.random()) for i in range(6) for j in range(6)]' in
    psf-fit --axial axial.tsv <in >out.tsv
    pick out.tsv 'c["status"] == "ok" && c["z_um"] ^ 2 <= 1' \
        'c["fwhm_y_um"], c["fwhm_x_um"], c["fwhm_um"], c["fwhm_low_um"], c["fwhm_high_um"]' >lateral
    pick axial.tsv 'c["status"] == "ok"' \
        'c["axial_um"], c["axial_low_um"], c["axial_high_um"], c["focus_um"], c["fwhm_um"]' >axial
    numpy "
y, x, mean, low, high = np.loadtxt('lateral').T
assert len(y) == 36 * 9, len(y)
assert abs(y / 0.5 - 1).mean() < 0.03 and abs(x / 0.6 - 1).mean() < 0.03
assert abs(mean / 0.55 - 1).max() < 0.03, abs(mean / 0.55 - 1).max()
assert 0.92 < ((low < 0.55) & (0.55 < high)).mean() < 0.98, ((low < 0.55) & (0.55 < high)).mean()
axial, low, high, focus, lateral = np.loadtxt('axial').T
assert len(axial) == 36 and abs(axial / 1.4 - 1).mean() < 0.03 and abs(axial.mean() / 1.4 - 1) < 0.01, axial
assert ((low < 1.4) & (1.4 < high)).sum() >= 31, ((low < 1.4) & (1.4 < high)).sum()
assert abs(focus).max() < 0.06 and abs(lateral / 0.55 - 1).max() < 0.03, focus"
}

@test "the widths of noisy point spread functions are those of Gaussians through them without noise" {
    psf --na 0.5 --lambda 0.52 --pixel 0.13 --size 41x41 --z -2:2:0.5 >psf
    take 0:9 <psf | stack >psf.npy
    numpy "
from scipy.optimize import curve_fit
from scipy.special import erf
psf, rng = np.load('psf.npy').astype('f8'), np.random.default_rng(6)
a = np.zeros((9, 164, 164))
for i in range(4):
    for j in range(4): a[:, 41 * i:41 * i + 41, 41 * j:41 * j + 41] = psf
np.save('a.npy', rng.poisson(50 + 200000 * a).astype('u2'))
def model(_, offset, height, sd):
    edge = (np.arange(42) - 20.5) * 0.13 / sd / np.sqrt(2)
    share = np.diff(erf(edge))[10:31]
    return (offset + height * np.outer(share, share)).ravel()
for p in psf:
    sd = curve_fit(model, None, p[10:31, 10:31].ravel(), (0, p.max(), 0.3))[0][2]
    print(2.3548 * abs(sd))" >want
    meta stack=s z_um=-2 dz_um=0.5 pixel_um=0.13 <a.npy | psf-fit >out.tsv
    pick out.tsv 'c["status"] == "ok"' 'c["z_um"], c["fwhm_um"]' >got
    numpy "
want = np.loadtxt('want')
z, width = np.loadtxt('got').T
assert len(z) > 4 * 9 - 1
ratio = width / want[np.rint((z + 2) * 2).astype(int)]
assert abs(ratio - 1).max() < 0.03, ratio"
}

@test "every bead that is left out says why, and the others are fitted" {
    beads '
[bead(20 + 32 * i, 20 + 32 * j) for i in range(2) for j in range(5)]
bead(100, 4); bead(100, 60); bead(100, 67); bead(100, 110, 90000)
bead(140, 30); bead(140, 80, 40000, (1, 1.2)); bead(140, 130, 500000)
most = 10000' in
    psf-fit --axial axial.tsv <in >out.tsv
    [ "$(pick axial.tsv 1 'c["y_px"]' | wc -l)" -eq 16 ]
    statuses() { pick axial.tsv 1 'sprintf("%.0f %.0f", c["y_px"], c["x_px"]), c["status"]' | sort -n | tail -6; }
    statuses | cut -d' ' -f3 | sort | paste -sd, >got
    says '^crowded,edge,odd,odd,ok,saturated$' <got
    pick axial.tsv 'c["status"] == "ok"' 'c["fwhm_um"]' | wc -l | says '^11$'
    # A row for each plane, without numbers.
    pick out.tsv 'c["status"] == "saturated"' 'c["z_um"], c["fwhm_um"]' | says '^0 nan$'
    [ "$(pick out.tsv 1 1 | wc -l)" -eq $((16 * 17)) ]
}

@test "the statuses of fits: few planes, a focus outside, doubtful and lost ones" {
    beads '[bead(30 + 40 * (i // 4), 30 + 40 * (i % 4)) for i in range(12)]' in
    along() { psf-fit --axial axial.tsv "$@" >out.tsv && pick axial.tsv 'c["y_px"] < 50' 'c["status"]' | sort -u; }
    take 6:10 <in | along | says '^few$'
    take 6:11 <in | along | says '^low-confidence$' # the stack is shorter than the beads
    take 4:12 <in | along | says '^ok$'
    take 0:6 <in | along | says '^edge$'
    take 11:17 <in | along | says '^edge$'
    # Far from the focus there is noise only.
    beads '[bead(30 + 40 * (i // 4), 30 + 40 * (i % 4), 3000) for i in range(12)]' in
    psf-fit <in >out.tsv
    pick out.tsv 'c["z_um"] == -2' 'c["status"]' | sort | uniq -c >far
    says 'lost$' <far
    says 'low-confidence$' <far
    pick out.tsv 'c["z_um"] == 0' 'c["status"]' | sort -u | diff - <(echo ok)
}

@test "the widths of real beads have their minimum inside the stack, at the width that the aperture gives" {
    real beads
    tiff-read "$real"/psf_*.tif | meta stack=one --ramp z_um=0,0.3 | meta pixel_um=0.13 >in
    tiff-read "$real"/hoogenboom/*.tif | meta stack=many --ramp z_um=0,0.3 | meta pixel_um=0.108 >>in
    psf-fit --axial axial.tsv <in >out.tsv
    pick out.tsv 'c["status"] == "ok"' 'c["stack"] == "many", c["bead"], c["z_um"], c["fwhm_um"]' >ok
    pick axial.tsv 'c["status"] == "ok"' 'c["stack"] == "many", c["fwhm_um"], c["axial_um"], c["focus_um"]' >axial
    numpy "
many, bead, z, width = np.loadtxt('ok').T
assert len(set(bead[many == 1])) > 20
for stack, least, most in (0, 2.4, 4.8), (1, 4.2, 6):
    for b in set(bead[many == stack]):
        here = (many == stack) & (bead == b)
        near = here & (z > least - 1e-6) & (z < most + 1e-6)
        best = z[here][width[here].argmin()]
        assert least < best < most, (stack, b, best)
many, width, axial, focus = np.loadtxt('axial').T
assert abs(width[0] / (0.51 * 0.52 / 0.85) - 1) < 0.25, width[0]
assert 0.3 < np.median(width[1:]) < 0.42 and np.std(focus[1:]) < 0.1"
}

@test "a stack without beads does not stop the others" {
    beads 'bead(30, 30)' in
    numpy "np.save('b', np.random.default_rng(1).poisson(100, (5, 64, 64)).astype('u2'))"
    { meta stack=none z_um=0 dz_um=1 pixel_um=0.15 <b.npy; cat in; } | psf-fit 2>stderr >out.tsv
    says '^psf-fit: stack none shows no bead, expected a height of 10 times the noise; lower that with: psf-fit --thr' \
        <stderr
    [ "$(wc -l <stderr)" -eq 1 ]
    pick out.tsv 1 'c["stack"]' | sort | uniq -c | says '^ *17 s$'
}

@test "--at fits the beads of a table, under their numbers, also in a single plane" {
    beads '[bead(30 + 40 * (i // 4), 30 + 40 * (i % 4)) for i in range(12)]; bead(150, 100, 4000000)' in
    psf-fit --axial axial.tsv <in >out.tsv
    pick axial.tsv 'c["status"] == "ok"' 'c["bead"]' | sort >ok
    [ "$(wc -l <ok)" -eq 12 ]
    # The same stack at its own beads, whichever of both tables tells them
    for table in axial out; do
        psf-fit --at $table.tsv --axial at.tsv <in >again.tsv
        pick at.tsv 'c["status"] == "ok"' 'c["bead"]' | sort | diff ok -
        pick again.tsv 'c["z_um"] == 0' 'c["fwhm_um"]' >got
        pick out.tsv 'c["z_um"] == 0 && c["status"] == "ok"' 'c["fwhm_um"]' | paste - got |
            awk '$1 / $2 < 0.99 || $1 / $2 > 1.01 {bad++} END {exit bad || NR != 12}'
    done
    # One plane has no width along z; what looking for beads would refuse is fitted
    take 8 <in | psf-fit --at axial.tsv --axial at.tsv >one.tsv
    pick one.tsv 1 'c["bead"]' | sort | diff ok -
    pick at.tsv 1 'c["status"]' | sort -u | says '^few$'
    # Where the network has lost a bead
    take 8 <in | cast f4 | take 0 >plane
    numpy "a, rng = np.load('plane'), np.random.default_rng(1)
a[20:40, 20:40] = rng.normal(100, 10, (20, 20))
np.save('gone', a)"
    meta stack=s z_um=0 pixel_um=0.15 <gone.npy | psf-fit --at axial.tsv >gone.tsv
    pick gone.tsv 'c["status"] == "ok"' 'c["bead"]' | wc -l | says '^11$'
    pick gone.tsv 'c["status"] != "ok"' 'c["bead"], c["status"]' | says '^1 (lost|low-confidence)$'
    # Without a status all rows count; beads whose window leaves the frame are at the edge
    printf 'bead\tstack\ty_px\tx_px\n%s\t%s\t%s\t%s\n' 7 s 30 70 9 s 9.4 30 11 s 10 30 3 t 30 30 >my.tsv
    psf-fit --at my.tsv --axial at.tsv <in >out.tsv
    pick at.tsv 1 'c["bead"], c["status"]' | paste -sd, | says '^7 ok,9 edge,11'
    fails 1 'bead in row 1 is .x., expected' psf-fit --at <(sed 's/^7/x/' my.tsv) <in
    fails 1 'expected a whole number from 1' psf-fit --at <(sed 's/^7/1.5/' my.tsv) <in
    psf-fit --at my.tsv 2>stderr >out.tsv < <(meta stack=other <in)
    says 'stack other has no bead in my.tsv; make the table with: psf-fit' <stderr
}

@test "psf-fit refuses what it cannot do, and says why" {
    beads 'bead(30, 30)' in
    meta --drop pixel_um <in >lacking
    fails 1 'lacks pixel_um|pixel_um' psf-fit <lacking
    take --region 15x64+0+0 <in >small
    meta pixel_um=-0.3 <in >mirrored
    fails 1 'pixel_um=-0.3 is not above 0' psf-fit <mirrored
    fails 1 'stack s has frames of 15x64, expected at least 16x16' psf-fit <small
    fails 2 'size' psf-fit --size 3x9 <in
}

@test "the blur of neighbours is not taken for the bead" {
    numpy "
y, x = np.mgrid[0:128, 0:128].astype(float)
rng, frames = np.random.default_rng(1), []
beads = [(64, 64), (53, 64), (48, 64), (20, 20), (20, 100), (100, 20), (100, 100), (64, 20), (64, 110)]
for z in (-3, -1.5, 0, 1.5, 3):
    s = 1.5 * np.sqrt(1 + z * z)
    light = sum(np.exp(-((y - by)**2 + (x - bx)**2) / 2 / s / s) for by, bx in beads)
    frames.append(rng.poisson(100 + 4000 * (1.5 / s)**2 * light))
np.save('three.npy', np.array(frames).astype('u2'))"
    meta z_um=-3 dz_um=1.5 pixel_um=0.1 <three.npy | psf-fit --axial axial.tsv >lateral.tsv
    pick axial.tsv 'c["status"] != "crowded"' 'c["y_px"], c["status"]' | sort -n >found
    [ "$(awk '{printf "%.0f:%s ", $1, $2}' found)" = \
        '20:ok 20:ok 64:low-confidence 64:ok 64:ok 100:ok 100:ok ' ] # not 55:ok
    [ "$(pick lateral.tsv 'c["status"] == "ok" && c["fwhm_um"] > 1.9' 1 | wc -l)" -eq 0 ]
}
