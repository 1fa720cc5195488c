# Figure S1 of Luo 2020, without the network: what a tilt of 1.5 degrees does to the input. "Top row: an input image where the upper
# region is blurred due to the sample tilt. Second row: an input image where the lower region is blurred due to the sample tilt."
# Intervals are two standard errors over the fields. Relative to the reference that covers the tilt; the published one is in the table.
END {
    theirs = mean_of("published", "value", "experiment=p2-figS1 quantity=depth_um")
    n = distinct("p2-figS1", "height_um", "reference=tilt field=all z_um=0", height)
    ours = n > 1 ? (height[n] - height[1]) * n / (n - 1) : "-"
    claim("figS1-depth", theirs, ours, verdict(ours > 0.95 * theirs && ours < 1.05 * theirs, ours > 0.5 * theirs && ours < 2 * theirs), \
        "from the first to the last of " n * 8 " rows; the planes that cover it are " \
            number(mean_of("p2-figS1-fields", "planes", "reference=tilt"), 0))
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
            number(mean_of("p2-figS1-fields", "mean", "reference=published z_um=" z), 2), z)
    }
}
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
    if (k > 1) {
        x = 2 * sqrt((squares > sum * sum / k ? squares - sum * sum / k : 0) / (k - 1) / k)
        low = sum / k - x
        high = sum / k + x
    }
    claim("figS1-regions", "", k ? sum / k : "-", "", "upper third over lower third: " third("upper_over_lower", 0) " at 0 um, " \
        third("upper_over_lower", -2.2) " at -2.2 um")
}
