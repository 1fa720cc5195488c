load helpers

# A stack of 9 frames 20x31 with all kinds of metadata, in stack.npy. The sides are not multiples of a tile.
stack() {
    for i in {0..8}; do
        seq $((i * 620)) 3 $((i * 620 + 1857)) | awk '{printf "%c%c", 1 + $1 % 96, 1 + $1 % 17}' |
            meta --raw 31x20:u2 stack=s7 z_um="$(awk "BEGIN {print $i * 0.7 - 2.8}")" \
                na=0.5 lambda_um=0.53 pixel_um=0.325 led_na_x=0.4 led_na_y=-0.1 unknown_key=x
    done >stack.npy
}

# frames CODE [ARG...]: Python with tifffile, and load(path): the frames of a stream, and their metadata.
frames() {
    "$PYTHON" -c 'import tifffile' 2>/dev/null || skip "no tifffile here"
    "$PYTHON" -W ignore -c "import sys, os, subprocess, numpy as np, tifffile, logging
logging.disable(50)
def load(path):
    out = []
    with open(path, 'rb') as f:
        while f.tell() < os.path.getsize(path): out.append(np.load(f))
    return out
def read(*args):
    with open('read.npy', 'wb') as f: subprocess.run(['tiff-read', *args], check=True, stdout=f)
    return load('read.npy')
def listed(key):
    rows = subprocess.run(['meta', '--list', key], check=True, stdin=open('read.npy'), stdout=subprocess.PIPE,
                          text=True)
    return [row.split('\t')[-1] for row in rows.stdout.splitlines()[1:]]
rng = np.random.default_rng(1)
$1" "${@:2}"
}

@test "tiff-read reproduces the input of tiff-write, byte by byte" {
    stack
    tiff-write a.tif <stack.npy
    tiff-read a.tif | cmp - stack.npy
    tail -c 105 stack.npy | meta --raw 7x5:u1 >odd.npy # three frames of an odd size, without metadata
    tiff-write odd.tif <odd.npy
    tiff-read odd.tif | cmp - odd.npy
    for i in 4 1 8; do
        head -c -$(((i - 1) * 1240)) stack.npy | tail -c 1240 | meta --raw 31x20:u2 z_um=$i stack=$i
    done >uneven.npy
    tiff-write --bigtiff b.tif <uneven.npy
    tiff-read b.tif | cmp - uneven.npy
    tiff-write a2.tif <stack.npy
    cmp a.tif a2.tif
}

@test "floats are written and read back unchanged" {
    numpy "for t in ('f4', 'u1'): np.save(t + '.npy', (np.random.default_rng(1).random((3, 9, 11)) * 255).astype(t))"
    for type in f4 u1; do
        tiff-write "$type.tif" <"$type.npy"
        tiff-read --meta stack=again "$type.tif" >again.npy
        numpy "f = open('again.npy', 'rb'); w = np.load(sys.argv[1])
for i in range(3): a = np.load(f); assert a.dtype == w.dtype and (a == w[i]).all()" "$type.npy"
    done
}

@test "types that ImageJ lacks become f4, unless that changes a value" {
    numpy "np.save('u4.npy', np.array([[[1, 2**31]]], 'u4')); np.save('f2.npy', np.array([[1.5, 2]], 'f2'))
np.save('f8.npy', np.array([[0.5, 3]])); np.save('bad.npy', np.array([[1, 2**24 + 1]], 'u4'))
np.save('fine.npy', np.array([[0.1]])); np.save('c8.npy', np.array([[0.1]], 'c8'))"
    for type in u4 f2 f8; do
        tiff-write "$type.tif" <"$type.npy"
        tiff-read "$type.tif" >again.npy
        numpy "a = np.load('again.npy'); w = np.load(sys.argv[1]); assert a.dtype == 'f4' and (a == w).all()" $type.npy
    done
    fails 1 "16777217.*cast f4" tiff-write x.tif <bad.npy
    fails 1 "frame 1 is 1x1 f8.*cast f4" tiff-write x.tif <fine.npy
    fails 1 "magnitude" tiff-write x.tif <c8.npy
    cat u4.npy f8.npy f2.npy >mixed.npy
    tiff-write mixed.tif <mixed.npy # all 1x2
    numpy "np.save('a.npy', np.zeros((2, 3), 'u2')); np.save('b.npy', np.zeros((3, 2), 'u2'))"
    cat a.npy b.npy >ab.npy
    fails 1 "frame 2 is 3x2 u2, the first is 2x3 u2" tiff-write x.tif <ab.npy
    [ ! -e x.tif ]
    [ -z "$(ls ./*.tmp 2>/dev/null)" ]
}

