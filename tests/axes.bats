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

@test "200 random data sets: no writer, order, sign, unit or number of files gives a wrong stack" {
    axes "wrong = [(what, why) for what, why in map(one, range(200)) if why]
for what, why in wrong: print(what, why)
assert not wrong"
}

@test "of 12 random data sets, sharpness finds the focus of every stack" {
    axes "wrong = [(what, why) for what, why in (one(seed, pictures=True) for seed in range(200, 212)) if why]
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
fill('wells', {f'{w}_z{i}': (0, i, 0, k) for k, w in enumerate(('x7', 'y9')) for i in range(3)})
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

@test "names: wells, dates, signs, and numbers that are none of a slice" {
    axes "def plain(folder, name, **size):
    s = Scan(**size)
    fill(folder, {name(q['c'], q['z'], q['t'], q['p']): (q['c'], q['z'], q['t'], q['p']) for q in s.planes()})
    return s
def right(folder, s, *args, dz=1, channel=None):
    status, message, frames = tiff_read('--dz', str(dz), *args, folder)
    assert status == 0 and message == '', message
    why = complaint(s, {}, frames, channel, dz)
    assert not why, why
s = plain('wells', lambda c, z, t, p: f'P_{\"ABCF\"[p]}0{1 + p % 2}_z{z}_w{c}', c=2, z=3, p=4)
right('wells', s, '--channel', '2', channel=1)
s = plain('phenix', lambda c, z, t, p: f'r03c0{4 + p}f01p{z + 1:02}-ch{c + 1}sk{t + 1}fk1fl1', c=2, z=3, t=2, p=2)
right('phenix', s, '--channel', '2', channel=1)
s = plain('dates', lambda c, z, t, p: f'2024-03-05_cell3_run{2 + p}_img{z + 1}', z=12)
right('dates', s)
files = sorted(os.path.join('dates', name) for name in os.listdir('dates'))
assert [w['z'] for w in read('--dz', '1', *files)[0]] == list(range(12))
s = plain('stamps', lambda c, z, t, p: f'z{z + 1}_20240305T1010{3 * z:02}', z=12)
right('stamps', s)
s = plain('signs', lambda c, z, t, p: f'a_z{z - 2:+d}um', z=5)
right('signs', s)
s = plain('defocus', lambda c, z, t, p: f'defocus_{10 * z - 20}', z=5)
right('defocus', s)
s = plain('series', lambda c, z, t, p: f'Series001_z{z}_s{p}', z=3, p=2)
right('series', s)
s = plain('cells', lambda c, z, t, p: f'cell{p}_w{c}', c=2, z=1, p=3)
refused('--axis position=cell', '--channel', '2', '--dz', '1', 'cells')
assert len(read('--axis', 'position=cell', '--channel', '2', 'cells')[0]) == 3
s = plain('bare', lambda c, z, t, p: ['one', 'two', 'three'][z], z=3)
assert 'have no numbers' in read('--dz', '1', 'bare')[2]
fill('mixed', {f'before_{i}': (0, i, 0, 0) for i in range(3)} | {f'after_{i}': (0, i, 0, 0) for i in range(3, 6)})
assert 'differ in more than their numbers' in read('--dz', '1', 'mixed')[2]
os.makedirs('pages')
for i in range(3): stack(f'pages/a_z{i}.tif', [(0, i, t, 0) for t in range(3)])
assert 'its name says z' in read('--dz', '1', 'pages')[2]
s = plain('thumbs', lambda c, z, t, p: f'a_z{z}', z=3)
stack('thumbs/a_z0_thumb0A1B2C3D-0123-4ABC-89AB-0123456789AB.tif', [(0, 9, 9, 9)])
right('thumbs', s)
for z in range(3): fill(f'deep/z{z}', {f'c{c}': (c, z, 0, 0) for c in range(2)})
whats, metas, message = read('--channel', '2', '--dz', '1', 'deep/z0', 'deep/z1', 'deep/z2')
assert [(w['c'], w['z']) for w in whats] == [(1, 0), (1, 1), (1, 2)] and {m['stack'] for m in metas} == {'deep'}"
}

@test "MetaMorph: absolute z behind other numbers, in either tag, and where it is not valid" {
    axes "s = Scan(z=4, z_um=[50, 48, 46, 43])
word = lambda n: struct.pack('<H', n)
fractions = lambda *x: b''.join(struct.pack('<ii', round(1000 * v), 1000) for v in x)
labels = b''.join(struct.pack('<I', len(t)) + t for t in (b'A01', b'', b'third one', b'd'))
uic2 = b''.join(fractions(2) + struct.pack('<4I', 2450000, i, 0, 0) for i in range(4))
heights, valid = word(40) + fractions(*s.z_um), lambda n: word(41) + struct.pack('<4I', *[n] * 4)
before = word(28) + fractions(*range(8)) + word(29) + fractions(*range(8)) + word(37) + labels + word(46) + bytes(8)
def read_stk(uic4, waves=None, steps=uic2):
    tags = {33629: (5, 4, steps), 33631: (4, 4, uic4 + bytes(2))}
    if waves: tags[33630] = (5, 4, b''.join(struct.pack('<2I', w, 1) for w in waves))
    tiff('a.stk', [(image(dict(c=0, z=i, t=0, p=0)), tags) for i in range(4)], bare=True)
    return z(read(*(['--channel', '2'] if waves else []), 'a.stk')[1])
assert read_stk(before + heights + valid(1)) == s.z_um
assert read_stk(valid(1) + heights) == s.z_um
assert read_stk(heights + valid(0)) == [0, 2, 4, 6] == read_stk(b'')
assert read_stk(heights, [447, 525] * 2) == [48, 43]"
}

@test "OME: TiffData that contradict, and positions that not every plane has" {
    axes "s = Scan(c=2, z=4, z_um=[9, 7, 5, 2])
text = ome_text(s, [('o.ome.tif', s.planes())], True, 'µm')
places = [(q['c'], q['z'], 0, 0) for q in s.planes()]
import re
stack('o.ome.tif', places, re.sub('IFD=\"[0-9]+\" ', '', text))
refused('TiffData say different things of one page', '--channel', '1', 'o.ome.tif')
stack('o.ome.tif', places, re.sub('<Plane [^>]*TheC=\"1\"[^>]*>', '', text))
assert z(read('--channel', '2', 'o.ome.tif')[1]) == s.z_um
stack('o.ome.tif', places, text.replace(' PositionZUnit=\"µm\"', ''))
assert z(read('--channel', '2', 'o.ome.tif')[1]) == s.z_um
s = Scan(z=4, z_um=[9, 7, 5, 3])
text = ome_text(s, [('o.ome.tif', s.planes())], True, 'µm')
stack('o.ome.tif', [(0, i, 0, 0) for i in range(4)], text.replace('<Plane TheZ=\"1\"', '<Plane TheZ=\"8\"'))
whats, metas, message = read('o.ome.tif')
assert z(metas) == s.z_um and '3 of 4 planes say their z, so the others are counted from these' in message
text = text.replace('<Plane TheZ=\"1\"', '<Plane TheZ=\"8\"').replace('PositionZ=\"5\"', 'PositionZ=\"6.5\"')
stack('o.ome.tif', [(0, i, 0, 0) for i in range(4)], text)
whats, metas, message = read('o.ome.tif')
assert z(metas) == [None] * 4 and 'so none is used; say it with: --dz' in message"
}

@test "Micro-Manager: grids of positions in several files, old keys, a z that trembles, times that are not said" {
    axes "s = Scan(c=2, z=3, t=2, p=3, order='pzct', z_um=[5, 4, 3])
os.makedirs('grid')
for p, planes in by_position(s):
    for n, part in enumerate((planes[:7], planes[7:])):
        stack(f'grid/a_MMStack_1-Pos000_00{p}' + ('_1' if n else '') + '.ome.tif',
              [(q['c'], q['z'], q['t'], q['p']) for q in part], None, lambda q: {51123: json.dumps(mm_page(s, q))})
status, message, frames = tiff_read('--channel', '2', 'grid')
assert status == 0 and not complaint(s, dict(absolute=True), frames, 1, None), message
def page(q, at=None, drop=(), **more):
    said = mm_page(s, q) | ({} if at is None else {'ZPositionUm': at[q['z']]}) | more
    return {51123: json.dumps({k: v for k, v in said.items() if k not in drop})}
s = Scan(z=3, t=2, z_um=[5, 4, 3])
places = [(0, z, t, 0) for t in range(2) for z in range(3)]
index = ('SliceIndex', 'FrameIndex')
stack('old.tif', places, None, lambda q: page(q, None, index, Slice=q['z'], Frame=q['t']))
assert z(read('old.tif')[1]) == s.z_um * 2
stack('none.tif', places, None, lambda q: page(q, None, index))
refused('6 planes go to and fro in z.*--axis z=page', 'none.tif')
assert len(read('--axis', 'z=page', 'none.tif')[0]) == 6
s = Scan(z=4)
text = imagej_text(s).replace('spacing=0.5', 'spacing=2')
stack('trembles.tif', [(0, i, 0, 0) for i in range(4)], text, lambda q: page(q, [112, 112.01, 111.99, 112.02]))
whats, metas, message = read('trembles.tif')
assert z(metas) == [112, 114, 116, 118] and 'within 0.03 um; they are counted from there in steps of 2' in message
stack('jumps.tif', [(0, i, 0, 0) for i in range(4)], text, lambda q: page(q, [1, 3, 2, 4]))
assert 'its planes go to and fro in z, from 1 to 4 um' in read('jumps.tif')[2]
s = Scan(z=3, p=2)
view = lambda q: {51123: json.dumps({'Axes': {'z': q['z'], 'well': 'AB'[q['p']]}, 'ZPositionUm': s.z_um[q['z']]})}
stack('axes.tif', [(0, z, 0, p) for p in range(2) for z in range(3)], None, view)
refused('--axis position=well', 'axes.tif')
assert [m['stack'] for m in read('--axis', 'position=well', 'axes.tif')[1]] == ['axes_p1'] * 3 + ['axes_p2'] * 3"
}

@test "ImageJ and tifffile: how people write what these do not" {
    axes "s = Scan(c=2, z=3)
places = [(c, z, 0, 0) for c in range(2) for z in range(3)]
stack('a.tif', places, imagej_text(s, 'XYZCT'))
whats, metas, message = read('--channel', '2', 'a.tif')
assert [w['c'] for w in whats] == [1] * 3 and not message
stack('a.tif', places, 'ImageJ=1.53\nchannels=2\nslices=3\n')
refused('holds 2 channels', 'a.tif')
stack('a.tif', places[:3], imagej_text(Scan(z=3)).replace('spacing=0.5', 'spacing=1,5'))
assert z(read('a.tif')[1]) == [None] * 3
stack('a.tif', places, json.dumps({'axes': 'czyx', 'shape': [2, 3, H, W]}))
assert [w['c'] for w in read('--channel', '2', 'a.tif')[0]] == [1] * 3
stack('a.tif', places, f'shape=(2,3,{H},{W})')
refused('--axis position=axis1 --axis z=axis2', 'a.tif')"
}

@test "ImageJ's single directory reaches beyond 4 GB" {
    axes "count, big = 2200, np.zeros((1024, 1024), 'u2')
for Form.order in '<>':
    text = f'ImageJ=1.53t\\nimages={count}\\nslices={count}\\nunit=um\\nspacing=0.5\\n'
    place = tiff('big.tif', [(big, {270: text})])[0]
    with open('big.tif', 'r+b') as f: # full of holes
        f.truncate(place + count * big.nbytes)
        f.seek(place + (count - 1) * big.nbytes)
        f.write(struct.pack(Form.order + 'H', 777))
    run = subprocess.run(['tiff-read', '--pages', str(count), 'big.tif'], capture_output=True)
    assert run.stdout[-big.nbytes:][:2] == struct.pack('<H', 777), run.stderr
    assert b' z_um=1099.5 ' in run.stdout[:256]"
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
