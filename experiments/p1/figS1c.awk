# Figure S1c of Pinkard 2019: "the best performing patterns were those that contained multiple LEDs arranged in a line".
# Pattern 14 is a line of nine LEDs, 1 to 3 are single LEDs, and 7, 13 and 14 are lines on one side.
END {
    n = distinct("p1-figS1c", "pattern", "", pattern)
    for (i = 1; i <= n; i++) {
        ours[i] = error_of("p1-figS1c", "pattern=" pattern[i])
        theirs[i] = mean_of("published", "rmse_um", "condition=pattern_" pattern[i])
        of[pattern[i]] = i
        if (pattern[i] <= 3 && (!single || ours[i] < ours[single])) single = i
    }
    for (i = 1; i <= n; i++) {
        rank[i] = place(ours, i)
        d += (place(theirs, i) - rank[i]) ^ 2
        if (rank[i] <= 4) { singles += pattern[i] <= 3; best = best " " pattern[i] }
    }
    claim("figS1c-several", "", singles + 0, "", "the four best are patterns" best)
    line = error_of("p1-figS1c", "pattern=14")
    claim("figS1c-line", theirs[of["14"]], line, verdict(line < ours[single], line < 1.2 * ours[single]), \
        sprintf("the best single LED, pattern %s, has %.2f um; the interval is that of the folds", pattern[single], ours[single]))
    claim("figS1c-rank", "", rank[of["14"]])
    claim("figS1c-order", "", 1 - 6 * d / (n * (n * n - 1)))
}
function place(error, i, j, rank) {
    for (j = 1; j <= n; j++) rank += error[j] < error[i]
    return rank + 1
}