@test "tifffile reads the output of tiff-write as an ImageJ stack with its calibration" {
    stack
    for flag in "" --bigtiff; do
        tiff-write $flag a.tif <stack.npy
        tiff-write $flag --range -1,400 r.tif <stack.npy
        frames "t = tifffile.TiffFile('a.tif'); w = load('stack.npy')
assert t.is_imagej and t.is_bigtiff == (sys.argv[1] != '') and len(t.pages) == 9
m = t.imagej_metadata
assert m['images'] == m['slices'] == 9 and m['unit'] == 'micron' and abs(m['spacing'] - 0.7) < 1e-9, m
assert abs(m['zorigin'] - 4) < 1e-9 and m['min'] == min(a.min() for a in w) and m['max'] == max(a.max() for a in w)
n, d = t.pages[0].tags['XResolution'].value
assert d / n == 0.325 and t.pages[0].tags['XResolution'].value == t.pages[0].tags['YResolution'].value
assert t.pages[0].tags['ResolutionUnit'].value == 1
s = t.series[0]
assert s.shape == (9, 20, 31) and (s.asarray() == np.stack(w)).all() and s.dataoffset is not None
assert tifffile.TiffFile('r.tif').imagej_metadata['max'] == 400
assert not {'Software', 'DateTime'} & {tag.name for p in t.pages for tag in p.tags}" "$flag"
    done
}

# Frames of two stacks and two channels, 3 slices each, in hyper.npy, the channels last; and of one stack whose z falls,
# and whose z is uneven.
hyper() {
    stack
    for channel in led ring; do
        for name in a b; do
            take 0:3 <stack.npy | meta stack=$name channel=$channel --ramp z_um=-1,0.5
        done
    done >hyper.npy
    meta --ramp z_um=4,-0.5 <stack.npy >falling.npy
    { meta --ramp z_um=0,2 <stack.npy | take 0:2 && meta --ramp z_um=0,1 <stack.npy | take 5:9; } >uneven.npy
}

@test "stacks become times and channels channels of a hyperstack, with labels" {
    hyper
    for flag in "" --bigtiff; do
        for name in hyper falling uneven; do
            tiff-write $flag "$name.tif" <$name.npy
            tiff-read $name.tif | cmp - $name.npy
        done
        frames "t = tifffile.TiffFile('hyper.tif'); m = t.imagej_metadata; w = np.stack(load('hyper.npy'))
assert t.series[0].axes == 'TZCYX' and t.series[0].shape == (2, 3, 2, 20, 31), t.series[0]
assert (t.series[0].asarray() == w.reshape(2, 2, 3, 20, 31).transpose(1, 2, 0, 3, 4)).all()
assert m['Labels'][:2] == ['z_um=-1 stack=a channel=led', 'z_um=-1 stack=a channel=ring'], m
assert m['mode'] == 'composite' and m['spacing'] == 0.5 and m['zorigin'] == 2, m
m = tifffile.TiffFile('uneven.tif').imagej_metadata
assert 'spacing' not in m and m['zunit'] == 'slice' and m['slices'] == 6, sorted(m.items())"
    done
    take 0:4 <hyper.npy >odd.npy
    tiff-write odd.tif <odd.npy 2>stderr
    says "stacks differ in their number of frames" <stderr
    tiff-read odd.tif | cmp - odd.npy
}

