"""axes.py -- writes small TIFF data sets as microscopes do, reads them with tiff-read, and compares with the truth.

A plane (channel, z, time, position) has these four numbers as its first pixels, so that a frame tells what it is,
whatever the metadata say. `write` maps the name of a writer to a function that puts a data set into a folder.
"""
import json
import os
import random
import struct
import subprocess
import sys

import numpy as np

H, W = 4, 6
scene = None  # a Scan whose planes are pictures of a blurred sample, large enough to be focused
SIDE = 32


class Scan:
    """The truth: how many channels, slices, times and positions, and where the slices are."""

    def __init__(self, c=1, z=5, t=1, p=1, order='pctz', z_um=None, pixel_um=0.325, unit='um'):
        self.size = dict(c=c, z=z, t=t, p=p)
        self.order = order  # slowest first
        self.z_um = [float(x) for x in (np.arange(z) * 0.5 if z_um is None else z_um)]
        self.pixel_um, self.unit = pixel_um, unit
        self.names = ['DAPI', 'FITC', 'LED', 'BF'][:c]

    def planes(self):
        """Dictionaries of c, z, t, p, in the order in which they were taken."""
        sizes = [self.size[a] for a in self.order]
        return [dict(zip(self.order, map(int, i))) for i in np.ndindex(*sizes)]

    @property
    def dz(self):
        return self.z_um[1] - self.z_um[0] if len(self.z_um) > 1 else 1


def focus_of(plane):
    """The slice where a stack is sharp, with a fraction: another one for each channel, time and position."""
    kind = plane['c'] + 2 * plane['t'] + 3 * plane['p']
    return (scene.size['z'] - 1) / 2 + 0.35 * (kind % 5 - 2)


def picture(plane):
    z_um = np.array(scene.z_um)
    focus_um = np.interp(focus_of(plane), np.arange(len(z_um)), z_um)
    blur = 1.2 + np.abs(z_um[plane['z']] - focus_um) / np.abs(np.diff(z_um)).mean()
    rng, (y, x) = np.random.default_rng(plane['c']), np.mgrid[:SIDE, :SIDE]
    places = rng.uniform(8, SIDE - 4, (6, 2))
    spots = [np.exp(-((y - v) ** 2 + (x - u) ** 2) / (2 * blur ** 2)) for v, u in places]
    return (1000 + 20000 / blur ** 2 * sum(spots)).astype('u2')


def image(plane):
    a = np.full((H, W), 1000, 'u2') if scene is None else picture(plane)
    a[0, :4] = [plane[k] for k in 'cztp']
    return a


class Form:
    """How TIFF files are written: byte order, BigTIFF, and the ends of their names."""
    order, big, end = '<', False, '.tif'


def swapped(kind, value):
    """The little-endian value of a tag in the byte order of the file."""
    size = {3: 2, 4: 4, 5: 4, 16: 8}.get(kind, 1)
    return value if Form.order == '<' or size == 1 else np.frombuffer(value, f'u{size}').byteswap().tobytes()


