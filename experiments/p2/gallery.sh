#!/usr/bin/env bash
# gallery.sh -- draws images of the fields in SHOWN.tsv, and a part HxW of them, which is enlarged four times:
#   gallery.sh SHOWN.tsv HxW 'Z ...' PICTURES.tsv SAMPLE/truth=FRAMES SAMPLE/SOURCE=FRAMES ...
# FRAMES is a file in whose name % is the field; truth is the plane in focus, the others have frames at these z.
# PICTURES.tsv has the sizes of the pictures, which lie beside it. The part is the one with the most detail in focus,
# off the edge.
set -euo pipefail
shown=$1 size=$2 heights=$3 table=$4
shift 4
folder=$(dirname "$table")
trap 'rm -f "$table".*' EXIT
cell() { awk -v show="$1" -f experiments/columns.awk; }

# most FRAME: where the part is, Y and X
most() {
    local y x h=${size%x*} w=${size#*x} height width type
    read -r height width type < <(meta --list stack <"$1" | cell shape | sed -n 1p | tr x ' ')
    for ((y = h / 2; y <= height - h - h / 2; y += h / 2)); do
        for ((x = w / 2; x <= width - w - w / 2; x += w / 2)); do
            take --region "$size+$y+$x" <"$1" | sharpness --measure tenengrad --curve "$table.detail" >"$table.focus"
            echo "$(cell score <"$table.detail") $y $x"
        done
    done | sort -s -g -r -k1,1 | sed -n 1p | cut -d' ' -f2,3
}

# draw NAME FRAME
draw() {
    show --limits "$table.limits" --with pixel_um <"$2" >"$folder/$1.png"
    take --region "$size+${part/ /+}" <"$2" | show --scale 4 >"$folder/$1-part.png"
    sed "1d; s/^[^\t]*/$1/; s/$/\t${part/ /\\t}\t${size#*x}/" "$table.limits" >>"$table.all"
}

printf 'picture\twidth_px\theight_px\tblack\twhite\tpixel_um\tpart_y\tpart_x\tpart_px\n' >"$table.all"
for images in "$@"; do
    sample=${images%%/*} source=${images%%=*} images=${images#*=}
    field=$(cell stack <"$shown" | sort -u | grep "^$sample/" || :)
    [ -n "$field" ] || continue
    images=${images/\%/$field}
    case $source in
    */truth)
        part=$(most "$images")
        draw "$sample-truth" "$images"
        ;;
    *)
        for z in $heights; do
            take --where z_um="$z:$z" <"$images" >"$table.frame"
            draw "$sample-${source#*/}-$z" "$table.frame"
        done
        ;;
    esac
done
mv "$table.all" "$table"
