# judge.awk -- functions shared by the judges of the figures:
#   awk -f experiments/student.awk -f experiments/judge.awk -f experiments/p1/fig2.awk TABLE.tsv ... > p1-fig2.claims.tsv
# A judge is an END rule that looks cells up in the tables by their names and writes one row for each claim. What is
# claimed stands in the paper's claims.tsv, with its published number and the limits of its verdict.
#
# A table is called by its file's name, "p1-fig2" for figures/quick/p1-fig2.tsv, or as=NAME before it says; `where`
# picks rows, "set=test stacks=125", all of them where it is "". What is not a number, such as the interval of status
# few, counts as absent.
BEGIN {
    FS = OFS = "\t"
    print "claim", "published", "ours", "low", "high", "unit", "verdict", "reason"
}

FNR == 1 {
    table = as == "" ? FILENAME : as
    gsub(/.*\/|\.tsv$/, "", table)
    for (i = 1; i <= NF; i++)
        column[table, $i] = i
    rows[table] = 0
    next
}

{
    rows[table]++
    for (i = 1; i <= NF; i++)
        value[table, rows[table], i] = $i
}

END {
    if (broken)
        exit 1
}

# Ends the judge; the rule above prevents further END rules from running.
function die(text) {
    print "judge.awk: " text | "cat >&2"
    broken = 1
    exit 1
}

function rows_of(table) {
    if (!(table in rows))
        die("no table " table " was given; name it in NAME.tables")
    return rows[table]
}

function cell(table, row, name) {
    if (!((table, name) in column))
        die(table ".tsv has no column " name)
    return value[table, row, column[table, name]]
}

function matches(table, row, where, terms, n, i, equals, wanted) {
    n = split(where, terms, " ")
    for (i = 1; i <= n; i++) {
        equals = index(terms[i], "=")
        split(substr(terms[i], equals + 1), wanted, "\n") # the results of split compare as numbers if they are numbers
        if (cell(table, row, substr(terms[i], 1, equals - 1)) != wanted[1])
            return 0
    }
    return 1
}

# Stores in `summary` the count, mean, its standard error, lowest and highest value of a column over the selected rows.
function summarise(table, name, where, row, n, x, sum, squares) {
    sum = squares = summary["count"] = 0
    summary["mean"] = summary["error"] = summary["lowest"] = summary["highest"] = "-"
    n = rows_of(table)
    for (row = 1; row <= n; row++) {
        if (!matches(table, row, where))
            continue
        x = cell(table, row, name)
        if (x !~ /^[-+]?[0-9.]+([eE][-+]?[0-9]+)?$/)
            continue
        x += 0
        sum += x
        squares += x * x
        if (summary["count"]++ == 0)
            summary["lowest"] = summary["highest"] = x
        else if (x < summary["lowest"])
            summary["lowest"] = x
        else if (x > summary["highest"])
            summary["highest"] = x
        summary["mean"] = sum / summary["count"]
    }
    summary["error"] = error_from(summary["count"], sum, squares)
}
function mean_of(table, name, where) { summarise(table, name, where); return summary["mean"] }
function lowest_of(table, name, where) { summarise(table, name, where); return summary["lowest"] }
function highest_of(table, name, where) { summarise(table, name, where); return summary["highest"] }

# The cell of another column in the first of the selected rows in which this column is lowest.
function at_lowest(table, name, other, where, row, least) {
    least = lowest_of(table, name, where)
    for (row = 1; row <= rows_of(table); row++)
        if (least != "-" && matches(table, row, where) && cell(table, row, name) == least)
            return cell(table, row, other)
    return "-"
}
# The mean over the selected rows, which are independent. Stores in `low` and `high` its 95 % interval (Student's t), which fewer than
# two rows do not have.
function average_of(table, name, where) {
    summarise(table, name, where)
    interval_of(summary["count"], summary["mean"], summary["error"])
    return summary["mean"]
}
function interval_of(count, mean, error) {
    low = error == "-" ? "-" : mean - student(count - 1) * error
    high = error == "-" ? "-" : mean + student(count - 1) * error
}
# The standard error of a mean, from the sums of the values and of their squares.
function error_from(n, sum, squares) {
    return n > 1 ? sqrt((squares > sum * sum / n ? squares - sum * sum / n : 0) / (n - 1) / n) : "-"
}

