load helpers

setup_file() { cd "$BATS_FILE_TMPDIR" && fixtures; }
setup() { cp "$BATS_FILE_TMPDIR"/*.npy .; }

@test "saliency is the difference quotient of predict" {
    # of a network that sees all features
    for seed in 1 2; do
        specimen cells --size 64x64 --density 8000 --seed $seed --focus 0 | illuminate --z -4:4:1 | camera |
            meta --ramp target_um=4,-1 | fftcrop --patch 32 --crop 16x8
    done | fcfnn-train --input plain --layers 1 --width 4 --check-every 10 --max-steps 20 >model.npy
    fftcrop --patch 32 --crop 16x8 <frame.npy | take 0 >features.npy
    saliency model.npy <features.npy >saliency.npy
    [ "$(meta --list patches <saliency.npy | tail -1)" = "$(printf '1\t16x8 f4\t4')" ]
    # the same features with one of them a little larger and smaller, in the four patches; 9 of the 128, spread out
    numpy "import subprocess, io
sys.path.insert(0, sys.argv[1])
import npystream
array, meta = next(npystream.read(open('features.npy', 'rb')))
got = np.load('saliency.npy').ravel()
for k in range(3, 128, 14):
    quotient = []
    for patch in array:
        side = []
        for h in (1e-2, -1e-2):
            moved = patch.copy()
            moved[k] += h
            out = io.BytesIO()
            npystream.write(out, moved[None].astype('f4'), **meta)
            table = subprocess.run(['predict', 'model.npy'], input=out.getvalue(), stdout=subprocess.PIPE,
                                   check=True).stdout
            side.append(float(table.decode().splitlines()[1].split('\t')[1]))
        quotient.append(abs(side[0] - side[1]) / 2e-2)
    assert abs(np.mean(quotient) - got[k]) < 0.02 + 0.05 * got[k], (k, np.mean(quotient), got[k])" \
        "$BATS_TEST_DIRNAME/../tools"
}

@test "the image keeps the metadata that all frames share" {
    fftcrop --patch 32 --crop 16x8 <frame.npy | meta specimen=cells photons=1 user=me >a.npy
    meta specimen=tissue photons=2 <a.npy >b.npy
    cat a.npy b.npy | saliency model.npy | meta --list specimen,photons,user,stack,crop,patches |
        tail -1 | cut -f3- >said
    [ "$(cat said)" = $'cells+tissue\t-\tme\t-\t16x8\t8' ]
}

@test "frames and foreign features are refused" {
    fails 1 'expected the 128 features' saliency model.npy <frame.npy
    fftcrop --patch 32 --crop 8x16 <frame.npy >other.npy
    fails 1 'crop=8x16' saliency model.npy <other.npy
}

@test "--profile is the image, averaged along the edges of the two circles" {
    fftcrop --patch 32 --crop 16x8 <stack.npy >features.npy
    saliency model.npy <features.npy >saliency.npy
    saliency --profile model.npy <features.npy >profile.tsv
    [ "$(head -1 profile.tsv)" = $'edge_na\tfeatures\tsaliency_um' ]
    numpy "image = np.load('saliency.npy').astype(float)
y, x = np.mgrid[-8:8, 0:8] * 0.53 / (32 * 0.325)
# under an LED at 0,0.4, which the grid of 64 pixels rounds
led = float(sys.argv[1])
beyond = [np.hypot(y - s * led, x) - 0.5 for s in (1, -1)]
edge = np.where(np.minimum(*beyond) < 0, -1, 1) * np.minimum(*np.abs(beyond))
ring = np.floor(edge / 0.02)
rows = np.loadtxt('profile.tsv', skiprows=1)
assert [round(r) for r in (rows[:, 0] / 0.02 - 0.5)] == sorted(set(ring.ravel().astype(int))), rows
for edge_na, features, value in rows:
    in_ring = image[ring == round(edge_na / 0.02 - 0.5)]
    assert len(in_ring) == features and abs(in_ring.mean() - value) <= 1e-4 * value, (edge_na, value)" \
        "$(meta --list led_na_y <saliency.npy | tail -1 | cut -f3)"
}

@test "unseen features have no saliency, and folded features have the same on both sides" {
    for seed in 1 2; do
        specimen cells --size 64x64 --density 8000 --seed $seed --focus 0 | illuminate --z -4:4:1 | camera |
            meta --ramp target_um=4,-1 | fftcrop --patch 32 --crop 16x8 --part folded
    done | fcfnn-train --layers 1 --width 4 --check-every 10 --max-steps 20 >folded.npy
    fftcrop --patch 32 --crop 16x8 --part folded <stack.npy | saliency folded.npy >saliency.npy
    numpy "image = np.load('saliency.npy')
with open('folded.npy', 'rb') as f:
    np.load(f)
    gain = np.load(f).reshape(8, 8)
assert image.shape == (16, 8) and (image[8:] > 0).any() and (gain == 0).any()
assert ((image[8:] == 0) | (gain > 0)).all()
assert (image[0] == 0).all() and (image[1:8] == image[:8:-1]).all()"
}
