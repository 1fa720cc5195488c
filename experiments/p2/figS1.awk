# Figure S1 of Luo 2020: what a tilt of 1.5 degrees does to the input, and what a network of flat sections makes of it. "Top row: an input
# image where the upper region is blurred due to the sample tilt. Second row: an input image where the lower region is blurred due to
# the sample tilt." "Deep-R output images achieved a significant increase in sharpness measure within the entire FOV", and "an extended
# DOF image that matches the reference". Intervals are of 95 % over the fields. Relative to the reference that covers the
# tilt; the published one is in the table.
END {
    theirs = published_value("p2-figS1", "depth_um")
    n = distinct("p2-figS1", "height_um", "reference=tilt field=all z_um=0", height)
    ours = n > 1 ? (height[n] - height[1]) * n / (n - 1) : "-"
    claim("figS1-depth", theirs, ours, verdict(ours > 0.95 * theirs && ours < 1.05 * theirs, \
        ours > 0.5 * theirs && ours < 2 * theirs), \
        "of a sample that is simulated with the published tilt, from the first to the last of " n * 8 " rows; the planes that " \
            "cover it are " number(mean_of("p2-figS1-fields", "planes", "reference=tilt"), 0))
    ours = ratio("upper_over_lower", 0)
    claim("figS1-upper", "", ours, "", thirds(0))
    ours = ratio("upper_over_lower", -2.2)
    upper = low == "-" ? low : 1 / high
    high = low == "-" ? low : 1 / low
    low = upper
    claim("figS1-lower", "", ours == "-" ? ours : 1 / ours, "", thirds(-2.2))
    regions()
    for (z = 0; z >= -2.2; z -= 2.2) {
        ours = ratio("mean", z)
        claim("figS1-reference", "", ours, "", summary["count"] " fields; relative to the published reference " \
            number(mean_of("p2-figS1-fields", "mean", "source=input reference=published z_um=" z), 2), z)
    }
    split("upper middle lower", part, " ")
    for (z = 0; z >= -2.2; z -= 2.2) {
        sharper(z)
        matched(z)
    }
}
# The third of the rows that gains least, as the ratio of output to input field by field.
function sharper(z, i, least, row, said, gain, from, to) {
    least = "-"
    for (row = 1; row <= rows_of("p2-figS1-fields"); row++)
        if (matches("p2-figS1-fields", row, "source=input reference=tilt z_um=" z))
            for (i in part) input[cell("p2-figS1-fields", row, "field"), z, part[i]] = cell("p2-figS1-fields", row, part[i])
    for (i = 1; i <= 3; i++) {
        gain = gain_of(z, part[i])
        if (gain == "-") continue
        said = said (said == "" ? "" : ", ") part[i] " third " number(gain, 2)
        if (least == "-" || gain < least) {
            least = gain
            from = low
            to = high
        }
    }
    low = least == "-" ? "-" : from
    high = least == "-" ? "-" : to
    claim("figS1-sharper", "", least, "", said, z)
}
function gain_of(z, name, row, where, k, x, sum, squares) {
    where = "source=output reference=tilt z_um=" z
    low = high = "-"
    for (row = 1; row <= rows_of("p2-figS1-fields"); row++)
        if (matches("p2-figS1-fields", row, where)) {
            x = cell("p2-figS1-fields", row, name) / input[cell("p2-figS1-fields", row, "field"), z, name]
            k++; sum += x; squares += x * x
        }
    if (!k) return "-"
    interval_of(k, sum / k, error_from(k, sum, squares))
    return sum / k
}
# The third of the rows whose sharpness is furthest from that of the reference: more than it has is no match either.
function matched(z, i, where, ours, least, said, worst) {
    where = "source=output reference=tilt z_um=" z
    least = "-"
    for (i = 1; i <= 3; i++) {
        ours = mean_of("p2-figS1-fields", part[i], where)
        if (ours == "-") continue
        said = said (said == "" ? "" : ", ") part[i] " third " number(ours, 2)
        if (least == "-" || far(ours) > far(least)) {
            least = ours
            worst = part[i]
        }
    }
    if (least != "-") average_of("p2-figS1-fields", worst, where)
    sure = surely_alike_by(1 / 0.9)
    claim("figS1-matched", "", least, verdict(sure, alike_by(least, 1 / 0.75)), \
        (alike_by(least, 1 / 0.9) && !sure ? "not decided: " : "") said, z)
}
function far(x) { return x > 1 ? x : 1 / x }
function ratio(name, z) { return average_of("p2-figS1-fields", name, "source=input reference=tilt z_um=" z) }
function third(name, z) { return number(mean_of("p2-figS1-fields", name, "source=input reference=tilt z_um=" z), 2) }
function thirds(z) {
    return "upper third " third("upper", z) ", middle " third("middle", z) ", lower " third("lower", z) " of the reference"
}
# The ratio of the upper to the lower third at 0 relative to that at -2.2 um, field by field.
function regions(table, row, rows, k, x, sum, squares, at) {
    table = "p2-figS1-fields"
    rows = rows_of(table)
    for (row = 1; row <= rows; row++)
        if (matches(table, row, "source=input reference=tilt"))
            at[cell(table, row, "field"), cell(table, row, "z_um")] = cell(table, row, "upper_over_lower")
    for (row = 1; row <= rows; row++)
        if (matches(table, row, "source=input reference=tilt z_um=0")) {
            x = at[cell(table, row, "field"), 0] / at[cell(table, row, "field"), "-2.2"]
            k++; sum += x; squares += x * x
        }
    low = high = "-"
    if (k) interval_of(k, sum / k, error_from(k, sum, squares))
    claim("figS1-regions", "", k ? sum / k : "-", "", "upper third over lower third: " third("upper_over_lower", 0) " at 0 um, " \
        third("upper_over_lower", -2.2) " at -2.2 um")
}
