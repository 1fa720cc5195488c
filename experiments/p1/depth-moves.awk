# depth-moves.awk -- the defocus that is left after moves of the stage by what was predicted, and the share of frames for which it
# is within half the depth of field, lambda / NA^2:
#   awk -f experiments/columns.awk -f depth-moves.awk OPTICS.tsv recipe=NAME PREDICTED.tsv ... recipe=NAME ...
# For the second move the network sees the plane of the same stack that is nearest to where the first one led, and the way from
# that plane is known; so what is left is the error there. Without a prediction the stage stays.
tables == 1 { within_um = the("lambda_um") / the("na") ^ 2 / 2; next }
FNR == 2 && recipe != recipes[many] { recipes[++many] = recipe }
{
    i = ++n[recipe]
    stack[recipe, i] = the("stack")
    z[recipe, i] = the("z_um")
    target[recipe, i] = the("target_um")
    move[recipe, i] = the("defocus_um")
    training[recipe, i] = tables
    planes[tables, the("stack")] = planes[tables, the("stack")] " " i
}
END {
    print "recipe", "moves", "frames", "within_um", "within", "rmse_um"
    for (r = 1; r <= many; r++) {
        recipe = recipes[r]
        for (i = 1; i <= n[recipe]; i++) {
            left = target[recipe, i]
            tally(0)
            if (move[recipe, i] == "nan") { tally(1); tally(2); continue }
            left -= move[recipe, i]
            tally(1)
            next_plane = nearest(z[recipe, i] + move[recipe, i])
            if (move[recipe, next_plane] != "nan") left = target[recipe, next_plane] - move[recipe, next_plane]
            tally(2)
        }
        for (moves = 0; moves <= 2; moves++)
            printf "%s\t%d\t%d\t%.4f\t%.4f\t%.4f\n", recipe, moves, n[recipe], within_um, inside[recipe, moves] / n[recipe],
                sqrt(squares[recipe, moves] / n[recipe])
    }
}
function tally(moves) {
    inside[recipe, moves] += left ^ 2 <= within_um ^ 2
    squares[recipe, moves] += left ^ 2
}
function nearest(at, list, many, j, best) {
    many = split(planes[training[recipe, i], stack[recipe, i]], list, " ")
    best = list[1]
    for (j = 2; j <= many; j++)
        if ((z[recipe, list[j]] - at) ^ 2 < (z[recipe, best] - at) ^ 2) best = list[j]
    return best
}
