load helpers

# What users of other tools reported, in the folder cases beside REAL_DATA: each sentence of its README.md files that
# says what is right.

setup() {
    cases=${REAL_DATA%/*}/cases
    [ -d "$cases" ] || skip "no cases here"
}

# near WANTED WITHIN PLANES [STATUS]: the table of sharpness on stdin has one stack with that focus, and is ok.
near() {
    awk -F'\t' -v want="$1" -v within="$2" -v planes="$3" -v status="${4:-ok}" '
        NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
        { d = $column["focus_um"] - want; if (d < 0) d = -d
          wrong = d > within || $column["status"] != status || $column["planes"] != planes
          if (NR > 2 || wrong) { print "not " want ": " $0; bad = 1 } }
        END { exit bad || NR != 2 }'
}

# listed KEY: the values of a key in the frames on stdin, joined by commas.
listed() { meta --list "$1" | sed 1d | cut -f3 | paste -sd,; }

# is WANTED: the text on stdin.
is() { diff <(cat) <(echo "$1"); }

@test "folder-two-channels: refused unless a channel is chosen; a position or a time counts in the same way" {
    fails 1 "holds 2 channels.*--channel 1" tiff-read "$cases/folder-two-channels"
    for channel in 1 channel000; do
        tiff-read --channel $channel --dz 1.5 "$cases/folder-two-channels" | sharpness | near 3 0.3 7
    done
    for other in position time000000; do
        mkdir $other
        for file in "$cases"/folder-two-channels/*channel000*; do
            name=${file##*/}
            cp "$file" "$other/$name"
            cp "$file" "$other/${name/${other}000/${other}001}"
        done
        tiff-read --dz 1.5 $other >two.npy
        [ "$(listed stack <two.npy | tr , '\n' | sort -u | wc -l)" = 2 ]
        for end in 1 2; do
            take --where "stack=${other}_${other::1}$end" <two.npy | sharpness | near 3 0.3 7
        done
    done
}

@test "imagej-dpi: the resolution of a screen is no calibration" {
    tiff-read "$cases/imagej-dpi/unit_inch.tif" 2>stderr >out.npy
    says "resolution of a screen.*--pixel and --dz" <stderr
    meta --list z_um,pixel_um <out.npy | sed 1d | cut -f3,4 | sort -u | is $'-\t-'
}

@test "imagej-order-zct: z is fastest" {
    order=$cases/imagej-order-zct/order_zct.tif
    for channel in 1 2; do
        tiff-read --channel $channel "$order" >$channel.npy
        differ <(meta --drop z_um --drop pixel_um stack=x <$channel.npy) \
            <(tiff-read --channel $channel "$cases/tifffile-axes/czyx.tif" | meta stack=x)
        differ <(meta --drop z_um --drop pixel_um stack=x <$channel.npy) \
            <(tiff-read --axis z=page --pages $((7 * channel - 6)):$((7 * channel)) "$order" |
                meta --drop z_um --drop pixel_um stack=x)
    done
    sharpness <1.npy | near 1 0.1 7
}

@test "metamorph-stk: seven planes in one directory, a folder of them too" {
    stack=$cases/metamorph-stk/stack.stk
    tiff-read "$stack" | listed z_um | is 0,2,4,6,8,10,12
    tiff-read "$stack" | sharpness | near 4 0.4 7
    mkdir folder
    cp "$stack" folder/a.stk
    cp "$stack" folder/b.STK
    for name in a b; do tiff-read folder | take --where stack=$name | sharpness | near 4 0.4 7; done
}

@test "micromanager-sequenced-z: steps of 2 with a warning" {
    stack=$cases/micromanager-sequenced-z/MMStack_Pos0.tif
    tiff-read "$stack" 2>stderr >out.npy
    says "claim to be at z_um=112.*steps of 2" <stderr
    not grep -q "name the stacks apart" stderr
    listed z_um <out.npy | is 112,114,116,118,120,122,124
    sharpness <out.npy | near 116 0.4 7
    tiff-read --dz 2 "$stack" | sharpness | near 116 0.4 7
}

