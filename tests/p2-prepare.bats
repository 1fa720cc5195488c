# How the examples of P2's networks are prepared, and what the judges of these figures say.
load helpers
load p2

named=(-f "$experiments/columns.awk")

setup() {
    plain_only
    cd "$BATS_TEST_TMPDIR"
}

@test "the preparation of a field is told from its simulation" {
    printf '%s\n' 'array shape z_um focus_um drift_y_px drift_x_px drift_deg' '1 4x4 -1 0.2 0 0 0' '2 4x4 0 0.2 3 0 0' \
        '3 4x4 1 0.2 3 4 0' | tabs >raw
    # The last plane is lost, though it looks like the sharpest, which is before it.
    printf '%s\n' 'z_um dy_px dx_px angle_deg likeness status height width' \
        '-1 -3 0 0 0.9 ok 60 60' '0 0 0 0 1 ok 60 60' \
        '1 0 0 0 1.0000 lost 60 60' | tabs >shifts
    printf '%s\n' 'stack focus_um ssim status' 's 0 0.9 ok' | tabs >nearest
    printf '%s\n' 'stack focus_um status' 's 0.1 ok' | tabs >bright
    printf '%s\n' 'array shape target_um' '1 2x4x4 1' '2 2x4x4 0' | tabs >pairs
    prepare() { awk -v item=s/p1 -v within="$1" "${named[@]}" -f "$p2/prepared.awk" raw shifts nearest bright pairs; }
    prepare 1 >got
    # The first plane is 3 pixels off and found; the last is 4 off and not found.
    printf '%s\n' 's/p1 0.2 0.1 0 0 -0.100 0.9 ok 2 2.887 2.309 - -' | tabs | diff <(sed 1d got) -
    # What is far from the plane found is counted apart, and a field without pairs has none.
    : >pairs
    prepare 0.5 >got
    printf '%s\n' 's/p1 0.2 0.1 0 0 -0.100 0.9 ok 0 0.000 0.000 3.536 2.828' | tabs | diff <(sed 1d got) -
}

# A plane that hardly stands out from the others is not trusted, whichever it is, and no pairs are made of its stack.
@test "the plane in focus must stand out, inside of the stack" {
    nearest() { # SSIM...; the row of the sharpness in `sharp`
        printf '%s\n' 'stack focus_um status' "s ${sharp:-7 ok}" | tabs >sharpness
        printf 's %s ok\n' "$@" | awk 'BEGIN { print "stack z_um ssim status" } { print $1, NR, $2, $3 }' | tabs >alike
        awk "${named[@]}" -f "$p2/nearest.awk" sharpness alike | sed 1d
    }
    nearest 0.2 0.21 0.3 0.5 0.9 0.5 0.3 0.21 0.2 0.2 0.2 | says "^$(echo s 5 0.9 | tabs)"
    nearest 0.2 0.21 0.3 0.5 0.9 0.5 0.3 0.21 0.2 0.2 0.2 | says 'ok$'
    nearest 0.070 0.073 0.124 0.087 0.074 0.096 0.09 0.07 0.1 0.08 | says 'low-confidence$'
    nearest 0.2 0.5 0.9 | says 'edge$'
    nearest 0.1 0.1 0.1 | says edge
    echo 'stack z_um ssim status' | tabs >alike
    awk "${named[@]}" -f "$p2/nearest.awk" sharpness alike | says 'blank$'
    # Of a short stack both measures must say the same; it has no planes to tell noise by
    nearest 0.2 0.21 0.3 0.9 0.5 0.3 0.21 | says "$(printf '\tnan\tlow-confidence')\$"
    sharp='5.4 ok' nearest 0.2 0.21 0.3 0.9 0.5 0.3 0.21 | says "$(printf '\tnan\tok')\$"
    sharp='4 low-confidence' nearest 0.2 0.21 0.3 0.9 0.5 0.3 0.21 | says 'low-confidence$'
    sharp='4 saturated' nearest 0.2 0.21 0.3 0.5 0.9 0.5 0.3 0.21 0.2 0.2 0.2 | says 'saturated$'
    # ... as of one with steps so long that the slope of the peak looks like noise; a longer one has planes for that
    sharp='6 ok' nearest 0.2 0.2 0.3 0.4 0.6 0.9 0.6 0.4 0.3 0.2 0.2 | says 'ok$'
    sharp='3 ok' nearest 0.070 0.073 0.124 0.087 0.074 0.096 0.09 0.07 0.1 0.08 0.07 0.09 0.08 0.1 0.07 0.08 |
        says 'low-confidence$'
}

