"""npystream -- read and write streams of NPY arrays with metadata. See npystream(5).

    import npystream

    with open("stack.npy", "rb") as f:
        for frame, meta in npystream.read(f):
            print(float(meta["z_um"]), frame.mean())

    with open("out.npy", "wb") as f:
        for i, frame in enumerate(frames):
            npystream.write(f, frame, z_um=0.5 * i, stack="a7")

In a pipe the files are sys.stdin.buffer and sys.stdout.buffer. Needs NumPy only.
"""

import ast
import re

import numpy as np

TYPES = ("|u1", "<u2", "<u4", "<f2", "<f4", "<f8", "<c8")
MAGIC = b"\x93NUMPY"
PAIR = re.compile(r"[a-z][a-z0-9_]{0,254}=[!$-&*-Z^-z|~]{1,255}", re.ASCII)


def _exactly(file, size, part):
    data = file.read(size)
    if len(data) != size:
        raise ValueError(f"the stream ends after {len(data)} of {size} bytes of {part}")
    return data


def read(file):
    """Yields (array, metadata) for every array of a binary file that need not be seekable.

    The metadata are a dict of strings, so that writing them again changes nothing."""
    while start := file.read(10):
        if len(start) < 10 or start[:6] != MAGIC or start[6] not in (1, 2, 3):
            raise ValueError(f"expected an NPY header, found {start!r}")
        if start[6] > 1:
            start += _exactly(file, 2, "a header")
        header = _exactly(file, int.from_bytes(start[8:], "little"), "a header").decode()
        entries = ast.literal_eval(header.strip())
        comment = header.partition("}")[2].partition("#")[2]
        dtype, shape = np.dtype(entries["descr"]), entries["shape"]
        if dtype.newbyteorder("<").str not in TYPES:
            raise ValueError(f"type {dtype.str} is not one of {' '.join(TYPES)}")
        data = bytearray(_exactly(file, dtype.itemsize * int(np.prod(shape, dtype=object)), "data"))
        array = np.frombuffer(data, dtype).reshape(shape, order="F" if entries["fortran_order"] else "C")
        yield array, dict(pair.split("=", 1) for pair in comment.split())


def write(file, array, /, **meta):
    """Writes one array with its metadata: numbers, written with nine significant digits, or strings."""
    array = np.asarray(array, order="C")
    array = array.astype(array.dtype.newbyteorder("<"), copy=False)
    if array.dtype.str not in TYPES or array.ndim > 4 or array.size == 0:
        raise ValueError(f"an array of {array.shape} {array.dtype.str}, expected {' '.join(TYPES)}, at most 4 axes, "
                         "not empty")
    pairs = [f"{key}={value}" if isinstance(value, str) else f"{key}={value:.9g}" for key, value in meta.items()]
    comment = " ".join(pairs)
    for pair in pairs:
        if not PAIR.fullmatch(pair):
            raise ValueError(f"metadata {pair!r} break the rules of npystream(5)")
    if len(comment) > 1023:
        raise ValueError(f"{len(comment)} bytes of metadata, expected at most 1023")
    header = f"{{'descr': '{array.dtype.str}', 'fortran_order': False, 'shape': {array.shape}, }}"
    header += f" # {comment}" if comment else ""
    header += " " * (-(len(header) + 11) % 64) + "\n"
    file.write(MAGIC + b"\x01\x00" + len(header).to_bytes(2, "little") + header.encode() + array.tobytes())