def tiff(path, pages, mark=b'', bare=False):
    """A TIFF of pages (array, {tag: text or (type, count, little-endian bytes)}) in the form of Form; bare: with one
    directory for all. Returns where the pixels are."""
    order, big = Form.order, Form.big
    pack = lambda codes, *values: struct.pack(order + codes, *values)
    address, place = ('Q', 8) if big else ('I', 4)
    out = bytearray(b'II' if order == '<' else b'MM')
    out += (pack('HHHQ', 43, 8, 0, 0) if big else pack('HI', 42, 0)) + mark
    out += bytes(-len(out) % 2)
    link, places = place, []
    data = [a.astype(order + a.dtype.str[1:]).tobytes() for a, _ in pages]
    if bare:
        start = len(out)
        out += b''.join(data)
        places = [start + i * len(data[0]) for i in range(len(data))]
        pages = pages[:1]
    for i, (a, tags) in enumerate(pages):
        if not bare:
            places.append(len(out))
            out += data[i]
        short, long = lambda x: (3, 1, struct.pack('<H', x)), lambda x: (4, 1, struct.pack('<I', x))
        entries = {256: long(a.shape[1]), 257: long(a.shape[0]), 258: short(8 * a.itemsize), 259: short(1),
                   262: short(1), 273: long(places[i]), 277: short(1), 278: long(a.shape[0]), 279: long(a.nbytes)}
        for tag, value in tags.items():
            if isinstance(value, str):
                text = value.encode() + b'\0'
                value = (2, len(text), text)
            entries[tag] = value
        where = {}
        entries = {tag: (kind, count, swapped(kind, value)) for tag, (kind, count, value) in entries.items()}
        for tag, (_, _, value) in entries.items():
            if len(value) > place:
                out += bytes(-len(out) % 2)
                where[tag] = len(out)
                out += value
        out += bytes(-len(out) % 2)
        out[link:link + place] = pack(address, len(out))
        out += pack('Q' if big else 'H', len(entries))
        for tag, (kind, count, value) in sorted(entries.items()):
            out += pack('HH' + address, tag, kind, count)
            out += pack(address, where[tag]) if tag in where else value.ljust(place, b'\0')
        link = len(out)
        out += bytes(place)
    with open(path, 'wb') as f:
        f.write(out)
    return places


def per_unit(pixel_um, um):
    return (5, 1, struct.pack('<II', 10000000, round(10000000 * pixel_um / um)))


UM = dict(um=1, micron=1, nm=1e-3, mm=1e3)
UM['\\u00B5m'] = 1


def imagej_text(s, order=None, **more):
    um = UM[s.unit]
    lines = dict(ImageJ='1.54f', images=s.size['c'] * s.size['z'] * s.size['t'], channels=s.size['c'],
                 slices=s.size['z'], frames=s.size['t'], hyperstack='true', unit=s.unit,
                 spacing=f'{abs(s.dz) / um:.6g}', loop='false') | more
    if order:
        lines['order'] = order
    return ''.join(f'{k}={v}\n' for k, v in lines.items() if v is not None)


def by_position(s):
    """Each position of a scan for itself, for writers that have none."""
    for p in range(s.size['p']):
        yield p, [plane for plane in s.planes() if plane['p'] == p]


def ordered(s, planes, slowest_first):
    return sorted(planes, key=lambda plane: [plane[k] for k in slowest_first])


def write_imagej(s, folder, rng):
    """Knows no position: a file for each. Its steps have no sign."""
    order, more = rng.choice([None, 'zct', 'ztc', 'ctz', 'tcz', 'tzc', 'czt', 'XYZCT']), {}
    if rng.random() < 0.2:
        um, unit = rng.choice([(1, 'um'), (1e-3, 'nm'), (1e3, 'mm'), (1e-4, 'angstrom')])
        more = dict(zunit=unit, spacing=f'{-s.dz / um:.6g}')
    for p, planes in by_position(s):
        planes = ordered(s, planes, (order or 'czt').lower().replace('xy', '')[::-1])
        scale = {282: per_unit(s.pixel_um, UM[s.unit]), 283: per_unit(s.pixel_um, UM[s.unit]), 296: (3, 1, b'\1\0')}
        tags = [scale | ({270: imagej_text(s, order, **more)} if i == 0 else {}) for i in range(len(planes))]
        tiff(f'{folder}/pos{p}{Form.end}', [(image(q), t) for q, t in zip(planes, tags)], bare=rng.random() < 0.3)
    return dict(sign=False)


def mm_page(s, plane, moves=True):
    said = {'ChannelIndex': plane['c'], 'SliceIndex': plane['z'], 'FrameIndex': plane['t'], 'PositionIndex': plane['p'],
            'Channel': s.names[plane['c']], 'PixelSizeUm': s.pixel_um, 'Exposure-ms': 10,
            'ZPositionUm': s.z_um[plane['z'] if moves else 0], 'Camera': {'ZPositionUm': 77}}
    return said


