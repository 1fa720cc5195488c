# Figure 2 of Pinkard 2019: its points, in published.tsv, are errors on the validation stacks. Ours are means over the
# trainings, and an interval covers the intervals of all of them. A step is a fall, or a rise, if the interval of the ratio of
# the two errors, over the same stacks and all trainings, lies on that side of 1.
END {
    many = distinct("p1-fig2", "stacks", "", numbers)
    for (i = 1; i <= many; i++) {
        theirs[i] = published_error("p1-fig2", numbers[i])
        list = list (i > 1 ? ", " : "") number(mean_of("p1-fig2", "rmse_um", "set=validation stacks=" numbers[i]), 2)
        stacks = stacks (i > 1 ? ", " : "") numbers[i]
        if (theirs[i] != "-") common[++points] = i
        if (i == 1) continue
        against(i, i - 1)
        falls += decided("< 1")
        rises += decided("> 1")
        published_falls += theirs[i] < theirs[i - 1]
    }
    claim("fig2-falls", points == many ? published_falls : "-", many > 1 ? falls + 0 : "-", \
        verdict(falls == many - 1, !rises), list " um; " falls + 0 " falls and " rises + 0 " rises are decided", many - 1)
    if (points > 1) compare_fall(common[1], common[points])
    if (points > 0) {
        compare("validation", common[points], "p1-fig2", "set=validation stacks=" numbers[common[points]])
        compare("test", common[points], "p1-fig2", "set=test stacks=" numbers[common[points]])
        compare("published", common[points], "p1-fig2-recipe", "set=validation")
    } else
        claim("fig2-none", "", "-", "", "no point was published for " stacks " training stacks")
}
function against(i, j) { return ratio_of("p1-fig2-pairs", "stacks=" numbers[i] " against=" numbers[j]) }
# How much more stacks help.
function compare_fall(few, most, part, ratio) {
    part = theirs[most] / theirs[few]
    ratio = against(most, few)
    claim("fig2-part", part, ratio, verdict(decided("<= " part), low == "-" || low <= part), errors() sprintf( \
        "; %.2f um against %.2f um was published", theirs[most], theirs[few]), numbers[most], numbers[few])
}
function compare(id, i, table, where, rmse, known) {
    rmse = error_of(table, where)
    known = low != "-" && high != "-"
    claim("fig2-" id, theirs[i], rmse, verdict(known && high <= theirs[i], known && low <= theirs[i]), \
        !known ? "too few stacks for an interval" : high <= theirs[i] ? "the whole interval is below" : \
        low <= theirs[i] ? "the published error is within the interval" : "the whole interval is above", numbers[i])
}
