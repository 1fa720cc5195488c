# sides.awk -- beads in focus and on both sides of it, as means over stacks with their 95 % intervals (Student's t):
#   awk -f experiments/columns.awk -f sides.awk within=UM source=NAME WIDTHS.tsv AXIAL.tsv ... source=NAME WIDTHS.tsv AXIAL.tsv ...
# The tables are those of psf-fit, the lateral ones with the focus of the stack put before. quantity is
#   focus axial                 the width in focus in um, lateral and along z
#   grown_below grown_above     how many times as wide at z_um, the nearest plane at least 1 um from focus
#   told_below told_above       the share of the fits that are ok from focus to z_um
#   told_fewer                  told_below less told_above
# Each stack is compared with itself. Widths are of fits that are ok.
{ stack = the("stack"); status = the("status") }
!(source in count) { sources[++many] = source; count[source] = 0 }
!((source, stack) in met) { met[source, stack]; stacks[source, ++count[source]] = stack }
has("axial_um") {
    if (status == "ok") add("axial", the("axial_um"))
    next
}
status == "ok" || status == "low-confidence" || status == "lost" {
    z = sprintf("%.6g", the("z_um") - the("focus_um")) + 0
    side = z < 0 ? "below" : "above"
    far = z < 0 ? -z : z
    if (status == "ok") add(z, the("fwhm_um"))
    if (z && far <= within) add(side, status == "ok")
    if (far >= 1 && (!((source, side) in near) || far < near[source, side])) near[source, side] = far
}

END {
    if (broken) exit 1
    print "source", "quantity", "z_um", "stacks", "over_stacks", "over_stacks_low", "over_stacks_high"
    for (s = 1; s <= many; s++) {
        source = sources[s]
        tell("focus", 0, 0)
        tell("axial", 0, "axial")
        tell("grown_below", -near[source, "below"], -near[source, "below"], "over", 0)
        tell("grown_above", near[source, "above"], near[source, "above"], "over", 0)
        tell("told_below", -within, "below")
        tell("told_above", within, "above")
        tell("told_fewer", within, "below", "less", "above")
    }
}
function add(key, x) { sum[source, stack, key] += x; n[source, stack, key]++ }
function mean(stack, key) { return sum[source, stack, key] / n[source, stack, key] }

# A row: the mean over the stacks that have `key`, alone or compared with `other`.
function tell(quantity, z, key, how, other, i, stack, x, k, total, squares, centre, reach) {
    for (i = 1; i <= count[source]; i++) {
        stack = stacks[source, i]
        if (!((source, stack, key) in n) || how != "" && !((source, stack, other) in n)) continue
        x = mean(stack, key)
        if (how != "") x = how == "over" ? x / mean(stack, other) : x - mean(stack, other)
        total += x
        squares += x * x
        k++
    }
    centre = k ? total / k : "nan"
    squares = k > 1 ? (squares - k * centre ^ 2) / (k - 1) : 0
    reach = k > 1 ? student(k - 1) * sqrt(squares > 0 ? squares / k : 0) : "nan"
    print source, quantity, z, k + 0, four(centre), four(k > 1 ? centre - reach : "nan"), four(k > 1 ? centre + reach : "nan")
}
function four(x) { return x == "nan" ? x : sprintf("%.4f", x) }
