#!/usr/bin/env python3
"""loop.py -- brings a microscope into focus from Python.

    loop.py MODEL SNAP MOVE [OPTION OF steer...]     the commands of loop.sh

or, with functions of your own that take a frame, a NumPy array, and move the stage up:

    with Autofocus("model.npy") as autofocus:
        status = autofocus.run(snap, move)
"""

import shlex
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))
import npystream

ENDS = "settled", "limit", "unsettled", "lost", "astray"


class Autofocus:
    def __init__(self, model, *options):
        pipe = subprocess.PIPE
        self.predict = subprocess.Popen(
            ["predict", "--keep-going", "--consensus", "median", model], stdin=pipe, stdout=pipe)
        self.steer = subprocess.Popen(
            ["steer", "--every-frame", "--skip", "0", *options], stdin=self.predict.stdout, stdout=pipe, text=True)
        self.predict.stdout.close()
        self.names = self.steer.stdout.readline().split()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.steer.stdout.close()
        for program in self.steer, self.predict:
            program.kill()
            program.wait()
        self.predict.stdin.close()

    def look(self, frame, **meta):
        """What steer says of a frame: a dict with the names of its columns."""
        npystream.write(self.predict.stdin, frame, **meta)
        self.predict.stdin.flush()
        values = self.steer.stdout.readline().split()
        if len(values) != len(self.names):
            raise RuntimeError("predict or steer has ended, and said why")
        return dict(zip(self.names, values))

    def run(self, snap, move):
        """Returns the status with which it has ended."""
        while True:
            said = self.look(snap())
            if said["status"] == "move":
                move(float(said["move_um"]))
            if said["status"] in ENDS:
                return said["status"]


if __name__ == "__main__":
    model, snap, move, *options = sys.argv[1:]

    def take():
        with subprocess.Popen(shlex.split(snap), stdout=subprocess.PIPE) as command:
            return next(npystream.read(command.stdout))[0]

    with Autofocus(model, *options) as autofocus:
        end = autofocus.run(take, lambda um: subprocess.run([*shlex.split(move), f"{um:.4f}"], check=True))
    print(end)
    sys.exit(end != "settled")
