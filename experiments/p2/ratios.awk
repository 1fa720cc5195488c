# ratios.awk -- how wide beads are, relative to others in the same stack: means over stacks with 95 % intervals (Student's t).
#   awk -v ratios='NAME=TERM/TERM ...' -f experiments/columns.awk -f experiments/student.awk -f ratios.awk \
#     source=NAME WIDTHS.tsv ... source=NAME WIDTHS.tsv ...
# A TERM is SOURCE:WHAT:SIDE:LOW:HIGH, of the planes from LOW to HIGH um from focus, SIDE below, above or both, and WHAT
#   mean   the mean over the beads of the mean width of each; of two such terms, over those beads that have a width in both
#   sd     the mean over the planes of the deviation among the beads of a plane
#   least  the lowest mean of a plane
# The tables are those of psf-fit with the focus of the stack, or of each bead, put before. Luo 2020 counts every fit with a peak; kept
# and against_kept are the shares of these among the fits of both terms. `um` and `against_um` are the means of the terms over the
# stacks. Sources of the same beads are fitted under the same names of stacks and numbers of beads.
the("status") == "ok" || the("status") == "low-confidence" || the("status") == "lost" {
    stack = the("stack")
    if (!(stack in known)) { known[stack]; stacks[++many] = stack }
    at = source SUBSEP stack SUBSEP (++fits[source, stack])
    z[at] = sprintf("%.6g", the("z_um") - the("focus_um")) + 0
    bead[at] = the("bead")
    fwhm[at] = the("status") == "lost" ? "" : the("fwhm_um") + 0
}

END {
    if (broken) exit 1
    print "quantity", "stacks", "um", "against_um", "ratio", "ratio_low", "ratio_high", "kept", "against_kept"
    wanted = split(ratios, ratio, " ")
    for (r = 1; r <= wanted; r++) {
        split(ratio[r], part, /[=\/]/)
        compare(part[1], part[2], part[3])
    }
}
function compare(name, one, two, i, k, above, below, mean, square, reach) {
    k = above = below = mean = square = 0
    for (i = 1; i <= many; i++) {
        if (one two ~ /:mean:.*:mean:/) shared(one, two, stacks[i])
        else {
            a = term(one, stacks[i])
            b = term(two, stacks[i])
        }
        if (a == "" || b == "" || b == 0) continue
        above += a
        below += b
        mean += a / b
        square += (a / b) ^ 2
        k++
    }
    if (k) mean /= k
    reach = k > 1 ? student(k - 1) * sqrt((square > k * mean ^ 2 ? square - k * mean ^ 2 : 0) / (k - 1) / k) : 0
    print name, k, told(k, above / (k ? k : 1), 1), told(k, below / (k ? k : 1), 1), told(k, mean, 1), told(k, mean - reach, 2),
        told(k, mean + reach, 2), kept(one), kept(two)
}
function told(k, x, least) { return k >= least ? sprintf("%.4f", x) : "nan" }
# Whether fit number j of a stack is in the planes of a term.
function picked(text, stack, j, is, far) {
    split(text, is, ":")
    at = is[1] SUBSEP stack SUBSEP j
    far = z[at] < 0 ? -z[at] : z[at]
    return far >= is[4] - 1e-6 && far <= is[5] + 1e-6 && !(is[3] == "below" && z[at] > 0) && !(is[3] == "above" && z[at] < 0)
}
function fits_of(text, stack, is) { split(text, is, ":"); return fits[is[1], stack] + 0 }
# The widths of the beads that have one in both terms, in a and b.
function shared(one, two, stack, mean, other, each, k) {
    widths_of(one, stack, mean)
    widths_of(two, stack, other)
    a = b = k = 0
    for (each in mean)
        if (each in other) {
            a += mean[each]
            b += other[each]
            k++
        }
    a = k ? a / k : ""
    b = k ? b / k : ""
}
function widths_of(text, stack, mean, j, n, count, each) {
    n = fits_of(text, stack)
    for (j = 1; j <= n; j++)
        if (picked(text, stack, j) && fwhm[at] != "") {
            mean[bead[at]] += fwhm[at]
            count[bead[at]]++
        }
    for (each in mean) mean[each] /= count[each]
}
# What a term says of a stack; "" if it has no such plane.
function term(text, stack, is, j, n, sum, square, count, plane, x, total, used) {
    split(text, is, ":")
    n = fits_of(text, stack)
    for (j = 1; j <= n; j++)
        if (picked(text, stack, j) && fwhm[at] != "") {
            plane = is[2] == "mean" ? bead[at] : z[at]
            sum[plane] += fwhm[at]
            square[plane] += fwhm[at] ^ 2
            count[plane]++
        }
    for (plane in sum) {
        x = sum[plane] / count[plane]
        if (is[2] == "sd" && count[plane] < 2) continue
        if (is[2] == "sd") x = sqrt(square[plane] > count[plane] * x ^ 2 ? (square[plane] - count[plane] * x ^ 2) / (count[plane] - 1) : 0)
        total = is[2] != "least" ? total + x : total == "" || x < total ? x : total
        used++
    }
    return !used ? "" : is[2] == "least" ? total : total / used
}
# The share of the fits of a term, in all stacks, that have a peak.
function kept(text, i, j, n, all, with) {
    for (i = 1; i <= many; i++) {
        n = fits_of(text, stacks[i])
        for (j = 1; j <= n; j++)
            if (picked(text, stacks[i], j)) {
                all++
                with += fwhm[at] != ""
            }
    }
    return all ? sprintf("%.4f", with / all) : "nan"
}