def prop(said, rng):
    """Micro-Manager 2 gamma writes some values as properties."""
    return {k: {'PropVal': v, 'PropType': 'DOUBLE'} if rng.random() < 0.5 and not isinstance(v, dict) else v
            for k, v in said.items()}


def write_mmstack(s, folder, rng):
    """A file for each position, or one for all; a new one every so many pages. OME-XML, ImageJ's text or none."""
    kind, grid = rng.choice(['imagej', 'ome', None]), rng.random() < 0.3
    summary = json.dumps({'Slices': s.size['z'], 'z-step_um': abs(s.dz)}).encode()
    mark = struct.pack('<8I', 54773648, 0, 483765892, 0, 99384722, 0, 2355492, len(summary)) + summary
    without = rng.choice([(), (), ('PositionIndex',), ('ChannelIndex',), ('SliceIndex',), ('SliceIndex', 'FrameIndex')])
    together, moves = rng.random() < 0.3, rng.random() < 0.8 or len(set(np.diff(s.z_um).round(6))) > 1
    sets = [('', s.planes())] if together else [(f'_1-Pos000_00{p}' if grid else f'_Pos{p}', planes)
                                                for p, planes in by_position(s)]
    if not moves and (kind is None or 'SliceIndex' in without):
        kind, without = 'imagej', ()
    for name, planes in sets:
        most = rng.choice([1000, 1000, max(2, len(planes) // 2 + 1)])
        for n in range(0, len(planes), most):
            part = planes[n:n + most]
            pages = []
            for i, plane in enumerate(part):
                said = mm_page(s, plane, moves) | {'PositionName': f"Pos{plane['p']}", 'Slice': plane['z'],
                                                   'Frame': plane['t']}
                said = {k: v for k, v in said.items() if k not in without}
                pages.append((image(plane), {51123: json.dumps(prop(said, rng) if rng.random() < 0.3 else said)}))
            file = f"a_MMStack{name}{'_%d' % (n // most) if n else ''}.ome.tif"
            text = {'imagej': lambda: imagej_text(s),
                    'ome': lambda: ome_text(s, [(file, part)], True, None, 'XYCZT')}.get(kind)
            if text:
                pages[0][1][270] = text()
            tiff(f'{folder}/{file}', pages, b'' if Form.big else mark)
    return dict(absolute=moves, sign=moves)


def info(text):
    """ImageJ's tags with a text about the image."""
    data = b'JIJI' + b'ofni' + struct.pack('<I', 1) + text.encode('utf-16-le')
    return {50838: (4, 2, struct.pack('<II', 12, 2 * len(text))), 50839: (1, len(data), data)}


def write_mmsingle(s, folder, rng):
    """A file for each plane; the JSON in the tag, in ImageJ's tags, in metadata.txt, or nowhere."""
    where = rng.choice(['tag', 'text', 'info', 'none'])
    text = {'Summary': {'Slices': s.size['z']}}
    classic = s.size['p'] == 1 and rng.random() < 0.3
    for plane in s.planes():
        name = f"img_channel{plane['c']:03}_position{plane['p']:03}_time{plane['t']:09}_z{plane['z']:03}.tif"
        if classic:
            name = f"img_{plane['t']:09}_{s.names[plane['c']]}_{plane['z']:03}.tif"
        said = mm_page(s, plane)
        tags = {51123: json.dumps(said)} if where == 'tag' else info(json.dumps(said)) if where == 'info' else {}
        tiff(f'{folder}/{name}', [(image(plane), tags)])
        text[f'Metadata-Default/{name}'] = said
    if where == 'text':
        with open(f'{folder}/metadata.txt', 'w') as f:
            json.dump(text, f)
    return dict(absolute=where != 'none', dz=where == 'none', planes=True)


def write_ndtiff(s, folder, rng):
    Form.order, Form.big = '<', False
    words, index, view = rng.random() < 0.6, rng.random() < 0.7, rng.choice(['position', 'position', 'row', 'column'])
    version, first = rng.choice([1, 2, 3]), rng.choice([0, 0, -2])
    planes, entries = s.planes(), b''
    again = rng.random() < 0.3 and index  # one plane is taken twice, the first time badly
    summary = b'{"PixelSize_um": 1}'
    numbers = (483729, version) + ((3,) if version == 3 else ()) + (2355492, len(summary))
    mark = struct.pack(f'<{len(numbers)}I', *numbers) + summary
    most = rng.choice([1000, max(2, len(planes) // 2 + 1)])
    for n in range(0, len(planes), most):
        part = planes[n:n + most]
        if again and n == 0:
            part = part[:1] + part
        pages, keys = [], []
        for i, plane in enumerate(part):
            axes = {'z': plane['z'] + first}
            if s.size['c'] > 1:
                axes['channel'] = s.names[plane['c']] if words else plane['c']
            if s.size['t'] > 1:
                axes['time'] = plane['t']
            if s.size['p'] > 1:
                axes[view] = f"A{plane['p']}" if words and view == 'position' else plane['p']
            said = {'Axes': axes, 'ZPosition_um_Intended': s.z_um[plane['z']], 'PixelSizeUm': s.pixel_um,
                    'Exposure': 20.0, 'ChannelIndex': 0, 'SliceIndex': 0, 'Channel': 'Default'}
            bad = again and n == 0 and i == 0
            pages.append((image(plane) + (40 if bad else 0), {51123: json.dumps(said)}))
            keys.append(json.dumps(axes))
        name = f"a_NDTiffStack{'_%d' % (n // most) if n else ''}.tif"
        places = tiff(f'{folder}/{name}', pages, mark)
        for key, place in zip(keys, places):
            entries += struct.pack('<I', len(key)) + key.encode() + struct.pack('<I', len(name)) + name.encode()
            entries += struct.pack('<8I', place, W, H, 1, 0, 0, 0, 0)
    if index:
        with open(f'{folder}/NDTiff.index', 'wb') as f:
            f.write(entries + (bytes(4) if rng.random() < 0.5 else b''))
    return dict(absolute=True)


def ome_text(s, files, planes_said, unit, order='XYZCT', ranges=None, uuid=''):
    um = {'um': 1, 'µm': 1, 'nm': 1e-3, 'mm': 1e3, 'cm': 1e4, 'Å': 1e-4, 'reference frame': 1, None: 1}[unit]
    size_unit = unit if um != 1 or unit == 'µm' else None
    scale = um if size_unit else 1
    attribute = lambda name, value: (f' {name}="{value / scale:.9g}"' +
                                     (f' {name}Unit="{size_unit}"' if size_unit else ''))
    xml = ('<?xml version="1.0" encoding="UTF-8"?>'
           f'<OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"{uuid}>')
    for p in range(s.size['p']):
        xml += (f'<Image ID="Image:{p}"><Pixels ID="Pixels:{p}" DimensionOrder="{order}" Type="uint16" SizeX="{W}" '
                f'SizeY="{H}" SizeZ="{s.size["z"]}" SizeC="{s.size["c"]}" SizeT="{s.size["t"]}"'
                + attribute('PhysicalSizeX', s.pixel_um) + attribute('PhysicalSizeY', s.pixel_um)
                + attribute('PhysicalSizeZ', abs(s.dz)) + '>')
        for c in range(s.size['c']):
            xml += f'<Channel ID="Channel:{p}:{c}" Name="{s.names[c]}" SamplesPerPixel="1"/>'
        xml += ranges or ''
        for name, part in files if ranges is None else []:
            for i, plane in enumerate(part):
                if plane['p'] == p:
                    xml += (f'<TiffData IFD="{i}" FirstZ="{plane["z"]}" FirstC="{plane["c"]}" FirstT="{plane["t"]}" '
                            f'PlaneCount="1"><UUID FileName="{name}">urn:uuid:{name}</UUID></TiffData>')
        for plane in s.planes() if planes_said else []:
            if plane['p'] == p:
                xml += (f'<Plane TheZ="{plane["z"]}" TheC="{plane["c"]}" TheT="{plane["t"]}" '
                        f'PositionZ="{s.z_um[plane["z"]] / um:.9g}"' + (f' PositionZUnit="{unit}"' if unit else '') +
                        '/>')
        xml += '</Pixels></Image>'
    return xml + '</OME>'


def write_ome(s, folder, rng):
    """One file, two, or one for each plane; TiffData in any order; the XML in each file or in a companion."""
    planes, order, ranges = s.planes(), 'XYZCT', None
    if rng.random() < 0.3:
        rng.shuffle(planes)
    how, companion = rng.choice(['one', 'two', 'planes', 'channels']), rng.random() < 0.3
    said = rng.random() < 0.6 or len(set(np.diff(s.z_um).round(6))) > 1
    unit = rng.choice(['µm', 'nm', 'mm', 'cm', 'Å', 'reference frame', None])
    if how == 'one' and s.size['p'] == 1 and rng.random() < 0.6: # DimensionOrder tells
        order = 'XY' + ''.join(rng.sample('CZT', 3))
        planes = ordered(s, planes, order[:1:-1].lower())
        ranges = rng.choice(['', '<TiffData/>', '<TiffData IFD="0"/>' if len(planes) == 1 else '',
                             f'<TiffData IFD="0" PlaneCount="{len(planes)}"/>',
                             f'<TiffData IFD="0" FirstZ="0" FirstC="0" FirstT="0" PlaneCount="{len(planes)}"/>'])
    if how == 'one':
        files = [('s.ome.tif', planes)]
    elif how == 'two':
        files = [('s.ome.tif', planes[:len(planes) // 2]), ('s_1.ome.tif', planes[len(planes) // 2:])]
    elif how == 'planes':
        files = [(f'f{i}.ome.tif', [plane]) for i, plane in enumerate(planes)]
    else:
        files = [(f'c{c}.ome.tif', [plane for plane in planes if plane['c'] == c]) for c in range(s.size['c'])]
    for name, part in files:
        uuid = f' UUID="urn:uuid:{name}"' if rng.random() < 0.7 else ''
        text = ome_text(s, files, said, unit, order, ranges, uuid)
        if companion:
            text = (f'<?xml version="1.0"?><OME{uuid}><BinaryOnly MetadataFile="s.companion.ome" UUID="urn:uuid:c"/>'
                    '</OME>')
        tiff(f'{folder}/{name}', [(image(q), {270: text} if i == 0 else {}) for i, q in enumerate(part)])
    if companion:
        with open(f'{folder}/s.companion.ome', 'w') as f:
            f.write(ome_text(s, files, said, unit, order, ranges))
    return dict(absolute=said, sign=said)


def write_tifffile(s, folder, rng):
    for p, planes in by_position(s):
        order = ''.join(rng.sample('ctz', 3))
        planes = ordered(s, planes, order)
        letters = [k for k in order if s.size[k] > 1]
        axes = ''.join(letters).upper() + 'YX'
        text = json.dumps({'axes': rng.choice([axes, axes.lower()]), 'shape': [s.size[k] for k in letters] + [H, W]})
        tiff(f'{folder}/pos{p}{Form.end}', [(image(q), {270: text} if i == 0 else {}) for i, q in enumerate(planes)])
    return dict(dz=True)


def write_stk(s, folder, rng):
    """MetaMorph: a stack for each channel, time and position, whose names say which, or for each time and position with
    all channels; steps or absolute z, behind other numbers of UIC4 or in UIC1."""
    Form.order, Form.big = '<', False
    absolute = rng.random() < 0.4 or len(set(np.diff(s.z_um).round(6))) > 1 or s.dz < 0
    fraction = lambda x: struct.pack('<ii', round(x * 10000), 10000)
    together = absolute and s.size['c'] > 1 and rng.random() < 0.4
    before = rng.sample([(28, 16), (29, 16), (37, 0), (41, 4)], rng.randrange(5))
    for c in range(1 if together else s.size['c']):
        for t in range(s.size['t']):
            for p in range(s.size['p']):
                planes = [dict(c=k, z=z, t=t, p=p) for z in range(s.size['z'])
                          for k in (range(s.size['c']) if together else [c])]
                many = len(planes)
                uic2 = b''.join(fraction(abs(s.dz)) + struct.pack('<4I', 2450000, i, 0, 0) for i in range(many))
                tags = {33629: (5, many, uic2)}
                uic4 = b''
                for number, size in before:
                    each = [struct.pack('<I', i) + b'x' * i for i in range(many)] if number == 37 else \
                           [struct.pack('<I', 1) * (size // 4)] * many
                    uic4 += struct.pack('<H', number) + b''.join(each)
                if absolute:
                    uic4 += struct.pack('<H', 40) + b''.join(fraction(s.z_um[q['z']]) for q in planes)
                tags[33631] = (4, many, uic4 + bytes(2))
                if together:
                    tags[33630] = (5, many, b''.join(struct.pack('<2I', 400 + 50 * q['c'], 1) for q in planes))
                name = f"exp 1{'' if together else f'_w{c + 1}{s.names[c]}'}_s{p + 1}_t{t + 1}"
                tiff(f"{folder}/{name}.{rng.choice(['stk', 'STK'])}", [(image(q), tags) for q in planes], bare=True)
    return dict(absolute=absolute, apart=not together)


def write_metaxpress(s, folder, rng):
    """A file for each plane, with XML; z in the names or in folders."""
    deep = rng.random() < 0.5
    for q in s.planes():
        xml = (f'<MetaData><PlaneInfo><prop id="spatial-calibration-x" type="float" value="{s.pixel_um}"/>'
               f'<prop id="spatial-calibration-units" type="string" value="um"/>'
               f'<prop id="z-position" type="float" value="{s.z_um[q["z"]]:.9g}"/></PlaneInfo></MetaData>')
        guid = '%08X-%04X-4%03X-A%03X-%012X' % tuple(rng.randrange(16 ** n) for n in (8, 4, 3, 3, 12))
        name = f"exp_B03_s{q['p'] + 1}_w{q['c'] + 1}{guid}.tif"
        where = folder
        if deep:
            where = f"{folder}/TimePoint_{q['t'] + 1}/ZStep_{q['z'] + 1}"
            os.makedirs(where, exist_ok=True)
        else:
            name = f"exp_B03_s{q['p'] + 1}_t{q['t'] + 1}_z{q['z'] + 1}_w{q['c'] + 1}{guid}.tif"
        tiff(f'{where}/{name}', [(image(q), {270: xml})])
    return dict(absolute=True, planes=True)


def write_names(s, folder, rng):
    """Names only, in styles that microscopes and people have; the axes in any order."""
    c0, z0, digits = rng.choice([0, 1]), rng.choice([0, 1]), rng.choice([1, 3])
    styles = [dict(z='_z%0*d', c='_C%0*d', t='_t%0*d', p='_s%0*d'),
              dict(z='_Z%0*d', c='_ch%0*d', t='_T%0*d', p='_Pos%0*d'),
              dict(z='-slice%0*d', c='-w%0*d', t='-frame%0*d', p='-xy%0*d'),
              dict(z='_z_%0*d', c='_Chan_%0*d', t='_TIME_%0*d', p='_Series%0*d'),
              dict(z=' z=%0*d', c=' c=%0*d', t=' t=%0*d', p=' p=%0*d')]
    style, order = rng.choice(styles), rng.sample('cztp', 4)
    start, end = rng.choice(['cell7', '2024-03-05 zelle 2 \u00b5', 'A1_B2_run3']), rng.choice(['', '', '_RAW', '_ORG'])
    with_channel_names, kind = rng.random() < 0.3, rng.choice(['style', 'style', 'style', 'phenix', 'well', 'number'])
    if kind == 'number' and s.size['c'] * s.size['t'] * s.size['p'] > 1:
        kind = 'style'
    for q in s.planes():
        part = dict(c=q['c'] + c0, z=q['z'] + z0, t=q['t'] + 1, p=q['p'] + 1)
        place = f"_{'BEH'[q['p']]}0{3 - q['p']}" if kind == 'well' else ''
        name = start + place + ''.join(s.names[q['c']].join(['_', '']) if k == 'c' and with_channel_names else
                                       style[k] % (digits, part[k]) for k in order
                                       if (s.size[k] > 1 or k == 'z') and not (k == 'p' and place)) + end
        if kind == 'phenix':
            name = 'r03c04f%02dp%02d-ch%dsk%dfk1fl1' % (part['p'], part['z'], q['c'] + 1, part['t'])
        if kind == 'number':
            name = f"{start}_{q['z'] + z0}"
        tiff(f'{folder}/{name}{Form.end}', [(image(q), {})])
    return dict(dz=True, planes=True)


write = dict(imagej=write_imagej, mmstack=write_mmstack, mmsingle=write_mmsingle, ndtiff=write_ndtiff, ome=write_ome,
             tifffile=write_tifffile, stk=write_stk, metaxpress=write_metaxpress, names=write_names)


def tiff_read(*args):
    """Exit status, message, and frames as (what the pixels say, metadata)."""
    run = subprocess.run(['tiff-read', *args], capture_output=True)
    frames, at = [], 0
    while at < len(run.stdout):
        size = 10 + int.from_bytes(run.stdout[at + 8:at + 10], 'little')
        head = run.stdout[at + 10:at + size].decode()
        a = np.frombuffer(run.stdout, '<u2', H * W, at + size)
        meta = dict(pair.split('=', 1) for pair in head.partition('#')[2].split())
        frames.append((dict(zip('cztp', map(int, a[:4]))), meta))
        at += size + 2 * H * W
    return run.returncode, run.stderr.decode(), frames


def complaint(s, said, frames, channel, dz):
    """Why the frames are not what the scan is, or None."""
    stacks = {}
    for what, meta in frames:
        stacks.setdefault(meta.get('stack', '-'), []).append((what, meta))
    for name, stack in stacks.items():
        for k in 'ctp':
            if len({what[k] for what, _ in stack}) > 1:
                return f'{name} mixes {k}'
        if sorted(what['z'] for what, _ in stack) != list(range(s.size['z'])):
            return f'{name} has the slices {[what["z"] for what, _ in stack]}'
        z = [float(meta.get('z_um', 'nan')) for _, meta in stack]
        slices = [what['z'] for what, _ in stack]
        if dz is not None:
            want = [(i - slices[0]) * dz for i in slices]
        else:
            want = [s.z_um[i] for i in slices]
        if not said.get('absolute') or dz is not None:
            want, z = [x - want[0] for x in want], [x - z[0] for x in z]
            if not said.get('sign', True):
                want = [abs(s.dz) * (i - slices[0]) for i in slices]
        if not np.allclose(z, want, atol=1e-4):
            return f'{name} has z {z}, expected {want}'
        if any('pixel_um' in meta and abs(float(meta['pixel_um']) - s.pixel_um) > 1e-5 for _, meta in stack):
            return f'{name} has a wrong pixel_um'
    if len(stacks) != s.size['t'] * s.size['p'] * (s.size['c'] if channel is None else 1):
        return f'{len(stacks)} stacks'
    if channel is not None and any(what['c'] != channel for what, _ in frames):
        return 'another channel'


def wrong_focus(s, frames, args):
    """What sharpness says of the stacks that tiff-read makes, or None if it is the truth."""
    read = subprocess.run(['tiff-read', *args], capture_output=True)
    table = subprocess.run(['sharpness'], input=read.stdout, capture_output=True, text=False)
    rows = [row.split('\t') for row in table.stdout.decode().splitlines()]
    if table.returncode:
        return 'sharpness: ' + table.stderr.decode()
    found = {row[0]: dict(zip(rows[0], row)) for row in rows[1:]}
    stacks = {}
    for what, meta in frames:
        stacks.setdefault(meta['stack'], []).append((what, float(meta['z_um'])))
    for name, planes in stacks.items():
        planes.sort(key=lambda plane: plane[0]['z'])
        z = [z_um for _, z_um in planes]
        truth = np.interp(focus_of(planes[0][0]), np.arange(len(z)), z)
        row, step = found[name], np.abs(np.diff(z)).mean()
        if row['status'] != 'ok' or abs(float(row['focus_um']) - truth) > 0.3 * step:
            return f"{name}: focus {row['focus_um']} {row['status']}, expected {truth:.6g} of {z}"


def files_of(folder, rng):
    paths = sorted(os.path.join(place, name) for place, _, names in os.walk(folder) for name in names
                   if name.lower().endswith(('.tif', '.tiff', '.stk')))
    flat = len({os.path.dirname(path) for path in paths}) == 1
    return [folder] if flat and rng.random() < 0.7 else paths


def one(seed, pictures=False):
    """One random combination; returns (what it was, what is wrong or None). With pictures, also what sharpness makes of
    it."""
    global scene, H, W
    rng = random.Random(seed)
    writer = rng.choice(sorted(write))
    Form.order, Form.big, Form.end = rng.choice('<>'), rng.random() < 0.3, rng.choice(['.tif', '.tif', '.TIF', '.tiff'])
    z, step, start = rng.randint(3, 6), rng.choice([0.1, 0.5, 1, 2.5]), rng.choice([0, -3, 112.5, 11235.13])
    z_um = start + np.arange(z) * step
    if rng.random() < 0.3 and writer not in ('imagej', 'tifffile', 'names'):
        z_um = z_um[::-1]
    if rng.random() < 0.2 and writer in ('mmstack', 'mmsingle', 'ndtiff', 'ome', 'metaxpress', 'stk'):
        z_um = z_um + np.cumsum([0] + [rng.random() * step / 3 for _ in z_um[1:]]).round(3)
    s = Scan(rng.choice([1, 1, 2, 3]), z, rng.choice([1, 1, 2]), rng.choice([1, 1, 2]), ''.join(rng.sample('cztp', 4)),
             z_um, 0.325, rng.choice(sorted(UM)))
    if pictures:
        s = Scan(s.size['c'], s.size['z'] + 4, s.size['t'], s.size['p'], s.order, extended(s.z_um), 0.325, s.unit)
    scene, (H, W) = (s, (SIDE, SIDE)) if pictures else (None, (4, 6))
    folder = f'data{seed}'
    os.makedirs(folder)
    said = write[writer](s, folder, rng)
    Form.order, Form.big, Form.end = '<', False, '.tif'
    paths, what = files_of(folder, rng), f'{seed}: {writer} {s.size} {s.order} {folder}'
    dz = abs(step) if said.get('dz') else None
    options = ['--dz', str(dz)] if dz else []
    status, message, frames = tiff_read(*options, *paths)
    channels = s.size['c'] > 1 and not said.get('apart')
    if channels and (status == 0 or 'channels' not in message):
        return what, f'several channels, but exit {status}: {message}'
    if channels or (s.size['c'] > 1 and rng.random() < 0.5):
        channel = rng.randrange(s.size['c'])
        options = ['--channel', str(channel + 1), *options]
        status, message, frames = tiff_read(*options, *paths)
    else:
        channel = None
    if status:
        return what, f'exit {status}: {message}'
    why = complaint(s, said, frames, channel, dz)
    return what, why or (wrong_focus(s, frames, options + paths) if pictures else None)


def extended(z_um):
    """Four planes more, so that the focus lies between."""
    step = z_um[-1] - z_um[-2]
    return z_um + [z_um[-1] + (i + 1) * step for i in range(4)]


def fill(folder, names, s=None, tags=lambda plane: {}):
    """A file for each plane: names maps its name to (c, z, t, p)."""
    os.makedirs(folder)
    for name, place in names.items():
        plane = dict(zip('cztp', place))
        tiff(f'{folder}/{name}.tif', [(image(plane), tags(plane))])


def stack(path, planes, description=None, tags=lambda plane: {}):
    """All planes in one file; planes are (c, z, t, p)."""
    planes = [dict(zip('cztp', place)) for place in planes]
    first = {270: description} if description else {}
    tiff(path, [(image(q), tags(q) | (first if i == 0 else {})) for i, q in enumerate(planes)])
