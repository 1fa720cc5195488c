# loneliest.awk -- the square around the bead that has most room, for take --region: no other bead is in it.
#   meta --list stack < FRAME | awk -f experiments/columns.awk -f loneliest.awk most=SIDE - AXIAL.tsv
# The table of psf-fit --axial has all beads of the frame.
has("shape") { split(the("shape"), size, /[x ]/); next }
{ y[++n] = int(the("y_px") + 0.5); x[n] = int(the("x_px") + 0.5); ok[n] = the("status") == "ok" }
END {
    if (broken) exit 1
    for (i = 1; i <= n; i++) {
        if (!ok[i]) continue
        room = least(least(y[i], size[1] - 1 - y[i]), least(x[i], size[2] - 1 - x[i]))
        for (j = 1; j <= n; j++)
            if (j != i) room = least(room, most_of(off(y[i], y[j]), off(x[i], x[j])) - 1)
        if (room > best) { best = room; lonely = i }
    }
    if (!lonely) { die("no bead stands alone") }
    best = least(best, int(most / 2))
    print 2 * best + 1 "x" 2 * best + 1 "+" y[lonely] - best "+" x[lonely] - best
}
function least(a, b) { return a < b ? a : b }
function most_of(a, b) { return a > b ? a : b }
function off(a, b) { return a < b ? b - a : a - b }
