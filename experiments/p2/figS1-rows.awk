# Averages the sharpness of rows, from tables of uneven.sh, one a field. by=row: over eight rows each, for the first field, with the
# mean deviation of its fits, and for all fields, with the deviation from field to field; height_um is that of the tilted surface.
# by=field: over each third of the rows of each field.
FNR == 2 {
    field = FILENAME
    sub(/\.tsv$/, "", field)
    sub(/.*\//, "", field)
    if (tables == 1) shown = field
    list[tables] = field
}
the("sharpness") == "nan" { next }
{
    set = the("source") OFS the("reference") OFS the("planes") OFS the("z_um")
    if (!(set in seen)) { seen[set]; sets[++all] = set }
    row = the("row")
    rows = row + 2 > rows ? row + 2 : rows # the Sobel operator has none at the border
    bin = int(row / 8)
    sum[set, field, bin] += the("sharpness")
    spread[set, field, bin] += the("sharpness_sd")
    n[set, field, bin]++
}
END {
    if (broken) exit 1
    if (by == "field")
        print "source", "reference", "planes", "z_um", "field", "upper", "middle", "lower", "mean", "upper_over_lower"
    else
        print "source", "reference", "planes", "z_um", "field", "row", "height_um", "fields", "sharpness", "sharpness_sd"
    for (s = 1; s <= all; s++)
        if (by == "field")
            for (t = 1; t <= tables; t++) thirds(sets[s], list[t])
        else {
            for (bin = 0; bin < rows / 8; bin++) one(sets[s], bin)
            for (bin = 0; bin < rows / 8; bin++) every(sets[s], bin)
        }
}
function height(bin) { return (8 * bin + 4 - rows / 2) * pixel * sin(tilt * 3.14159265 / 180) / cos(tilt * 3.14159265 / 180) }
function where(set, field, bin) { return set OFS field OFS 8 * bin + 4 OFS sprintf("%.3f", height(bin)) }
function one(set, bin, k) {
    k = n[set, shown, bin]
    if (k) print where(set, shown, bin), 1, sprintf("%.4f\t%.4f", sum[set, shown, bin] / k, spread[set, shown, bin] / k)
}
function every(set, bin, t, k, x, total, squares) {
    for (t = 1; t <= tables; t++)
        if (n[set, list[t], bin]) {
            x = sum[set, list[t], bin] / n[set, list[t], bin]
            total += x; squares += x * x; k++
        }
    if (k) print where(set, "all", bin), k, sprintf("%.4f", total / k), deviation(k, total, squares)
}
function deviation(k, total, squares) {
    return k > 1 ? sprintf("%.4f", sqrt((squares > total * total / k ? squares - total * total / k : 0) / (k - 1))) : "-"
}
function thirds(set, field, bin, third, total, k) {
    for (bin = 0; bin < rows / 8; bin++) {
        third = int(3 * bin / (rows / 8))
        total[third] += sum[set, field, bin]; k[third] += n[set, field, bin]
        total["all"] += sum[set, field, bin]; k["all"] += n[set, field, bin]
    }
    if (k[0] && k[1] && k[2])
        print set, field, sprintf("%.4f\t%.4f\t%.4f\t%.4f\t%.4f", total[0] / k[0], total[1] / k[1], total[2] / k[2], \
            total["all"] / k["all"], \
            total[0] / k[0] / (total[2] / k[2]))
}
