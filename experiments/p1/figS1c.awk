# Figure S1c of Pinkard 2019: "the best performing patterns were those that contained multiple LEDs arranged in a line".
# Pattern 14 is the line of nine, 1 to 3 are single LEDs, 7, 13 and 14 lines on one side.
END {
    n = distinct("p1-figS1c", "pattern", "", pattern)
    for (i = 1; i <= n; i++) {
        ours[i] = mean_of("p1-figS1c", "rmse_um", "pattern=" pattern[i])
        name[i] = pattern[i]
        of[pattern[i]] = i
    }
    for (i = 1; i <= n; i++) {
        rank[i] = 1
        for (j = 1; j <= n; j++) rank[i] += ours[j] < ours[i]
        if (rank[i] <= 4) { if (name[i] <= 3) singles++; best = best " " name[i] }
    }
    claim("The four best patterns have several LEDs", 0, singles, "-", "-", 0, "single LEDs among them", \
        verdict(singles == 0, singles == 1), "the four best are patterns" best)
    single = 1
    for (i = 1; i <= n; i++) if (name[i] <= 3 && ours[i] < ours[single]) single = i
    line = of["14"]
    where = "pattern=14"
    claim("Nine LEDs in a line are better than any single one", mean_of("published", "rmse_um", "condition=pattern_14"), ours[line], \
        lowest_of("p1-figS1c", "rmse_um", where), highest_of("p1-figS1c", "rmse_um", where), 2, "um", \
        verdict(ours[line] < ours[single], ours[line] < 1.2 * ours[single]), sprintf("the best single LED, pattern %s, has %.2f um; the interval is that of the folds", name[single], ours[single]))
    claim("Nine in a line are the best pattern of all", 1, rank[line], "-", "-", 0, "rank of 19", verdict(rank[line] == 1, rank[line] <= 4), "ranks by the mean over the folds")
    agree(n)
}

# The rank correlation of Spearman, without ties.
function agree(n, i, j, d, theirs, their_rank) {
    for (i = 1; i <= n; i++) theirs[i] = mean_of("published", "rmse_um", "condition=pattern_" pattern[i])
    for (i = 1; i <= n; i++) {
        their_rank = 1
        for (j = 1; j <= n; j++) their_rank += theirs[j] < theirs[i]
        d += (their_rank - rank[i]) ^ 2
    }
    d = 1 - 6 * d / (n * (n * n - 1))
    claim("The order of the patterns is the published one", 1, d, "-", "-", 2, "rank correlation", verdict(d >= 0.7, d >= 0.4), "of Spearman; 0 is by chance")
}
