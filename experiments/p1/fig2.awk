# Figure 2 of Pinkard 2019: its points, in published.tsv, are errors on the validation stacks. Ours are means over the
# trainings, and an interval covers the intervals of all of them.
END {
    many = distinct("p1-fig2", "stacks", "", numbers)
    for (i = 1; i <= many; i++) {
        ours[i] = mean_of("p1-fig2", "rmse_um", "set=validation stacks=" numbers[i])
        theirs[i] = published("p1-fig2", numbers[i])
        sep = i > 1 ? ", " : ""
        list = list sep number(ours[i], 2)
        stacks = stacks sep numbers[i]
        falls += i > 1 && ours[i] < ours[i - 1]
        published_falls += i > 1 && theirs[i] < theirs[i - 1]
        if (theirs[i] != "-") common[++points] = i
    }
    claim("The error falls whenever there are more training stacks", points == many ? published_falls : "-", falls, \
        "-", "-", 0, "of " many - 1 " steps", verdict(many > 1 && falls == many - 1, ours[many] < ours[1]), list " um")
    if (points > 1) compare_fall(common[1], common[points])
    if (points > 0) {
        compare("validation", common[points])
        compare("test", common[points])
    } else
        claim("As many training stacks give the published error", "-", "-", "-", "-", 2, "um", "not", \
            "no point was published for " stacks " training stacks")
}

# By how much more stacks reduce the error; the interval is the widest that both intervals allow.
function compare_fall(few, most, known, few_low, few_high) {
    error_of("p1-fig2", "set=validation stacks=" numbers[few])
    few_low = low; few_high = high
    error_of("p1-fig2", "set=validation stacks=" numbers[most])
    known = low != "-" && high != "-" && few_low != "-" && few_high != "-"
    low = known ? low / few_high : "-"
    high = known ? high / few_low : "-"
    claim(sprintf("%d training stacks leave as small a part of the error of %d as was published", numbers[most], numbers[few]), \
        theirs[most] / theirs[few], ours[most] / ours[few], low, high, 2, "of it", \
        verdict(known && low <= theirs[most] / theirs[few], known && high < 1), \
        sprintf("with %d stacks the error is %.2f um here, %.2f um was published", numbers[few], ours[few], theirs[few]))
}

function compare(set, i, rmse, known) {
    rmse = error_of("p1-fig2", "set=" set " stacks=" numbers[i])
    known = low != "-" && high != "-"
    claim(sprintf("%d training stacks are enough for the published error%s", numbers[i], \
        set == "test" ? ", also on stacks that did not choose the weights" : ""), theirs[i], rmse, low, high, 2, "um", \
        verdict(known && high <= theirs[i], known && low <= theirs[i]), \
        !known ? "too few " set " stacks for an interval" : high <= theirs[i] ? "the whole interval is below" : \
        low <= theirs[i] ? "the published error is within the interval" : "the whole interval is above")
}