@test "one directory for all frames, as beyond 4 GB" {
    hyper
    tiff-write --single one.tif <stack.npy
    tiff-read one.tif | cmp - stack.npy
    fails 1 "not in ImageJ's order.*--bigtiff" tiff-write --single hyper.tif <hyper.npy
    fails 2 "choose one" tiff-write --single --bigtiff a.tif <stack.npy
    tiff-write --single falling.tif <falling.npy 2>stderr
    says "ImageJ would lose z" <stderr
    tiff-read falling.tif | cmp - falling.npy
    frames "t = tifffile.TiffFile('one.tif')
assert len(t.pages) == 1 and t.series[0].shape == (9, 20, 31)
assert (t.series[0].asarray() == np.stack(load('stack.npy'))).all()"
    head -c -40 one.tif >cut.tif
    fails 1 "cut.tif" tiff-read cut.tif
}

@test "ImageJ opens what tiff-write writes, and what it saves is read" {
    jar=${IMAGEJ:-/usr/share/java/ij.jar}
    [ -e "$jar" ] || skip "no ImageJ here"
    command -v javac >/dev/null || skip "no Java compiler here"
    javac -d . -cp "$jar" "$BATS_TEST_DIRNAME/Resave.java"
    resave() { java -Djava.awt.headless=true -cp ".:$jar" Resave "$@"; }
    hyper
    tiff-write stack.tif <stack.npy
    resave stack.tif again.tif >said
    says '^c=1 z=9 t=1 pixel=0.325 micron depth=0.7 micron$' <said
    says '^z_um=-2.8 stack=s7\t' <said
    differ <(tiff-read again.tif | meta stack=x) <(meta --drop na --drop lambda_um --drop led_na_x --drop led_na_y \
        --drop unknown_key stack=x <stack.npy)
    tiff-write --single one.tif <stack.npy
    resave one.tif again.tif | says '^c=1 z=9 t=1 pixel=0.325 micron depth=0.7 micron$'
    tiff-write hyper.tif <hyper.npy
    resave hyper.tif again.tif | says '^c=2 z=3 t=2 pixel=0.325 micron depth=0.5 micron$'
    fails 1 "holds 2 channels" tiff-read again.tif
    tiff-read --channel ring again.tif | cmp - <(tiff-read --channel 2 again.tif)
    tiff-read --channel 2 again.tif | meta --list stack,z_um | sed 1d | cut -f3- | tr '\t\n' ' ,' |
        says '^again_t1 -1,again_t1 -0.5,again_t1 0,again_t2 -1,again_t2 -0.5,again_t2 0,$'
    for name in falling uneven; do
        tiff-write $name.tif <$name.npy
        resave $name.tif again.tif >said
        diff <(tiff-read again.tif | meta --list z_um) <(meta --list z_um <$name.npy)
    done
}

@test "every compression, byte order, strip and tile of libtiff-tools" {
    command -v tiffcp >/dev/null || skip "no tiffcp here"
    stack
    tiff-write a.tif <stack.npy
    for compression in none lzw lzw:2 zip zip:2 packbits zstd lzma; do
        for order in -L -B; do
            for layout in "-s -r 7" "-8 -s -r 1" "-8 -t -w 16 -l 16" "-t -w 64 -l 32"; do
                # shellcheck disable=SC2086
                tiffcp $order -c $compression $layout a.tif b.tif
                tiff-read b.tif | cmp - stack.npy
            done
        done
    done
}

@test "every type of sample, either byte order, plain and big" {
    frames "for order in '<>':
    for big in (False, True):
        for dtype in ('u1', 'u2', 'u4', 'i1', 'i2', 'i4', 'f2', 'f4', 'f8'):
            a = rng.integers(0, 256, (3, 5, 7 * np.dtype(dtype).itemsize), 'u1').view(dtype)
            a = rng.standard_normal(a.shape).astype(dtype) if dtype[0] == 'f' else a
            tifffile.imwrite('t.tif', a, byteorder=order, bigtiff=big, photometric='minisblack')
            got = read('t.tif')
            want = {'i1': 'f4', 'i2': 'f4', 'i4': 'f8'}.get(dtype, dtype)
            assert len(got) == 3, (order, big, dtype)
            assert all(g.dtype == want and (g == w).all() for g, w in zip(got, a)), (order, big, dtype)
            assert listed('stack') == ['t'] * 3 and listed('z_um') == ['-'] * 3"
}