# The mean error of the selected rows. Stores in `low` and `high` the interval that covers all of their intervals, or,
# if they have none, their values; and in `constant` the error of the best constant predictor.
function error_of(table, where, rmse) {
    rmse = mean_of(table, "rmse_um", where)
    low = lowest_of(table, (table, "rmse_low_um") in column ? "rmse_low_um" : "rmse_um", where)
    high = highest_of(table, (table, "rmse_high_um") in column ? "rmse_high_um" : "rmse_um", where)
    constant = (table, "constant_rmse_um") in column ? mean_of(table, "constant_rmse_um", where) : "-"
    return rmse
}

# The ratio of two errors in the selected row of a table of pairs. Stores its interval in `low` and `high`, the two errors in
# `with` and `without`.
function ratio_of(table, where) {
    with = mean_of(table, "rmse_um", where)
    without = mean_of(table, "against_rmse_um", where)
    low = mean_of(table, "ratio_low", where)
    high = mean_of(table, "ratio_high", where)
    return mean_of(table, "ratio", where)
}
# The ratio of two widths in the row of a table of ratios for this quantity, in the same way. Stores in `kept` the share of the fits
# that have a width.
function width_ratio_of(table, quantity, where) {
    where = "quantity=" quantity
    kept = mean_of(table, "kept", where)
    with = mean_of(table, "um", where)
    without = mean_of(table, "against_um", where)
    low = mean_of(table, "ratio_low", where)
    high = mean_of(table, "ratio_high", where)
    return mean_of(table, "ratio", where)
}
function two_widths(what) {
    return with == "-" ? "" : sprintf("%.2f um, %.2f um %s%s", with, without, what, kept == 1 ? "" : \
        sprintf("; %.1f %% of the fits have no peak", 100 * (1 - kept)))
}
# Whether two numbers of this ratio are alike within a factor; and whether all of the interval says so.
function alike_by(x, factor) { return x != "-" && x < factor && x > 1 / factor }
function surely_alike_by(factor) { return alike_by(low, factor) && alike_by(high, factor) }
# Whether beads are as wide as others, where hardly one of them has no width; partly if half of them have none.
function as_wide(ours, factor) {
    return verdict(surely_alike_by(factor) && kept >= 0.9, alike_by(ours, factor) && kept >= 0.5)
}
# Whether a network leaves beads wider where it was not taught: partly, if it does not focus them where it was. Leaves in `unfocused` what
# is to be said of it.
function wider_beyond(focuses) {
    unfocused = focuses || low == "-" ? "" : "; inside it does not focus them either"
    return low == "-" ? "" : verdict(focuses && decided("> 1"), meets(high, "> 1"))
}
# A mean, of differences or of values, in the selected row of a table with name_low and name_high. Stores its interval in `low` and `high`.
function difference_of(table, name, where) {
    low = mean_of(table, name "_low", where)
    high = mean_of(table, name "_high", where)
    return mean_of(table, name, where)
}
# Whether a mean reaches a level: all of its interval, in `low` and `high`, or part of it; but what the input reaches too is no merit.
# Leaves in `doubt` what is to be said of it.
function above_level(ours, level, input) {
    doubt = ours == "-" ? "" : low == "-" || (low < level && high >= level) ? "not decided: " : \
        low >= level && input != "-" && input >= level ? "as the input does: " : ""
    return verdict(ours != "-" && doubt == "" && low >= level, low == "-" ? ours >= level : high >= level)
}
# Whether images are nearer to the plane in focus in the selected row of a table of pairs: by SSIM, whose interval is left in `low` and
# `high`, and by RMSE. A dark image resembles any other in SSIM.
function nearer(table, where, rmse, ssim, above, below) {
    rmse = difference_of(table, "rmse", where)
    above = decided("> 0")
    below = decided("< 0")
    doubt = rmse == "-" ? "" : sprintf("RMSE %+.3f, %s to %s", rmse, number(low, 3), number(high, 3))
    ssim = difference_of(table, "ssim", where)
    if (low == "-") {
        doubt = (ssim > 0 || rmse < 0 ? "not decided: " : "") doubt
        return verdict(0, ssim > 0 || rmse < 0)
    }
    return verdict(decided("> 0") && below, !decided("< 0") && !above)
}
function errors() { return number(with, 2) " um against " number(without, 2) " um" }
function decided(limit) { return low != "-" && high != "-" && meets(low, limit) && meets(high, limit) }

