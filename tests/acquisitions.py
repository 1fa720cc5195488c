"""acquisitions.py -- puts simulated focal stacks into a folder as microscopes and people do:
acquisitions.py LAYOUT FOLDER SEED NPY...

The NPY files are, for each position, its stack under the LED and its incoherent one. `layouts` maps the name of a
layout to a function that writes it. The channels are LED and Phase, but for the layout `folders`.
"""
import os
import random
import re
import sys

import numpy as np

import axes


def stack(path):
    """The frames of a stream and their z."""
    frames, z = [], []
    with open(path, 'rb') as f:
        while f.tell() < os.path.getsize(path):
            at = f.tell()
            head = f.read(1200)
            z.append(float(re.search(rb'z_um=(\S+)', head).group(1)))
            f.seek(at)
            frames.append(np.load(f))
    return frames, z


class World(axes.Scan):
    """A scan of LED and Phase at all positions, or at the one that is `only`."""

    def __init__(self, paths, only=None):
        self.stacks = [stack(path) for path in paths]
        super().__init__(2, len(self.stacks[0][1]), 1, len(paths) // 2, 'ptzc', self.stacks[0][1])
        self.names, self.only, self.paths = ['LED', 'Phase'], only, paths
        axes.H, axes.W = self.stacks[0][0][0].shape
        axes.image = self.image
        if only is not None:
            self.size['p'] = 1

    def image(self, plane):
        position = plane['p'] if self.only is None else self.only
        return self.stacks[2 * position + plane['c']][0][plane['z']]

    def each(self):
        """The positions, each for itself."""
        for p in range(self.size['p']):
            yield p, World(self.paths, p)

    def stack_file(self, path, c, p):
        """A channel of a position as a stack of ImageJ."""
        os.makedirs(os.path.dirname(path), exist_ok=True)
        part = World(self.paths, p)
        part.size['c'] = 1
        pages = [(part.image(dict(p=0, c=c, z=z)), {}) for z in range(self.size['z'])]
        axes.tiff(path, [(a, {270: axes.imagej_text(part)} if z == 0 else {}) for z, (a, _) in enumerate(pages)])


class Fixed(random.Random):
    """Always the first of several choices, and never what is rare."""
    choice = staticmethod(lambda items: items[0])
    random = staticmethod(lambda: 0.5)


def at(folder, *parts):
    folder = os.path.join(folder, *parts)
    os.makedirs(folder, exist_ok=True)
    return folder


def folders(world, folder, rng):
    """Named as make does it: SAMPLE/POSITION/led.tif, and a folder of planes."""
    for p, one in world.each():
        world.stack_file(f'{folder}/cells/p{p + 1}/annulus.tif', 1, p)
        if p:
            world.stack_file(f'{folder}/cells/p{p + 1}/led.tif', 0, p)
        else:
            for z in range(world.size['z']):
                tags = {51123: axes.json.dumps({'ZPositionUm': world.z_um[z] - world.z_um[0]})}
                axes.tiff(at(folder, 'cells', 'p1', 'led') + f'/plane{z}.tif', [(one.image(dict(c=0, z=z)), tags)])


def mmstack(world, folder, rng):
    """Micro-Manager, a file for each position, in the folder of the acquisition."""
    for p, one in world.each():
        axes.write_mmstack(one, at(folder, '.hidden'), Fixed())
        os.renames(f'{folder}/.hidden/a_MMStack_Pos0.ome.tif', f'{folder}/acq_1/acq_1_MMStack_Pos{p}.ome.tif')


def mmacquisitions(world, folder, rng):
    """The same, an acquisition for each position."""
    for p, one in world.each():
        axes.write_mmstack(one, at(folder, f'acq_{p + 1}'), Fixed())


def mmsingle(world, folder, rng):
    """Micro-Manager, a file for each plane, in a folder for each position."""
    for p, one in world.each():
        axes.write_mmsingle(one, at(folder, f'Pos{p}'), Fixed())


def ndtiff(world, folder, rng):
    axes.write_ndtiff(world, at(folder, 'acq_1'), rng)


def ome(world, folder, rng):
    """A file for each position, in a folder of its own."""
    for p, one in world.each():
        axes.write_ome(one, at(folder, f'Zelle é {p + 1}'), Fixed())


def omeset(world, folder, rng):
    """All positions in a set of files."""
    axes.write_ome(world, folder, rng)


def channels(world, folder, rng):
    """A folder for each channel, in which the positions are files, in a sample with a blank."""
    for p in range(world.size['p']):
        for c, name in enumerate(world.names):
            world.stack_file(f'{folder}/my cells/{name}/pos {p + 1}.tif', c, p)


def words(world, folder, rng):
    """All in one folder, the channel a word of the name."""
    for p in range(world.size['p']):
        for c, name in enumerate(world.names):
            world.stack_file(f'{folder}/cell {p + 1}_{name}.tif', c, p)


def planes(world, folder, rng):
    """A folder for each position, in which the names of the planes say channel and z."""
    for p, one in world.each():
        for c, name in enumerate(world.names):
            for z in range(world.size['z']):
                axes.tiff(at(folder, f'Größe {p + 1}') + f'/{name}_z{z:03}.tif', [(one.image(dict(c=c, z=z)), {})])


def stk(world, folder, rng):
    """MetaMorph, a file for each channel and position."""
    axes.write_stk(world, folder, rng)


layouts = dict(folders=folders, mmstack=mmstack, mmacquisitions=mmacquisitions, mmsingle=mmsingle, ndtiff=ndtiff,
               ome=ome, omeset=omeset, channels=channels, words=words, planes=planes, stk=stk)

if __name__ == '__main__':
    name, folder, seed, *paths = sys.argv[1:]
    os.makedirs(folder)
    layouts[name](World(paths), folder, random.Random(int(seed)))