@test "the floating-point predictor, of TIFF technical note 3" {
    frames "import struct, zlib
a = rng.standard_normal((20, 31)).astype('f4')
planes = np.ascontiguousarray(a.astype('>f4').view('u1').reshape(20, 31, 4).transpose(0, 2, 1)).reshape(20, -1)
data = zlib.compress(np.diff(planes, axis=1, prepend=np.zeros((20, 1), 'u1')).tobytes())
for order, mark in (('<', b'II'), ('>', b'MM')):
    tags = [(256, 31), (257, 20), (258, 32), (259, 8), (262, 1), (273, 158), (277, 1), (278, 20), (279, len(data)),
        (317, 3), (339, 3)]
    entries = b''.join(struct.pack(order + 'HHII', tag, 4, 1, value) for tag, value in tags)
    head = mark + struct.pack(order + 'HIH', 42, 8, len(tags)) + entries
    open('p.tif', 'wb').write(head.ljust(158, b'\\0') + data)
    assert (read('p.tif')[0] == a).all(), order"
}

@test "ImageJ hyperstacks: channels, slices, frames, spacing" {
    frames "a = rng.integers(0, 9999, (2, 3, 4, 6, 5), 'u2') # t z c y x
tifffile.imwrite('h.tif', a, imagej=True, resolution=(1/0.325, 1/0.325),
    metadata={'axes': 'TZCYX', 'spacing': 0.7, 'unit': '\\\\u00B5m'})
got = read('--channel', '3', 'h.tif')
assert len(got) == 6 and all((got[3 * t + z] == a[t, z, 2]).all() for t in range(2) for z in range(3))
assert listed('z_um') == ['0', '0.7', '1.4'] * 2 and listed('pixel_um') == ['0.325'] * 6
assert listed('stack') == ['h_t1'] * 3 + ['h_t2'] * 3
tifffile.imwrite('oblong.tif', a[0, :, 0], imagej=True, resolution=(1/0.325, 1/0.65),
    metadata={'axes': 'ZYX', 'unit': 'um'})
read('oblong.tif')
assert listed('pixel_um') == ['-'] * 3
read('--channel', '1', '--z', '-3', '--dz', '2', '--pixel', '0.5', 'h.tif')
assert listed('z_um') == ['-3', '-1', '1'] * 2 and listed('pixel_um') == ['0.5'] * 6
read('--channel', '1', '--z', '-3', 'h.tif')
assert listed('z_um') == ['-3', '-2.3', '-1.6'] * 2
for unit, um in (('nm', '0.001'), ('micron', '1'), ('um', '1'), ('mm', '1000')):
    tifffile.imwrite('u.tif', a[0, :, 0], imagej=True, resolution=(1, 1), metadata={'axes': 'ZYX', 'unit': unit})
    read('u.tif')
    assert listed('pixel_um') == [um] * 3 and listed('z_um')[1] == um, unit # a spacing of 1 is left out
tifffile.imwrite('u.tif', a[0, :, 0], imagej=True, resolution=(96, 96), metadata={'axes': 'ZYX', 'unit': 'pixel'})
read('u.tif')
assert listed('pixel_um') == listed('z_um') == ['-'] * 3"
    fails 1 "h.tif holds 4 channels.*--channel 1" tiff-read h.tif
    fails 1 "h.tif holds none of the selected pages in channel 5" tiff-read --channel 5 h.tif
}

@test "one directory followed by all the images, as ImageJ writes beyond 4 GB" {
    frames "for order in '<>':
    for dtype in ('u1', 'u2', 'f4'):
        a = (rng.random((4, 6, 5)) * 255).astype(dtype)
        tifffile.imwrite('v.tif', a, imagej=True, byteorder=order, truncate=True, metadata={'axes': 'ZYX'})
        got = read('v.tif')
        assert len(got) == 4 and all((g == w).all() and g.dtype == dtype for g, w in zip(got, a))
        assert len(read('--pages', '2:4:2', 'v.tif')) == 2
        data = open('v.tif', 'rb').read()
        open('cut.tif', 'wb').write(data[:-1])" # the last image lacks a byte
    fails 1 "holds 1 pages, but its description says 1x4x1" tiff-read cut.tif
}