# prepared OFF STATUS LEFT ...: a table of fields of ovary, whose depth of field is 0.65 um; the drift is 1 pixel
prepared() {
    echo 'sample field focus_um true_um sharpest_um found_minus_true_um status drift_px left_px' \
        'far_drift_px far_left_px' | tabs
    while [ $# -gt 0 ]; do
        echo "ovary ovary/p 0 0.4 0.5 $1 $2 1 $3 1 $3" | tabs
        shift 3
    done
}

@test "the truth is in focus within half the depth of field, in most fields and on average" {
    said() { prepared "$@" >p2-pairs.tsv && judge pairs p2-pairs.tsv >claims && verdicts <claims; }
    [ "$(said 0.1 ok 0.1 0.1 ok 0.1)" = \
        'reproduced,reproduced,reproduced,reproduced,reproduced,not attempted,reproduced' ]
    grep -q 'median 0.10 um; without noise the sharpest plane lies 0.40 um above the middle' claims
    [ "$(said 0.1 ok 0.4 0.6 ok 0.4)" = 'partly,reproduced,partly,partly,partly,not attempted,partly' ]
    [ "$(said - edge 2 0.6 ok 2)" = 'not,not,partly,not,not,not attempted,not' ]
    grep -q 'at the end of the stack 1, blank 0, doubtful 0' claims
    [ "$(said 0.6 ok 2 0.7 ok 2 0.65 ok 2 | cut -d, -f3)" = not ]
    # Of one field nothing is certain.
    [ "$(said 0.1 ok 0.1 | cut -d, -f3)" = partly ]
}

# tilted UPPER LOWER OUTPUT OFF: tables of uneven.sh for two fields, which the rules of the figure average: the blurred
# rows of the inputs, the upper ones of the outputs, and by how much the outputs of both fields differ
tilted() {
    local field
    for field in a b; do
        awk -v OFS='\t' -v off=$([ $field = a ] && echo 0 || echo 0.02) 'BEGIN {
            print "source", "reference", "planes", "z_um", "row", "sharpness", "sharpness_sd"
            for (row = 1; row <= 510; row++) {
                print "input", "tilt", 9, 0, row, (row < 176 ? '"$1"' : 0.9) + off, 0.1
                print "input", "tilt", 9, -2.2, row, (row < 344 ? 0.9 : '"$2"') + off, 0.1
                for (z = 0; z >= -2.2; z -= 2.2)
                    print "output", "tilt", 9, z, row, (row < 176 ? '"${3:-1}"' : 1) + off * '"${4:-1}"', 0.1
                print "input", "published", 4, 0, row, 1, 0.1
                print "input", "published", 4, -2.2, row, 1, 0.1
            }
        }' >$field.tsv
    done
    for by in row field; do
        awk -v pixel=0.325 -v tilt=1.5 -v by=$by "${named[@]}" -f "$p2/figS1-rows.awk" a.tsv b.tsv \
            >p2-figS1$([ $by = row ] || echo -fields).tsv
    done
}

@test "the rows of a tilted sample are averaged, over the fields and over thirds" {
    tilted 0.5 0.5
    # 512 rows of 0.325 um at 1.5 degrees are 4.357 um deep
    row() {
        awk -F'\t' -v field="$1" -v row="$2" \
            '$2 $4 == "tilt0" && $5 == field && $6 == row {print $7, $8, $9, $10}' p2-figS1.tsv
    }
    row all 4 | says '^-2.145 2 0.5100 0.0141$'
    row a 508 | says '^2.145 1 0.9000 0.1000$'
    awk -F'\t' '$2 == "tilt" && $4 == -2.2 && $5 == "b" { print $7, $8 }' p2-figS1-fields.tsv | says '^0.9200 0.5200$'
}

@test "a region is blurred where the whole interval says so" {
    said() { tilted "$@" && judge figS1 p2-figS1{,-fields}.tsv >claims && verdicts <claims | cut -d, -f1-6; }
    [ "$(said 0.5 0.5)" = reproduced,reproduced,reproduced,reproduced,reproduced,reproduced ]
    [ "$(said 1.2 0.5 | cut -d, -f1-4)" = reproduced,not,reproduced,reproduced ]
    [ "$(said 1.2 1.2 | cut -d, -f1-4)" = reproduced,not,not,not ]
}

@test "a tilted sample is focused at once where all thirds are sharper than the input, and as sharp as the reference" {
    said() {
        tilted 0.5 0.5 "$1" "${2:-1}"
        judge figS1 p2-figS1{,-fields}.tsv >claims
        verdicts <claims | cut -d, -f7-
    }
    [ "$(said 1)" = reproduced,partly,reproduced,partly ] # as sharp by both fields, but not surely
    grep -q 'all of the output.*partly.not decided' claims
    [ "$(said 1 0 | cut -d, -f2,4)" = reproduced,reproduced ]
    grep -q '1.10.*middle third 1.1[01], lower third 1.1[01]' <(grep 'At z = 0 um the output' claims)
    [ "$(said 0.8)" = reproduced,partly,not,partly ] # at -2.2 um the upper third of the input is in focus
    [ "$(said 0.4)" = not,not,not,not ]
    [ "$(said 1.05 0 | cut -d, -f2)" = reproduced ]
    [ "$(said 1.4 | cut -d, -f2)" = not ] # sharper than the reference is no match
    tilted 0.5 0.5
    sed -i /^output/d p2-figS1-fields.tsv
    judge figS1 p2-figS1{,-fields}.tsv | verdicts | says ',not attempted,not attempted,not attempted,not attempted$'
}

@test "the data sets are counted beside the published ones" {
    built='sample training validation test frame_px pixel_um range_um within_um step_um'
    printf '%s\n' "$built" 'breast 1156 118 6 2048 0.325 10 5 0.5' 'tilted 60 8 18 2048 0.325 2.2 5 0.2' | tabs >built
    sed -n '1,3p' "$p2/tabS1.tsv" >paper.tsv
    awk "${named[@]}" -f "$p2/tabS1-count.awk" built paper.tsv >p2-tabS1.tsv
    # 1280 fields of 666 um; fields of what is only tested count for the area alone
    awk -F'\t' '$1 == "breast" { print $9, $11, $15, $18 }' p2-tabS1.tsv | says '^567 5 21 41$'
    awk -F'\t' '$1 == "tilted" { print $3, $9, $15, $18 }' p2-tabS1.tsv | says '^- 7.97 - 23$'
    judge tabS1 p2-tabS1.tsv >claims
    [ "$(verdicts <claims)" = reproduced,reproduced,reproduced,partly ]
    sed 's/1156 118/200 35/; s/0.5$/1/' <(tr '\t' ' ' <built) | tabs >less
    awk "${named[@]}" -f "$p2/tabS1-count.awk" less paper.tsv >p2-tabS1.tsv
    [ "$(judge tabS1 p2-tabS1.tsv | verdicts)" = partly,partly,partly,reproduced ]
}
