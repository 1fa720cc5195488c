# ratios.awk -- how wide beads are, relative to others in the same stack: means over stacks with 95 % intervals (Student's t).
#   awk -v ratios='NAME=TERM/TERM ...' -f experiments/columns.awk -f experiments/student.awk -f ratios.awk \
#     source=NAME WIDTHS.tsv ... source=NAME WIDTHS.tsv ...
# A TERM is SOURCE:WHAT:SIDE:LOW:HIGH, of the planes from LOW to HIGH um from focus, SIDE below, above or both, and WHAT
#   mean   the mean over the planes of the mean width of the beads
#   sd     that of the deviation among the beads of a plane
#   least  the lowest mean of a plane
# The tables are those of psf-fit with the focus of the stack, or of each bead, put before. Luo 2020 counts every fit with a peak. `um`
# and `against_um` are the means of both terms over the stacks. Sources of the same beads are fitted under the same names of stacks.
the("status") == "ok" || the("status") == "low-confidence" {
    stack = the("stack")
    z = sprintf("%.6g", the("z_um") - the("focus_um")) + 0
    if (!(stack in known)) { known[stack]; stacks[++many] = stack }
    if (!n[source, stack, z]++) planes[source, stack] = planes[source, stack] " " z
    sum[source, stack, z] += the("fwhm_um")
    squares[source, stack, z] += the("fwhm_um") ^ 2
}

END {
    if (broken) exit 1
    print "quantity", "stacks", "um", "against_um", "ratio", "ratio_low", "ratio_high"
    wanted = split(ratios, ratio, " ")
    for (r = 1; r <= wanted; r++) {
        split(ratio[r], part, /[=\/]/)
        k = above = below = mean = square = 0
        for (i = 1; i <= many; i++) {
            a = term(part[2], stacks[i])
            b = term(part[3], stacks[i])
            if (a == "" || b == "" || b == 0) continue
            above += a
            below += b
            mean += a / b
            square += (a / b) ^ 2
            k++
        }
        if (k) mean /= k
        reach = k > 1 ? student(k - 1) * sqrt((square > k * mean ^ 2 ? square - k * mean ^ 2 : 0) / (k - 1) / k) : 0
        print part[1], k, told(above / (k ? k : 1), 1), told(below / (k ? k : 1), 1), told(mean, 1), told(mean - reach, 2),
            told(mean + reach, 2)
    }
}
# What a term says of a stack; "" if it has no such plane.
function term(text, stack, is, list, all, j, z, far, x, total, used) {
    split(text, is, ":")
    all = split(planes[is[1], stack], list, " ")
    for (j = 1; j <= all; j++) {
        z = list[j]
        far = z < 0 ? -z : z
        if (far < is[4] - 1e-6 || far > is[5] + 1e-6 || is[3] == "below" && z > 0 || is[3] == "above" && z < 0) continue
        x = width(is[1] SUBSEP stack SUBSEP list[j], is[2])
        if (x == "") continue
        total = is[2] != "least" ? total + x : total == "" || x < total ? x : total
        used++
    }
    return !used ? "" : is[2] == "least" ? total : total / used
}
function width(at, what, mean, left) {
    mean = sum[at] / n[at]
    left = squares[at] - n[at] * mean ^ 2
    return what != "sd" ? mean : n[at] > 1 ? sqrt(left > 0 ? left / (n[at] - 1) : 0) : ""
}
function told(x, least) { return k >= least ? sprintf("%.4f", x) : "nan" }