@test "OME-XML: sizes, units, order of the axes" {
    frames "a = rng.integers(0, 9999, (2, 3, 6, 5), 'u2')
for axes, channel in (('CZYX', lambda c, z: a[c, z]), ('ZCYX', lambda c, z: a.reshape(3, 2, 6, 5)[z, c])):
    tifffile.imwrite('o.ome.tif', a if axes == 'CZYX' else a.reshape(3, 2, 6, 5), metadata={'axes': axes,
        'PhysicalSizeX': 108.3, 'PhysicalSizeXUnit': 'nm', 'PhysicalSizeY': 108.3, 'PhysicalSizeYUnit': 'nm',
        'PhysicalSizeZ': 0.25, 'PhysicalSizeZUnit': 'µm'})
    got = read('--channel', '2', 'o.ome.tif')
    assert len(got) == 3 and all((got[z] == channel(1, z)).all() for z in range(3)), axes
    assert listed('z_um') == ['0', '0.25', '0.5']
    assert listed('pixel_um') == ['0.1083'] * 3 and listed('stack') == ['o'] * 3
xml = tifffile.TiffFile('o.ome.tif').ome_metadata
tifffile.imwrite('part.tif', a[0], description=xml.encode(), metadata=None, photometric='minisblack')
read('--axis', 'z=page', 'part.tif')
assert listed('z_um') == ['-'] * 3 and listed('pixel_um') == ['0.1083'] * 3"
    fails 1 "part.tif holds 3 pages, but its description says 2x3x1.*--axis z=page" tiff-read part.tif
}

@test "the JSON of Micro-Manager gives z, pixel, exposure and channel page by page" {
    frames "import json
with tifffile.TiffWriter('m.tif') as t:
    for i, (z, c) in enumerate([(0, 0), (0, 1), (1, 0), (1, 1)]):
        said = json.dumps({'ChannelIndex': c, 'SliceIndex': z, 'FrameIndex': 0, 'ZPositionUm': 10.5 - z * 1.25,
            'PixelSizeUm': 0.65, 'Exposure-ms': 12.0, 'Other': {'ZPosition': 3}})
        t.write(np.full((4, 5), i, 'u2'), metadata=None, extratags=[(51123, 's', 0, said, True)])
got = read('--channel', '2', 'm.tif')
assert [g[0, 0] for g in got] == [1, 3] and listed('z_um') == ['10.5', '9.25']
assert listed('pixel_um') == ['0.65'] * 2 and listed('exposure_ms') == ['12'] * 2"
    fails 1 "m.tif holds 2 channels.*choose one with: --channel 1" tiff-read m.tif
    fails 1 "none of the selected pages in channel 3" tiff-read --channel 3 m.tif
}

@test "a folder is a stack of planes in the order of the numbers" {
    stack
    mkdir planes
    for i in 1 2 9 10 11; do
        head -c 40 stack.npy | tail -c 20 | meta --raw 5x4:u1 n=$i | tiff-write "planes/z$i.tif"
    done
    echo no image >planes/notes.txt
    frames "for i in (1, 2, 9, 10, 11): tifffile.imwrite(f'planes/z{i}.tif', np.full((4, 5), i, 'u1'))
got = read('planes', '--z', '-1', '--dz', '0.5')
assert [g[0, 0] for g in got] == [1, 2, 9, 10, 11]
assert listed('z_um') == ['-1', '-0.5', '0', '0.5', '1'] and listed('stack') == ['planes'] * 5
read('planes/z2.tif')
assert listed('stack') == ['z2'] and listed('z_um') == ['-']
read('planes/z2.tif', '--z', '4.5')
assert listed('z_um') == ['4.5']
tifffile.imwrite('two.tif', np.zeros((2, 4, 5), 'u1'), photometric='minisblack')
read('two.tif', 'two.tif', '--dz', '3')
assert listed('z_um') == ['0', '3', '0', '3'] and listed('stack') == ['two'] * 4
read('two.tif', '--z', '7')
assert listed('z_um') == ['7', '7']"
    mkdir empty
    fails 1 "empty holds no" tiff-read empty
}

