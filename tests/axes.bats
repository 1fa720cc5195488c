load helpers

# Small data sets as microscopes' programs write them, read and compared with the truth: tests/axes.py.
axes() {
    numpy "sys.path.insert(0, sys.argv[1])
from axes import *
import axes, subprocess
rng = random.Random(7)
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
    [ "$(tiff-read "$cases/reversed.ome.tif" | meta --list z_um | sed 1d | cut -f3 | paste -sd,)" = 9,7.5,6,4.5,3,1.5,0 ]
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
