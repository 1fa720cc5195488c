# Figure 2 of Pinkard 2019: its points, in published.tsv, are errors on the validation stacks. Ours are means over the
# trainings, and an interval covers the intervals of all of them.
END {
    many = distinct("p1-fig2", "stacks", "", numbers)
    for (i = 1; i <= many; i++) {
        ours[i] = mean_of("p1-fig2", "rmse_um", "set=validation stacks=" numbers[i])
        theirs[i] = published_error("p1-fig2", numbers[i])
        list = list (i > 1 ? ", " : "") number(ours[i], 2)
        stacks = stacks (i > 1 ? ", " : "") numbers[i]
        falls += i > 1 && ours[i] < ours[i - 1]
        published_falls += i > 1 && theirs[i] < theirs[i - 1]
        if (theirs[i] != "-") common[++points] = i
    }
    claim("fig2-falls", points == many ? published_falls : "-", falls + 0, \
        verdict(many > 1 && falls == many - 1, ours[many] < ours[1]), list " um", many - 1)
    if (points > 1) compare_fall(common[1], common[points])
    if (points > 0) {
        compare("validation", common[points])
        compare("test", common[points])
    } else
        claim("fig2-none", "", "-", "not", "no point was published for " stacks " training stacks")
}
# How much more stacks help; the widest that both intervals allow.
function compare_fall(few, most, part, few_low, few_high, known) {
    error_of("p1-fig2", "set=validation stacks=" numbers[few])
    few_low = low; few_high = high
    error_of("p1-fig2", "set=validation stacks=" numbers[most])
    known = low != "-" && high != "-" && few_low != "-" && few_high != "-"
    low = known ? low / few_high : "-"
    high = known ? high / few_low : "-"
    part = theirs[most] / theirs[few]
    claim("fig2-part", part, ours[most] / ours[few], verdict(known && low <= part, known && high < 1), \
        sprintf("with %d stacks the error is %.2f um here, %.2f um was published", numbers[few], ours[few], theirs[few]), \
        numbers[most], numbers[few])
}
function compare(set, i, rmse, known) {
    rmse = error_of("p1-fig2", "set=" set " stacks=" numbers[i])
    known = low != "-" && high != "-"
    claim("fig2-" set, theirs[i], rmse, verdict(known && high <= theirs[i], known && low <= theirs[i]), \
        !known ? "too few " set " stacks for an interval" : high <= theirs[i] ? "the whole interval is below" : \
        low <= theirs[i] ? "the published error is within the interval" : "the whole interval is above", numbers[i])
}