@test "pages are counted from 1, and must exist" {
    stack
    tiff-write a.tif <stack.npy
    [ "$(tiff-read --pages 2:8:3 a.tif | meta --list z_um | cut -f3 | paste -sd,)" = z_um,-2.1,0,2.1 ]
    [ "$(tiff-read --pages 9 a.tif | meta --list z_um | cut -f3 | paste -sd,)" = z_um,2.8 ]
    fails 1 "holds 9 pages, --pages asks for 10" tiff-read --pages 3:10 a.tif
    fails 2 "whole numbers" tiff-read --pages 0:3 a.tif
    fails 2 "whole numbers" tiff-read --pages 1.5 a.tif
}

@test "--channel selects a sample of colour images, planar or not" {
    frames "a = rng.integers(0, 255, (20, 33, 3), 'u2')
for tile in (None, (16, 16)):
    tifffile.imwrite('rgb.tif', a, photometric='rgb', tile=tile)
    assert all((read('--channel', str(c + 1), 'rgb.tif')[0] == a[:, :, c]).all() for c in range(3))
    tifffile.imwrite('sep.tif', a.transpose(2, 0, 1), photometric='rgb', planarconfig='separate', tile=tile,
                     rowsperstrip=7)
    assert all((read('--channel', str(c + 1), 'sep.tif')[0] == a[:, :, c]).all() for c in range(3)), tile"
    fails 1 "3 samples per pixel.*--channel 1" tiff-read rgb.tif
    fails 1 "3 samples per pixel.*asks for 4" tiff-read --channel 4 rgb.tif
}

@test "images in which 0 is white are inverted, thumbnails are skipped" {
    frames "a = rng.integers(0, 65536, (4, 5), 'u2')
tifffile.imwrite('w.tif', a, photometric='miniswhite')
assert (read('w.tif')[0] == 65535 - a).all()
with tifffile.TiffWriter('thumb.tif') as t:
    t.write(a[:2], subfiletype=1)
    t.write(a)
    t.write(a[:2], subfiletype=1)
got = read('thumb.tif')
assert len(got) == 1 and (got[0] == a).all()"
}

@test "unsupported kinds of images are refused by name" {
    frames "tifffile.imwrite('bit.tif', np.zeros((8, 8), bool))
tifffile.imwrite('complex.tif', np.zeros((8, 8), 'c8'))
tifffile.imwrite('palette.tif', np.zeros((8, 8), 'u1'), photometric='palette', colormap=np.zeros((3, 256), 'u2'))
tifffile.imwrite('long.tif', np.zeros((8, 8), 'u8'))
tifffile.imwrite('scheme.tif', np.zeros((8, 8), 'u1'))
d = bytearray(open('scheme.tif', 'rb').read())
o = tifffile.TiffFile('scheme.tif').pages[0].tags['Compression'].valueoffset
d[o:o + 2] = (33003).to_bytes(2, 'little'); open('scheme.tif', 'wb').write(d)"
    fails 1 "bit.tif: page 1 has 1-bit unsigned samples, expected" tiff-read bit.tif
    fails 1 "64-bit complex" tiff-read complex.tif
    fails 1 "palette" tiff-read palette.tif
    fails 1 "64-bit unsigned" tiff-read long.tif
    fails 1 "scheme 33003" tiff-read scheme.tif
}

@test "a truncated TIFF is never read as a complete one" {
    stack
    tiff-write a.tif <stack.npy
    tiff-write --bigtiff b.tif <stack.npy
    frames "a = np.stack(load('stack.npy'))
tifffile.imwrite('c.tif', a, metadata={'axes': 'ZYX'}, photometric='minisblack')"
    if command -v tiffcp >/dev/null; then
        tiffcp -c lzw -r 7 a.tif d.tif
        tiffcp -c zip -t -w 16 -l 16 a.tif e.tif
    fi
    for whole in ?.tif; do
        tiff-read --meta stack=x "$whole" >want
        size=$(stat -c %s "$whole")
        for cut in 0 1 4 7 8 9 15 16 17 $(seq 40 $((size / 13)) "$size") $(seq $((size - 25)) 3 $((size - 1))); do
            head -c "$cut" "$whole" >cut.tif
            if tiff-read --meta stack=x cut.tif >got 2>stderr; then
                cmp want got || { echo "$whole cut to $cut passes"; return 1; }
            else
                [[ $(cat stderr) == "tiff-read: cut.tif"*([!$'\n']) ]] || { echo "$whole cut to $cut"; return 1; }
            fi
        done
    done
}