@test "ndtiff-two-channels: refused without --channel" {
    stack=$cases/ndtiff-two-channels/NDTiffStack.tif
    fails 1 "holds 2 channels" tiff-read "$stack"
    tiff-read --channel 1 "$stack" >1.npy
    listed z_um <1.npy | is -4.5,-3,-1.5,0,1.5,3,4.5
    for said in pixel_um:0.65 exposure_ms:20; do listed ${said%:*} <1.npy | tr , '\n' | sort -u | is ${said#*:}; done
    sharpness <1.npy | near -1.5 0.3 7
    tiff-read --channel BF "$stack" | cmp - 1.npy
}

@test "npy-stack-without-z: the command that the message names works" {
    fails 1 "meta --ramp z_um=START,STEP" sharpness <"$cases/npy-stack-without-z/stack.npy"
    meta --ramp z_um=0,0.5 <"$cases/npy-stack-without-z/stack.npy" | sharpness | near 1 0.1 7
}

@test "ome-split-in-two: both files, each alone, and the companion" {
    two=("$cases/ome-split-in-two/s.ome.tif" "$cases/ome-split-in-two/s_1.ome.tif")
    fails 1 "holds 2 channels" tiff-read "${two[@]}"
    for channel in 1 2; do [ "$(tiff-read --channel $channel "${two[@]}" | meta --list z_um | wc -l)" = 8 ]; done
    tiff-read --channel 1 "${two[@]}" >both.npy
    listed z_um <both.npy | is 0,1.5,3,4.5,6,7.5,9
    sharpness <both.npy | near 3 0.3 7
    tiff-read --channel 1 "${two[1]}" | listed z_um | is 6,7.5,9
    tiff-read --channel 1 --pages 1:4 "${two[0]}" | listed z_um | is 0,1.5
    only=$cases/ome-split-in-two/binaryonly.ome.tif
    fails 1 "set.companion.ome, which is not beside it" tiff-read "$only"
    cp "$only" .
    pixels='<Pixels ID="P" DimensionOrder="XYZCT" Type="uint16" SizeX="64" SizeY="64" SizeZ="7" SizeC="2" SizeT="1"'
    echo "<OME><Image ID=\"I\">$pixels PhysicalSizeZ=\"1.5\"><TiffData/></Pixels></Image></OME>" >set.companion.ome
    fails 1 "holds 2 channels" tiff-read binaryonly.ome.tif
    tiff-read --channel 1 binaryonly.ome.tif | listed z_um | is 0,1.5,3,4.5,6,7.5,9
}

@test "ome-tiffdata-order: the page of each plane" {
    reversed=$cases/ome-tiffdata-order/reversed.ome.tif channels=$cases/ome-tiffdata-order/channels.ome.tif
    tiff-read "$reversed" | listed z_um | is 9,7.5,6,4.5,3,1.5,0
    tiff-read "$reversed" | sharpness | near 3 0.3 7
    for channel in 1 2; do
        tiff-read --channel $channel "$channels" >$channel.npy
        listed z_um <$channel.npy | is 0,1.5,3,4.5,6,7.5,9
        differ <(meta --drop channel --drop z_um stack=x <$channel.npy) \
            <(tiff-read --axis z=page --pages $channel:14:2 "$channels" | meta --drop channel --drop z_um stack=x)
    done
    sharpness <1.npy | near 3 0.3 7
    sharpness <2.npy | near 7.5 0.6 7 edge
}

@test "planes-in-shell-order: as the folder" {
    planes=$cases/planes-in-shell-order
    tiff-read --dz 1 "$planes"/z*.tif | sharpness | near 4 0.2 12
    tiff-read --dz 1 "$planes" | cmp - <(tiff-read --dz 1 "$planes"/z*.tif)
    cp "$planes"/z*.tif .
    tiff-read --dz 1 . | sharpness | near 4 0.2 12
}

@test "stage-position-digits: focus and targets" {
    stack=$cases/stage-position-digits/MMStack_Pos0.tif
    tiff-read "$stack" | sharpness >focus.tsv
    near 11235.443 0.005 7 <focus.tsv
    tiff-read --z 0 "$stack" | sharpness | near 0.31327 0.005 7
    tiff-read "$stack" | label --focus focus.tsv | listed target_um | tr , '\n' |
        awk '{ d = $1 - (0.31327 - 0.1 * (NR - 1)) } d > 0.001 || d < -0.001 { exit 1 }'
}

@test "tifffile-axes: refused without --channel" {
    fails 1 "holds 2 channels" tiff-read "$cases/tifffile-axes/czyx.tif"
    tiff-read --channel 1 --dz 0.5 "$cases/tifffile-axes/czyx.tif" | sharpness | near 1 0.1 7
}

@test "z-saved-as-time: --dz is refused with the option that mends it" {
    fails 1 "7 times of one plane each.*--axis z=time" tiff-read --dz 0.5 "$cases/z-saved-as-time/z_as_t.tif"
    tiff-read --dz 0.5 --axis z=time "$cases/z-saved-as-time/z_as_t.tif" >out.npy
    listed z_um <out.npy | is 0,0.5,1,1.5,2,2.5,3
    sharpness <out.npy | near 1 0.1 7
}

@test "fuzz: directories in rings and of absurd sizes are refused at once" {
    fuzz=$cases/fuzz
    for name in ifd-cycle ifd-cycle-of-two ifd-4e9-pixels-square ifd-1e6-square-8kB ifd-tile-1e9-wide; do
        fails 1 "$name.tif" tiff-read "$fuzz/$name.tif"
    done
    [ -n "${SANITIZE:-}" ] || for name in ifd-4e9-pixels-square ifd-1e6-square-8kB; do
        (ulimit -v 200000 && fails 1 "$name.tif" tiff-read "$fuzz/$name.tif")
    done
    meta --list all <"$fuzz/model-patch16.npy" | says 'name=shift$'
}

# model: a briefly trained network for patches of 16 pixels, model.npy.
model() {
    local seed
    for seed in 1 2; do
        specimen cells --size 16x16 --density 8000 --seed $seed --focus 0 | illuminate --z -4:4:1 | camera |
            meta --ramp target_um=4,-1 | fftcrop --patch 16 --crop 4x4
    done | fcfnn-train --layers 1 --width 4 --check-every 10 --max-steps 20 >model.npy
}

@test "fuzz: the byte order of headerless frames" {
    model
    raw=$cases/fuzz/big-endian-16x16-f4.raw
    predict --raw '16x16:>f4' model.npy <"$raw" | says '^1\t-?[0-9.]+\t'
    predict --raw 16x16:f4 model.npy <"$raw" >out 2>stderr || true
    not grep -qw ok out
}

# trusted WANTED WITHIN: the table of sharpness on stdin has that focus, if it is ok.
trusted() {
    awk -F'\t' -v want="$1" -v within="$2" '
        NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
        { d = $column["focus_um"] - want }
        $column["status"] == "ok" && (d > within || d < -within) { print "not " want ": " $0; bad = 1 }
        END { exit bad || NR != 2 }'
}

# What a measure makes of the plain stack is its own: some see another focus there.
@test "cosmic-ray: lone pixels do not move the focus, by any measure" {
    ray=$cases/cosmic-ray
    for name in clean one_pixel six_pixels; do tiff-read "$ray/$name.tif" >$name.npy; done
    sharpness <clean.npy | near 9.06 0.05 11
    for measure in power tenengrad edges sd normalized-variance vollath4 vollath5 bandpass redondo brenner; do
        for peak in maximum centre; do
            focus=$(sharpness --measure $measure --peak $peak <clean.npy | sed -n 2p | cut -f3)
            for name in one_pixel six_pixels; do
                echo "$name $measure $peak $focus"
                sharpness --measure $measure --peak $peak <$name.npy | trusted "$focus" 0.05
            done
        done
    done
}

# motions: those of the table on stdin are within 0.5 px of the README's, where they are ok.
motions() {
    awk -F'\t' 'NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
        { y = $column["dy_px"] - dy[NR - 1]; x = $column["dx_px"] - dx[NR - 1] }
        $column["status"] == "ok" && (y * y > 0.25 || x * x > 0.25) { print "not there: " $0; bad = 1 }
        $column["status"] == "ok" { fine++ }
        BEGIN {
            split("-9.69 -6.27 -3.05 0 3.01 6.05 9.19", dy, " ")
            split("4.55 2.92 1.40 0 -1.46 -2.88 -4.38", dx, " ")
        }
        END { print fine + 0 " ok"; exit bad || NR != 8 }'
}

@test "drift-with-hot-pixels: hot pixels do not hold the stack still" {
    hot=$cases/drift-with-hot-pixels
    tiff-read "$hot/clean.tif" | stack-align --model translation --save clean.tsv >/dev/null
    motions <clean.tsv | is "7 ok"
    tiff-read "$hot/five_hot.tif" | stack-align --model translation --save hot.tsv >/dev/null
    motions <hot.tsv
}

@test "fuzz: a spectrum that overflows is never ok, and nothing that is not finite is written" {
    model
    overflow=$cases/fuzz/overflow-f4.npy
    predict model.npy <"$overflow" >out 2>stderr || says '(array|frame|result) 1 ' <stderr
    not grep -qw ok out
    if fftcrop --patch 16 --crop 4x4 <"$overflow" >features.npy 2>stderr; then
        meta --list status <features.npy | sed -n 2p | says '\t(?!ok)[a-z-]+$'
        numpy "assert np.isfinite(np.load('features.npy')).all()"
    else
        says '(array|frame|result) 1 ' <stderr
    fi
}
