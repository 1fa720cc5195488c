# Table S2 of Luo 2020, and what its text makes of it. The time of a search is that of its looks, with a stage that the paper does not
# describe: so the times of the four measures are compared with each other too. Intervals are those of Student's t over the fields.
END {
    many = distinct("p2-tabS2-times", "measure", "sample=beads-breast", measures)
    for (i = 1; i <= many; i++) {
        theirs = of("published_seconds", measures[i])
        ours = of("seconds", measures[i])
        low = of("low", measures[i])
        high = of("high", measures[i])
        known = low != "-" && high != "-"
        claim("tabS2-time", theirs, ours, verdict(known && low <= theirs && theirs <= high, ours > theirs / 2 && ours < theirs * 2), \
            number(of("looks", measures[i]), 1) " looks; " number(of("exposures_seconds", measures[i]), 2) \
            " s/mm2 of exposures; the published time would be that of " number(of("stage_published_ms", measures[i]), 0) \
            " ms for a move, reading and computing", \
            measures[i])
        if (i == 1 || ours < fastest) fastest = ours
        if (i == 1 || low < least) least = low
        if (i == 1 || of("sd", measures[i]) < steadiest) steadiest = of("sd", named = measures[i])
    }
    low = least
    high = "-"
    for (i = 1; i <= many; i++)
        if (of("seconds", measures[i]) == fastest) high = of("high", measures[i])
    beats("CPU")
    beats("GPU")
    faster()
    ours = of("sd", "normalized-variance")
    claim("tabS2-steady", of("published_sd", "normalized-variance"), ours, verdict(named == "normalized-variance" && steady(2), \
        named == "normalized-variance"), list("sd"))
    n = distinct("p2-tabS2-times", "sample", "", samples)
    for (i = 1; i <= n; i++)
        if (samples[i] != "-")
            found(samples[i])
}
function of(name, measure) { return mean_of("p2-tabS2-times", name, "sample=beads-breast measure=" measure) }
function beats(processor, theirs) {
    theirs = mean_of("p2-tabS2-times", "published_seconds", "measure=Deep-R-" processor)
    claim("tabS2-network", theirs, fastest, verdict(0, fastest > theirs), \
        "partly at best: the time of our searches is that of an assumed stage, and Deep-R's is of another computer", processor)
}
# Of all measures, to Deep-R on the graphics card of the paper; partly is within a factor of two.
function faster(j, sum, times) {
    for (j = 1; j <= many; j++)
        sum += of("seconds", measures[j])
    times = many ? sum / many / mean_of("p2-tabS2-times", "published_seconds", "measure=Deep-R-GPU") : "-"
    claim("tabS2-fold", "", times, verdict(0, times >= 7.5 && times <= 30), \
        "partly at best: our searches, whose stage is assumed, to the published time with a graphics card")
}
# Whether the others vary so many times as much.
function steady(times, j) {
    for (j = 1; j <= many; j++)
        if (measures[j] != "normalized-variance" && of("sd", measures[j]) < times * ours)
            return 0
    return 1
}
function list(name, text, j) {
    for (j = 1; j <= many; j++)
        text = text (j > 1 ? ", " : "") number(of(name, measures[j]), 2) " with " measures[j]
    return text
}
function found(sample, j, n, within, searches, text) {
    n = distinct("p2-tabS2-times", "measure", "sample=" sample, names)
    for (j = 1; j <= n; j++) {
        within += mean_of("p2-tabS2-times", "within", "sample=" sample " measure=" names[j])
        searches += mean_of("p2-tabS2-times", "searches", "sample=" sample " measure=" names[j])
    }
    claim("tabS2-found", "", 100 * within / searches, "", within " of " searches " searches by four measures", sample)
}
