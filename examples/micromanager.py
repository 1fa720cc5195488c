"""micromanager.py -- autofocus in an acquisition of Micro-Manager by pycro-manager.

    from pycromanager import Acquisition, Core, multi_d_acquisition_events
    from micromanager import hook

    with Acquisition("data", "cells", post_hardware_hook_fn=hook(Core(), "model.npy")) as acquisition:
        acquisition.acquire(multi_d_acquisition_events(num_time_points=100, time_interval_s=60))

with the programs on PATH and this folder on PYTHONPATH: PATH=$PWD/bin:$PATH PYTHONPATH=$PWD/examples python3 yours.py
Before each frame the stage is brought into focus; the camera must see what the model was trained on, so set the LED's
channel with `setup` and back with `restore`, functions of the core. The stage is the core's focus device; if a larger
position of it is not a larger z_um, give the option "--gain=-1".
"""

import numpy as np

from loop import Autofocus


def focus(core, model, *options):
    """Brings the focus device into focus. Returns the status of steer."""

    def snap():
        core.snap_image()
        image = core.get_tagged_image()
        return np.reshape(image.pix, (image.tags["Height"], image.tags["Width"]))

    def move(um):
        stage = core.get_focus_device()
        core.set_relative_position(stage, um)
        core.wait_for_device(stage)

    with Autofocus(model, *options) as autofocus:
        return autofocus.run(snap, move)


def hook(core, model, *options, setup=None, restore=None):
    def before_frame(event):
        if setup:
            setup(core)
        status = focus(core, model, *options)
        if restore:
            restore(core)
        if status != "settled":
            print(f"autofocus: {status}")
        return event

    return before_frame