# A number of published.tsv, without which nothing can be judged.
function published_value(experiment, quantity, x) {
    x = mean_of("published", "value", "experiment=" experiment " quantity=" quantity)
    if (x == "-")
        die("published.tsv has no " quantity " of " experiment)
    return x
}
function published_error(experiment, x) { return mean_of("published", "rmse_um", "experiment=" experiment " x=" x) }

# The distinct values of a column, in the order of the table, as values[1..n]; returns n.
function distinct(table, name, where, values, row, last, n, seen, x) {
    last = rows_of(table)
    for (row = 1; row <= last; row++)
        if (matches(table, row, where) && !((x = cell(table, row, name)) in seen)) {
            seen[x]
            values[++n] = x
        }
    return n + 0
}

function verdict(reproduced, partly) { return reproduced ? "reproduced" : partly ? "partly" : "not" }

function number(x, digits) { return x == "-" ? x : sprintf("%." digits "f", x) }

function meets(x, limit, word) {
    split(limit, word, " ")
    return x == "-" || limit == "-" ? 0 : word[1] == "<=" ? x <= word[2] + 0 : word[1] == "<" ? x < word[2] + 0 : \
        word[1] == ">=" ? x >= word[2] + 0 : x > word[2] + 0
}

# One row: the claim of claims.tsv that is called `id`, where `a` and `b` stand for the words that its text leaves open.
# Where `theirs`, the verdict or the reason is "", it is that of the table, whose limits hold for `ours`. A limit for the
# whole interval, "all < 1", is that of a difference: not decided, and so partly, if the interval has both sides of it. A
# claim with an interval has that of the last error_of or ratio_of. What is not known is "-", and has no verdict.
function claim(id, theirs, ours, said, reason, a, b, row, digits, interval, unit, limit) {
    for (row = 1; row <= rows_of("claims") && cell("claims", row, "id") != id; row++)
        ;
    if (row > rows_of("claims"))
        die("claims.tsv has no claim " id)
    digits = cell("claims", row, "digits")
    interval = cell("claims", row, "interval") == "yes"
    limit = cell("claims", row, "reproduced")
    if (reason == "")
        reason = cell("claims", row, "reason")
    if (ours == "-")
        said = "not attempted"
    else if (said == "" && sub(/^all /, "", limit)) {
        said = verdict(decided(limit), low == "-" || high == "-" || meets(low, limit) || meets(high, limit))
        if (said == "partly")
            reason = "not decided" (reason == "-" ? "" : ": " reason)
    } else if (said == "")
        said = verdict(meets(ours, limit), meets(ours, cell("claims", row, "partly")))
    if (said !~ /^(reproduced|partly|not|not attempted)$/)
        die("the verdict " said ", expected reproduced, partly, not or not attempted")
    unit = cell("claims", row, "unit")
    sub(/%s/, a, unit)
    print sprintf(cell("claims", row, "claim"), a, b), \
        number(theirs == "" ? cell("claims", row, "published") : theirs, digits), number(ours, digits), \
        interval ? number(low, digits) : "-", interval ? number(high, digits) : "-", unit, said, reason
}
