# The examples, as their users type them, with a simulated microscope.
load helpers

project=$(dirname "$BATS_TEST_DIRNAME")
examples=$project/examples
setup() {
    export MICROSCOPE=$PWD/microscope OMP_NUM_THREADS=1
    PATH=$examples:$PATH
}

# near UM: the simulated stage is within so many um of focus
near() { awk -v z="$(microscope defocus)" -v most="$1" 'BEGIN {exit !(z <= most && z >= -most)}'; }

@test "the model says of the frames what is true, within the error that it expects, and that they are ok" {
    predict --with target_um "$examples/model.npy" <"$examples/frames.npy" >said
    [ "$(wc -l <said)" -ge 4 ]
    awk -F'\t' 'NR > 1 && !($6 == "ok" && ($2 - $7)^2 <= (2 * $4)^2) {print; wrong = 1} END {exit wrong}' said
}

@test "the frames and the model are small, and the frames are what the simulator makes" {
    [ "$(cat "$examples"/*.npy | wc -c)" -lt 1000000 ]
    [ -z "${SANITIZE:-}" ] || skip "the sanitizers round otherwise"
    folder=.
    eval "$(sed -n '/^photos()/,/^}/p' "$examples/make")"
    eval "$(sed -n '/^for z in/s/"$folder.*/frames/p' "$examples/make")"
    cmp frames "$examples/frames.npy"
}

@test "the loop in bash, where it must end" {
    SPECIMEN=clear microscope new 60001 9
    # A steer whose last word comes late: the loop waits for it.
    mkdir late
    printf '%s\n' '#!/bin/sh' "$(command -v steer)"' "$@" 2>word || status=$?' 'sleep 0.3' 'cat word >&2' \
        'exit ${status:-0}' >late/steer
    chmod +x late/steer
    PATH=late:$PATH fails 1 "too many frames that are not ok" \
        loop.sh "$examples/model.npy" "microscope snap" "microscope move" --patience 1
    [ "$(wc -l <stdout)" -eq 3 ]
    not loop.sh missing.npy "microscope snap" "microscope move" 2>stderr
    says "^predict: missing.npy: No such file" <stderr
    not timeout 20 loop.sh "$examples/model.npy" false "microscope move"
}

@test "the loop in Python" {
    numpy "pass"
    microscope new 60002 -7
    "$PYTHON" "$examples/loop.py" "$examples/model.npy" "microscope snap" "microscope move" --average=1 |
        says '^settled$'
    near 1.06
}

@test "the hook of pycro-manager, with a core that is none" {
    microscope new 60003 11
    numpy "
import subprocess, types
sys.path[:0] = ['$examples', '$project/tools']
import micromanager, npystream
class Core:
    calls = []
    def snap_image(self): self.calls.append('snap')
    def get_tagged_image(self):
        with subprocess.Popen(['microscope', 'snap'], stdout=subprocess.PIPE) as p:
            a = next(npystream.read(p.stdout))[0]
        return types.SimpleNamespace(pix=a.ravel(), tags={'Height': a.shape[0], 'Width': a.shape[1]})
    def get_focus_device(self): return 'Z'
    def set_relative_position(self, stage, um):
        self.calls.append('move')
        subprocess.run(['microscope', 'move', str(um)], check=True)
    def wait_for_device(self, stage): self.calls.append('wait')
lights = []
hook = micromanager.hook(Core(), '$examples/model.npy', '--average=1', setup=lambda core: lights.append('led'),
                         restore=lambda core: lights.append('all'))
assert hook({'axes': 1}) == {'axes': 1}
assert lights == ['led', 'all'] and 'move' in Core.calls, Core.calls
assert all(Core.calls[i + 1] == 'wait' for i, call in enumerate(Core.calls) if call == 'move')"
    near 1.06
}

@test "the stage at a serial port" {
    microscope new 60004 10
    for i in 1 2 3; do microscope snap; done >frames.npy
    numpy "
import os, subprocess
ours, theirs = os.openpty()
port = os.ttyname(theirs)
def run(answer):
    with open('frames.npy', 'rb') as frames, open('said', 'w') as said:
        loop = subprocess.Popen(['$examples/serial.sh', '$examples/model.npy', port, '--average', '2'], stdin=frames,
                                stdout=said)
        command = b''
        while not command.endswith(b'\r'): command += os.read(ours, 1)
        os.write(ours, answer)
        return command.decode(), loop.wait()
command, status = run(b':A \r\n')
moved = open('said').read().splitlines()[1].split()
assert status == 0 and moved[5] == 'move', moved
assert command == f'R Z={10 * float(moved[2]):.0f}\r' and -120 < int(command[4:]) < -80, command
assert run(b':N-4\r\n')[1] == 1"
}

@test "the drawing of the drift" {
    command -v gnuplot >/dev/null || skip "no gnuplot here"
    { echo frame defocus_um status && for i in {1..9}; do echo $i 0.$((i % 5 * 2)) ok; done; } | tr ' ' '\t' |
        steer --follow --skip 0 --average 1 >drift.tsv
    gnuplot -e "table='drift.tsv'; once=1; set terminal pngcairo; set output 'drift.png'" "$examples/drift.gp" 2>said
    [ ! -s said ]
    file=$(head -c 4 drift.png | tail -c 3)
    [ "$file" = PNG ]
}

@test "the closed loop from five places, and over what must not be followed" {
    "$project/tests/stress/closed-loop" 5 >table
}
