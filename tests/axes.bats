load helpers

# Small data sets as microscopes' programs write them, read and compared with the truth: tests/axes.py.
axes() {
    numpy "sys.path.insert(0, sys.argv[1])
from axes import *
def read(*args):
    status, message, frames = tiff_read(*args)
    assert status == 0, message
    return [what for what, _ in frames], [meta for _, meta in frames], message
def z(metas): return [float(m['z_um']) if 'z_um' in m else None for m in metas]
def refused(pattern, *args):
    import re
    status, message, frames = tiff_read(*args)
    assert status == 1 and not frames and message.count('\\n') == 1 and re.search(pattern, message), (status, message)
$1" "$BATS_TEST_DIRNAME" "${@:2}"
}

# One of the inputs that were once read wrongly, or skips the test.
case_of() {
    cases=${REAL_DATA%/*}/cases/$1
    [ -d "$cases" ] || skip "no such cases here: $1"
}

# near WANTED WITHIN PLANES: the table of sharpness on stdin has one stack with that focus.
near() {
    awk -F'\t' -v want="$1" -v within="$2" -v planes="$3" '
        NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
        { d = $column["focus_um"] - want; if (d < 0) d = -d
          if (NR > 2 || d > within || $column["planes"] != planes) { print "not " want ": " $0; bad = 1 } }
        END { exit bad || NR != 2 }'
}

@test "200 random data sets: no writer, order, sign, unit or number of files gives a wrong stack" {
    axes "wrong = [(what, why) for what, why in map(one, range(200)) if why]
for what, why in wrong: print(what, why)
assert not wrong"
}

@test "names that contradict the record, and records that contradict each other, are warnings" {
    axes "s = Scan(z=5)
page = lambda q: {51123: json.dumps(mm_page(s, q))}
fill('turned', {f'a_z{4 - z}': (0, z, 0, 0) for z in range(5)}, tags=page)
whats, metas, message = read('turned')
assert [w['z'] for w in whats] == list(range(5)) and z(metas) == s.z_um, metas
assert 'metadata and its file names differ about z; taken: Micro-Manager metadata' in message, message
at = [0, 3, 1, 2]
xml = lambda q: {270: '<MetaData><prop id=\"z-position\" type=\"float\" value=\"%d\"/></MetaData>' % at[q['z']]}
fill('jumps', {f'a_z{z}': (0, z, 0, 0) for z in range(4)}, tags=xml)
whats, metas, message = read('jumps')
assert z(metas) == at and 'numbers in their names differ about z; taken: the positions' in message, message
s = Scan(c=2, z=3)
stack('order.tif', [(c, z, 0, 0) for c in range(2) for z in range(3)], imagej_text(s), page)
whats, metas, message = read('--channel', '2', 'order.tif')
assert [w['c'] for w in whats] == [1] * 3 and z(metas) == s.z_um
assert 'ImageJ description differ about channel' in message, message
same = lambda q: {51123: json.dumps({'ChannelIndex': 0, 'SliceIndex': 0, 'FrameIndex': 0})}
stack('same.tif', [(c, z, 0, 0) for z in range(3) for c in range(2)], imagej_text(s), same)
refused('holds 2 channels', 'same.tif')
whats, metas, message = read('--channel', '2', 'same.tif')
assert [w['c'] for w in whats] == [1] * 3 and 'where it does not change, taken: ImageJ description' in message, message
stack('blank.tif', [(0, z, 0, 0) for z in range(4)], None, same)
refused('page 1 of blank.tif and page 2.*--axis z=page', 'blank.tif')
assert z(read('--axis', 'z=page', '--dz', '2', 'blank.tif')[1]) == [0, 2, 4, 6]
text = ome_text(s, [('o.ome.tif', s.planes())], True, 'µm').replace('PhysicalSizeZ=\"0.5\"', 'PhysicalSizeZ=\"3\"')
stack('o.ome.tif', [(q['c'], q['z'], 0, 0) for q in s.planes()], text)
whats, metas, message = read('--channel', 'FITC', 'o.ome.tif')
assert z(metas) == s.z_um and '0.5 um apart, but it says that the step is 3 um' in message, message"
}

@test "what no record tells apart is refused, and the advice works" {
    axes "fill('words', {f'run{a}_step{b}': (0, b, 0, a) for a in range(2) for b in range(4)})
refused('--axis position=run --axis z=step', 'words')
whats, metas, message = read('--axis', 'position=run', '--axis', 'z=step', '--dz', '2', 'words')
assert z(metas) == [0, 2, 4, 6] * 2 and [m['stack'] for m in metas] == ['words_p1'] * 4 + ['words_p2'] * 4
fill('wells', {f'{w}_z{i}': (0, i, 0, k) for k, w in enumerate(('A01', 'B02')) for i in range(3)})
refused('--axis position=number1', 'wells')
metas = read('--axis', 'position=number1', '--dz', '2', 'wells')[1]
assert [m['stack'] for m in metas] == ['wells_p1'] * 3 + ['wells_p2'] * 3 and z(metas) == [0, 2, 4] * 2
s = Scan(z=4, t=2)
stack('cut.tif', [(0, i % 4, i // 4, 0) for i in range(6)], imagej_text(s))
refused('6 pages, but its description says 1x4x2.*--pages 1:6; ', 'cut.tif')
metas = read('--pages', '1:6', 'cut.tif')[1]
assert [m['stack'] for m in metas] == ['cut_t1'] * 4 + ['cut_t2'] * 2 and z(metas) == [0, 0.5, 1, 1.5, 0, 0.5]
refused(\"nothing there is called 'foo'\", '--axis', 'z=foo', 'words')
shape = json.dumps({'shape': [2, 3, H, W]})
stack('shape.tif', [(c, z, 0, 0) for c in range(2) for z in range(3)], shape)
refused('--axis position=axis1 --axis z=axis2', 'shape.tif')
whats, metas, message = read('--axis', 'channel=axis1', '--axis', 'z=axis2', '--channel', '2', 'shape.tif')
assert [(w['c'], w['z']) for w in whats] == [(1, 0), (1, 1), (1, 2)]
fill('p', {f'p{i}': (0, i, 0, 0) for i in range(3)})
refused('3 positions of one plane each.*--axis z=position', '--dz', '1', 'p')
assert z(read('--dz', '1', '--axis', 'z=position', 'p')[1]) == [0, 1, 2]
refused('none of the selected pages in channel GFP; it has the channels 1', '--channel', 'GFP', 'p')
s = Scan(z=4)
still = lambda q: {51123: json.dumps(mm_page(s, q, False))}
stack('still.tif', [(0, z, 0, 0) for z in range(4)], None, still)
refused('all 4 planes of a stack claim to be at z_um=0; say their step with: --dz UM', 'still.tif')
assert z(read('--dz', '3', 'still.tif')[1]) == [0, 3, 6, 9]"
    fails 2 "is not AXIS=WORD" tiff-read --axis q=z p
}

@test "OME-XML that is damaged is refused, unless each page speaks for itself" {
    axes "s = Scan(c=2, z=3)
text = ome_text(s, [('o.ome.tif', s.planes())], True, 'µm')[:-40]
places = [(q['c'], q['z'], 0, 0) for q in s.planes()]
stack('o.ome.tif', places, text)
refused('OME-XML is damaged in line 1', 'o.ome.tif')
stack('a_MMStack.ome.tif', places, text, lambda q: {51123: json.dumps(mm_page(s, q))})
assert z(read('--channel', 'FITC', 'a_MMStack.ome.tif')[1]) == s.z_um"
}

@test "where the stage was sent, and where it was" {
    axes "def at(intended, actual):
    page = lambda q: {51123: json.dumps({'Axes': {'z': q['z']}, 'ZPosition_um_Intended': intended[q['z']],
                                         'ZPositionUm': actual[q['z']]})}
    stack('z.tif', [(0, i, 0, 0) for i in range(4)], None, page)
    whats, metas, message = read('z.tif')
    return z(metas), message
assert at([0, 1, 2, 3], [5.01, 6, 7.02, 8]) == ([0, 1, 2, 3], '')
assert at([0, 1, 2, 3], [5, 5, 5, 5]) == ([0, 1, 2, 3], '')
assert at([4, 4, 4, 4], [0, 1, 2, 3]) == ([0, 1, 2, 3], '')
got, message = at([0, 1, 2, 3], [0, 1, 1, 2])
assert got == [0, 1, 2, 3] and 'taken: where it was sent' in message, message"
}

@test "names: plain numbers, missing planes, channels beside them, folders" {
    axes "fill('plain', {f'{n}': (0, i, 0, 0) for i, n in enumerate((1, 2, 10, 11))})
files = sorted(os.path.join('plain', name) for name in os.listdir('plain'))
assert [w['z'] for w in read('--dz', '1', *files)[0]] == [0, 1, 2, 3]
fill('gap', {f'a_z{n:03}': (0, n, 0, 0) for n in (0, 1, 3, 4)})
whats, metas, message = read('--dz', '2', 'gap')
assert z(metas) == [0, 2, 6, 8] and 'planes are missing' in message, message
fill('signed', {f'z{n}': (0, n + 2, 0, 0) for n in (-2, -1, 0, 1)})
assert [w['z'] for w in read('--dz', '1', 'signed')[0]] == [0, 1, 2, 3]
fill('img', {f'img{a}_{c}': (i, a, 0, 0) for a in range(4) for i, c in enumerate(('DAPI', 'FITC'))})
refused('holds 2 channels', 'img')
whats, metas, message = read('--dz', '1', '--channel', 'FITC', 'img')
assert [w['z'] for w in whats] == [0, 1, 2, 3] and {w['c'] for w in whats} == {1}
fill('ends', {f'a{n}_z{i:02}_x': (c, i, 0, 0) for c, n in enumerate(('GFP', 'RFP')) for i in range(3)})
assert {w['c'] for w in read('--channel', 'arfp', 'ends')[0]} == {1}
fill('C', {f'a_C{c:02}_z{i}': (c, i, 0, 0) for c in range(2) for i in range(3)})
assert {w['c'] for w in read('--channel', 'C01', 'C')[0]} == {1}
fill('f0', {f'z{i}': (0, i, 0, 0) for i in range(3)})
fill('f1', {f'z{i}': (0, i, 0, 1) for i in range(3)})
whats, metas, message = read('--dz', '1', 'f0', 'f1')
assert [m['stack'] for m in metas] == ['f0'] * 3 + ['f1'] * 3 and z(metas) == [0, 1, 2] * 2
fill('text', {name: (0, i, 0, 0) for i, name in enumerate(('bottom', 'middle', 'top'))})
assert z(read('--dz', '1', 'text')[1]) == [0, 1, 2]
os.makedirs('many')
for c in range(2): stack(f'many/x_ch0{c}.tif', [(c, i, 0, 0) for i in range(3)])
assert [m['stack'] for m in read('many')[1]] == ['x_ch00'] * 3 + ['x_ch01'] * 3
assert [w['c'] for w in read('--channel', 'ch01', 'many')[0]] == [1] * 3
s = Scan(c=2, z=1)
os.makedirs('mixed')
for i in range(3): stack(f'mixed/x_z{i}.tif', [(0, i, 0, 0), (1, i, 0, 0)], imagej_text(s))
whats, metas, message = read('--channel', '2', '--dz', '1', 'mixed')
assert [(w['c'], w['z']) for w in whats] == [(1, 0), (1, 1), (1, 2)] and z(metas) == [0, 1, 2]"
}

@test "times and positions complete the name of a stack, also one that is given" {
    axes "s = Scan(z=3, t=2, p=2)
stack('a_MMStack.ome.tif', [(0, z, t, p) for t in range(2) for p in range(2) for z in range(3)], None,
      lambda q: {51123: json.dumps(mm_page(s, q))})
whats, metas, message = read('--meta', 'stack=mine', '--meta', 'na=0.5', 'a_MMStack.ome.tif')
names = [m['stack'] for m in metas]
assert names == [f'mine_p{p}_t{t}' for t in (1, 2) for p in (1, 2) for _ in range(3)], names
assert all(m['na'] == '0.5' and m['channel'] == 'DAPI' for m in metas)"
}

@test "units and calibrations that are none" {
    axes "s = Scan(z=3)
for unit, um, said in (('angstrom', 1e-4, ''),
                       ('furlong', None, \"unit 'furlong' is not a known length.*--pixel and --dz\"),
                       ('pixel', None, ''), ('\\\\u00C2\\\\u00B5m', 1, '')):
    text = imagej_text(s).replace('unit=um', 'unit=' + unit)
    stack('u.tif', [(0, i, 0, 0) for i in range(3)], text, lambda q: {282: per_unit(2, 1), 283: per_unit(2, 1)})
    whats, metas, message = read('u.tif')
    import re
    assert re.search(said or '^$', message), message
    got = [m.get('pixel_um') for m in metas]
    assert got == [f'{2 * um:.7g}' if um else None] * 3 and z(metas)[1] == (0.5 * um if um else None), (unit, metas)"
}

@test "packed samples of 10, 12 and 14 bits" {
    numpy "import struct
rng = np.random.default_rng(1)
for bits in (10, 12, 14):
    a = rng.integers(0, 1 << bits, (5, 7))
    rows = [''.join(format(v, f'0{bits}b') for v in row) for row in a]
    data = b''.join(int(row.ljust(-(-len(row) // 8) * 8, '0'), 2).to_bytes(-(-len(row) // 8), 'big') for row in rows)
    tags = [(256, 7), (257, 5), (258, bits), (259, 1), (262, 1), (273, 8), (277, 1), (278, 5), (279, len(data))]
    head = b'II*\\0' + struct.pack('<I', 8 + len(data) + len(data) % 2) + data + bytes(len(data) % 2)
    entries = b''.join(struct.pack('<HHII', tag, 4 if tag != 258 else 3, 1, value) for tag, value in tags)
    open(f'{bits}.tif', 'wb').write(head + struct.pack('<H', len(tags)) + entries + bytes(4))
    np.save(f'{bits}.npy', a.astype('u2'))"
    for bits in 10 12 14; do
        differ <(tiff-read $bits.tif | meta --drop stack) $bits.npy
    done
}

@test "a folder with two channels, by its names" {
    case_of folder-two-channels
    fails 1 "holds 2 channels.*--channel 1" tiff-read "$cases"
    tiff-read --channel 1 --dz 1.5 "$cases" | sharpness | near 3 0.3 7
    tiff-read --channel channel000 --dz 1.5 "$cases" | sharpness | near 3 0.3 7
}

@test "a resolution in inches is not a calibration" {
    case_of imagej-dpi
    tiff-read "$cases/unit_inch.tif" 2>stderr | meta --list z_um,pixel_um >table
    says "resolution of a screen.*--pixel and --dz" <stderr
    [ "$(cut -f3,4 table | sed 1d | sort -u)" = $'-\t-' ]
}

@test "ImageJ's order" {
    case_of imagej-order-zct
    tiff-read --channel 1 "$cases/order_zct.tif" >1.npy
    tiff-read --channel 1 "$cases/../tifffile-axes/czyx.tif" >other.npy
    differ <(meta --drop z_um --drop pixel_um stack=x <1.npy) <(meta stack=x <other.npy)
    sharpness <1.npy | near 1 0.1 7
}

@test "a MetaMorph stack, also in a folder" {
    case_of metamorph-stk
    [ "$(tiff-read "$cases/stack.stk" | meta --list z_um | sed 1d | cut -f3 | paste -sd,)" = 0,2,4,6,8,10,12 ]
    tiff-read "$cases/stack.stk" | sharpness | near 4 0.4 7
    mkdir folder
    cp "$cases/stack.stk" folder/a.stk
    cp "$cases/stack.stk" folder/b.stk
    tiff-read folder | take --where stack=b | sharpness | near 4 0.4 7
}

@test "a sequenced z that does not move" {
    case_of micromanager-sequenced-z
    tiff-read "$cases/MMStack_Pos0.tif" 2>stderr | sharpness | near 116 0.4 7
    says "claim to be at z_um=112.*steps of 2" <stderr
    tiff-read --dz 2 "$cases/MMStack_Pos0.tif" | sharpness | near 116 0.4 7
}

@test "NDTiff with two channels" {
    case_of ndtiff-two-channels
    fails 1 "holds 2 channels" tiff-read "$cases/NDTiffStack.tif"
    tiff-read --channel 1 "$cases/NDTiffStack.tif" >1.npy
    meta --list z_um,pixel_um,exposure_ms <1.npy | sed -n 2p | says "\t-4.5\t0.65\t20"
    sharpness <1.npy | near -1.5 0.3 7
    tiff-read --channel BF "$cases/NDTiffStack.tif" | cmp - 1.npy
}

@test "OME in two files, together and apart, and without its companion" {
    case_of ome-split-in-two
    fails 1 "holds 2 channels" tiff-read "$cases/s.ome.tif" "$cases/s_1.ome.tif"
    tiff-read --channel 1 "$cases/s.ome.tif" "$cases/s_1.ome.tif" >both.npy
    [ "$(meta --list z_um <both.npy | sed 1d | cut -f3 | paste -sd,)" = 0,1.5,3,4.5,6,7.5,9 ]
    sharpness <both.npy | near 3 0.3 7
    [ "$(tiff-read --channel 1 "$cases/s_1.ome.tif" | meta --list z_um | sed 1d | cut -f3 | paste -sd,)" = 6,7.5,9 ]
    [ "$(tiff-read --channel 1 --pages 1:4 "$cases/s.ome.tif" | meta --list z_um | wc -l)" = 3 ]
    fails 1 "set.companion.ome, which is not beside it" tiff-read "$cases/binaryonly.ome.tif"
}

@test "the order of TiffData" {
    case_of ome-tiffdata-order
    tiff-read "$cases/reversed.ome.tif" | meta --list z_um | sed 1d | cut -f3 | paste -sd, |
        says '^9,7.5,6,4.5,3,1.5,0$'
    tiff-read "$cases/reversed.ome.tif" | sharpness | near 3 0.3 7
    tiff-read --channel 1 "$cases/channels.ome.tif" | sharpness | near 3 0.3 7
    tiff-read --channel 2 "$cases/channels.ome.tif" | sharpness | near 7.5 0.6 7
}

@test "planes in the order of the shell" {
    case_of planes-in-shell-order
    tiff-read --dz 1 "$cases"/z*.tif | sharpness | near 4 0.2 12
    tiff-read --dz 1 "$cases" | cmp - <(tiff-read --dz 1 "$cases"/z*.tif)
}

@test "tifffile's axes" {
    case_of tifffile-axes
    fails 1 "holds 2 channels" tiff-read "$cases/czyx.tif"
    tiff-read --channel 1 --dz 0.5 "$cases/czyx.tif" | sharpness | near 1 0.1 7
}

@test "a z that was saved as time" {
    case_of z-saved-as-time
    fails 1 "7 times of one plane each.*--axis z=time" tiff-read --dz 0.5 "$cases/z_as_t.tif"
    tiff-read --dz 0.5 --axis z=time "$cases/z_as_t.tif" | sharpness | near 1 0.1 7
}

@test "a saved stack without z, by the command that the message names" {
    case_of npy-stack-without-z
    fails 1 "set it with: meta --ramp z_um=START,STEP" sharpness <"$cases/stack.npy"
    meta --ramp z_um=0,0.5 <"$cases/stack.npy" | sharpness | near 1 0.1 7
}

@test "a list says what would be read, without reading it, and one of its stacks can be read alone" {
    axes "s = Scan(c=2, z=3, p=2)
os.makedirs('n')
write['ndtiff'](s, 'n', random.Random(4))
rows = subprocess.run(['tiff-read', '--list', 'n'], capture_output=True, text=True, check=True).stdout.split('\\n')[:-1]
assert rows[0] == 'set\\tfile\\tpage\\tchannel\\tname\\tnamed\\tstack\\tz_um\\tpixel_um', rows[0]
rows = [dict(zip(rows[0].split('\\t'), row.split('\\t'))) for row in rows[1:]]
assert len(rows) == 12 and {row['set'] for row in rows} == {'1'} and {row['named'] for row in rows} == {'file'}
for alone in sorted({row['stack'] for row in rows}):
    for channel, name in (('1', 'DAPI'), ('2', 'FITC')):
        mine = [row for row in rows if (row['stack'], row['channel'], row['name']) == (alone, channel, name)]
        assert [float(row['z_um']) for row in mine] == s.z_um, mine
        whats, metas, message = read('--stack', alone, '--channel', channel, '--meta', 'stack=my/own', 'n')
        assert [w['z'] for w in whats] == [0, 1, 2] and {w['c'] for w in whats} == {int(channel) - 1}
        assert len({w['p'] for w in whats}) == 1 and {m['stack'] for m in metas} == {'my/own'}
refused('holds no stack n_p9; see which it holds with: tiff-read --list', '--channel', '1', '--stack', 'n_p9', 'n')
stack('a\\tb.tif', [(0, z, 0, 0) for z in range(3)], imagej_text(Scan(z=3)))
refused('has a tab', '--list', 'a\\tb.tif')
fill('planes', {f'z{z}': (0, z, 0, 0) for z in range(3)})"
    tiff-read --list planes | says '\tfolder\tplanes\t'
    seq 12 | head -c 24 | meta --raw 4x3:u2 z_um=1 stack=s >one.npy
    meta z_um=2 channel=b <one.npy | cat one.npy - | tiff-write two.tif
    tiff-read --list two.tif | cut -f1,3,7,8 | tail -1 | grep -qP '^1\t2\ts\t2$'
    tiff-read --stack s two.tif | meta --list z_um | says 'u2\t2$'
}
