# fig1-looks.awk -- the looks of one search: of those in a table of found.awk the one that began farthest from the sharpest plane.
# Reads that table, then the looks of all. A look is photographed from `opened_s` to `closed_s` after the search began.
BEGIN { print "stack", "start_um", "sharpest_um", "found_um", "look", "z_um", "score", "opened_s", "closed_s" }
tables == 1 {
    away = (the("start_um") - the("sharpest_um")) ^ 2
    if (the("off_um") != "nan" && away > farthest) {
        farthest = away
        start = the("start_um"); sharpest = the("sharpest_um"); found = the("focus_um")
    }
    next
}
the("start_um") == start {
    opened = seconds + the("stage_ms") / 1000
    seconds = opened + the("camera_ms") / 1000
    print the("stack"), start, sharpest, found, the("look"), the("z_um"), the("score"), opened, seconds
}