@test "corrupted bytes in a TIFF give an error or frames, never a crash" {
    stack
    tiff-write a.tif <stack.npy
    frames "data = open('a.tif', 'rb').read()
start = int.from_bytes(data[4:8], 'little')
for i in range(150):
    d = bytearray(data)
    for at in rng.integers(start, len(d), 3): d[at] = rng.integers(256)
    open('noise.tif', 'wb').write(d)
    run = subprocess.run(['tiff-read', 'noise.tif'], capture_output=True)
    assert (run.returncode, run.stderr.count(b'\n')) in ((0, 0), (0, 1), (1, 1)), (i, run.returncode, run.stderr)"
}

@test "files that cannot be read or written" {
    stack
    fails 1 "none.tif: No such file" tiff-read none.tif
    fails 1 "stack.npy is not a complete TIFF" tiff-read stack.npy
    fails 2 "FILE... is missing" tiff-read
    : >empty.tif
    fails 1 "empty.tif is not a complete TIFF" tiff-read empty.tif
    mkfifo pipe.tif
    (: >pipe.tif) &
    fails 1 "not a regular file" tiff-read pipe.tif
    kill $! 2>/dev/null || true # it waits where tiff-read does not open the pipe
    wait
    tiff-write a.tif <stack.npy
    tiff_to_full() { tiff-read a.tif >/dev/full; }
    fails 1 "stdout: No space" tiff_to_full
    fails 1 "full: No space" tiff-write /dev/full <stack.npy
    fails 1 "nowhere/a.tif: No such file" tiff-write nowhere/a.tif <stack.npy
    fails 2 "LOW,HIGH" tiff-write --range 4,3 a.tif <stack.npy
    fails 2 "'-'" tiff-write - <stack.npy
    head -c 3000 stack.npy >short.npy
    echo old >kept.tif
    fails 1 "ends after" tiff-write kept.tif <short.npy
    [ "$(cat kept.tif)" = old ]
    [ -z "$(ls ./*.tmp 2>/dev/null)" ]
}

@test "every real file, value by value" {
    real .
    frames "
def lzw(data): # TIFF 6.0, section 13
    out, table, width, bits, have, last = bytearray(), [], 9, 0, 0, None
    for byte in data:
        bits, have = bits << 8 | byte, have + 8
        while have >= width:
            have -= width
            code, bits = bits >> have, bits & (1 << have) - 1
            if code == 257: return bytes(out)
            if code == 256:
                table, width, last = [bytes([i]) for i in range(256)] + [b'', b''], 9, None
                continue
            word = table[code] if code < len(table) else last + last[:1]
            out += word
            if last is not None: table.append(last + word[:1])
            last = word
            width = 9 + sum(len(table) >= n for n in (511, 1023, 2047))
    return bytes(out)
def pages(path):
    for p in tifffile.TiffFile(path).pages:
        if p.compression != 5:
            yield p.asarray()
            continue
        data = open(path, 'rb').read()
        a = b''.join(lzw(data[o:o + n]) for o, n in zip(p.dataoffsets, p.databytecounts))
        a = np.frombuffer(a, p.parent.byteorder + p.dtype.char).reshape(p.shape)
        yield a if p.predictor == 1 else np.cumsum(a, 1, a.dtype)
count = 0
for folder, _, names in os.walk(sys.argv[1]):
    for name in sorted(names):
        path = os.path.join(folder, name)
        if not name.endswith('.tif'): continue
        got, want = read(path), list(pages(path))
        assert len(got) == len(want) and len(got) > 0, path
        for g, w in zip(got, want):
            assert g.shape == w.shape and g.dtype == w.dtype.newbyteorder('<') and (g == w).all(), path
        count += 1
assert count > 100, count" "$real"
}
