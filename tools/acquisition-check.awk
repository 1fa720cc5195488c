# acquisition-check.awk -- what is known of each stack, as a table; and into OUT/notes whether it is enough, and what to
# type next. Reads the focuses, then positions.tsv.
BEGIN {
    out = ENVIRON["OUT"]
    while ((getline text < (out "/lacking")) > 0)
        lacking[substr(text, 1, index(text, ": ") - 1)] = 1
    system("rm -f \"" out "/usable\"")
    notes = out "/notes"
    printf "" > notes
    if (ENVIRON["SETTINGS"] != "")
        print "read: " ENVIRON["SETTINGS"] > notes
    print "position", "role", "channel", "planes", "z_um", "step_um", "pixel_um", "frame", "focus_um", "confidence", \
        "status"
}

FILENAME == out "/focus" {
    frame[$1, $2] = $3 == "" ? "-" : $3
    focus[$1, $2] = $4 OFS $5
    status[$1, $2] = $6
    next
}
FNR == 1 { next }

{
    where = $2 "/" $3
    rows++
    seen = "-" OFS "-" OFS "-" OFS "-"
    if (($1, $4) in status)
        seen = frame[$1, $4] OFS focus[$1, $4] OFS status[$1, $4]
    print where, $4, $6 == "-" ? $5 : $6, $7, $8 == "-" ? "-" : $8 ":" $9, $10, $11, seen
    if ($4 == "-") {
        loose = loose || $12 != "-"
        channels = $12
        next
    }
    used[$4]++
    if (where in lacking || !(($1, $4) in status)) next
    if (status[$1, $4] == "ok")
        good[$2, $4]++
    else
        print where ": no trusted focus in its " $4 " (" status[$1, $4] "); it will be left out" > notes
    if (!(($2, $4) in told)) {
        told[$2, $4] = 1
        sample[++samples] = $2
        role[samples] = $4
    }
    split(frame[$1, $4], side, "x")
    if ($4 == "incoherent" && side[2] && (side[1] < patch + 0 || side[2] < patch + 0) && !small++)
        print where ": its frames are " frame[$1, $4] " pixels, but the features are of patches of " patch \
            "; say fftcrop.patch=" lower(side[1], side[2]) > notes
}

END {
    if (!rows) {
        print "no TIFF files in " ENVIRON["DATA"] " that can be read; expected *.tif, *.tiff, *.stk or *.btf" > notes
        exit
    }
    if (loose) {
        print "no channel and no part of a path is called" names() "; name them: make check DATA=" ENVIRON["DATA"] \
            " coherent=NAME incoherent=NAME, or focal=NAME; the channels of a position are " channels > notes
        exit
    }
    for (i = 1; i <= samples; i++)
        if (good[sample[i], role[i]] >= 3) {
            usable = 1
            print good[sample[i], role[i]] " positions of " sample[i] " can be used" > notes
        } else
            print good[sample[i], role[i]] + 0 " positions of " sample[i] " can be used, expected at least 3" > notes
    if (!usable) {
        if (!samples) print "no position can be used, expected at least 3" > notes
        exit
    }
    if (small) exit
    print "next: make model " ENVIRON["TYPED"] > notes
    printf "" > (out "/usable")
}

function lower(a, b) { return a + 0 < b + 0 ? a : b }
function quoted(text) { return text ~ /[^A-Za-z0-9_.,\/+-]/ ? "'" text "'" : text }
function names(r, text) {
    for (r in name_of)
        text = text (text == "" ? " " : ", ") quoted(name_of[r])
    return text
}
