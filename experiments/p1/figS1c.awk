# Figure S1c of Pinkard 2019: "the best performing patterns were those that contained multiple LEDs arranged in a line".
# Pattern 14 is a line of nine LEDs, 1 to 3 are single LEDs, and 7, 13 and 14 are lines on one side. It is compared with the
# others in the same stacks, each held out once.
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
    for (i = 1; i <= n; i++)
        if (pattern[i] != "14") {
            ratio_of("p1-figS1c-pairs", "against=" pattern[i])
            below += decided("< 1")
            above = above (decided("> 1") ? " " pattern[i] : "")
        }
    single_ratio = ratio_of("p1-figS1c-pairs", "against=" pattern[single])
    claim("figS1c-line", theirs[of["14"]] / theirs[single], single_ratio, "", errors() ", of pattern " pattern[single])
    claim("figS1c-rank", "", rank[of["14"]], verdict(below == n - 1, above == ""), sprintf( \
        "certainly better than %d of %d; certainly worse than %s", below, n - 1, above == "" ? "none" : "pattern" above))
    claim("figS1c-order", "", 1 - 6 * d / (n * (n * n - 1)))
}
function place(error, i, j, rank) {
    for (j = 1; j <= n; j++) rank += error[j] < error[i]
    return rank + 1
}
