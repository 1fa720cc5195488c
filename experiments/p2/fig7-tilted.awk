# fig7-tilted.awk -- what a decoder says of tilted fields: from the rows of the two maps of each field, of its frames at the z of
# `heights`, the slope of the means of the rows, and the tilt that it is, on stdout; and in `rows` the mean and the deviation of eight
# rows each, in the first field and over all, and the line with the slope of the tilt that is nearest to them. Light comes from
# z + distance, so from row to row the distance grows with the height of the surface.
BEGIN { split(heights, z, " ") }
FNR == 2 {
    field = FILENAME
    sub(/\.rows\.tsv$/, "", field)
    sub(/.*\//, "", field)
    list[++fields] = field
}
{
    bin = int(the("row") / 8)
    bins = bin >= bins ? bin + 1 : bins
    mean[field, the("frame"), bin] += the("mean_um") / 8
    square[field, the("frame"), bin] += (the("mean_um") ^ 2 + the("sd_um") ^ 2) / 8
}
END {
    if (broken) exit 1
    print "field", "z_um", "slope", "tilt_deg", "offset_um"
    print "field", "z_um", "row", "height_um", "fields", "mean_um", "sd_um", "line_um" > rows
    for (k = 1; k in z; k++) {
        for (f = 1; f <= fields; f++) slope(list[f])
        for (b = 0; b < bins && fields; b++) {
            x = mean[list[1], k, b]
            print list[1], where(b), 1, sprintf("%.4f\t%.4f\t%.4f", x, sqrt(square[list[1], k, b] - x * x), \
                offset[list[1]] + height(b)) > rows
        }
        for (b = 0; b < bins && fields; b++) all()
    }
}
function height(b) { return (8 * b + 4 - 4 * bins) * pixel * sin(tilt * 3.14159265 / 180) / cos(tilt * 3.14159265 / 180) }
function where(b) { return z[k] OFS 8 * b + 4 OFS sprintf("%.3f", height(b)) }
# By least squares; the heights have the mean 0.
function slope(name, b, product, power, total) {
    for (b = 0; b < bins; b++) {
        product += height(b) * mean[name, k, b]
        power += height(b) ^ 2
        total += mean[name, k, b]
    }
    offset[name] = total / bins
    print name, z[k], sprintf("%.4f\t%.4f\t%.4f", product / power, \
        atan2(product / power * sin(tilt * 3.14159265 / 180), cos(tilt * 3.14159265 / 180)) * 180 / 3.14159265, offset[name])
}
function all(f, x, sum, squares, line, sd) {
    for (f = 1; f <= fields; f++) {
        x = mean[list[f], k, b]
        sum += x
        squares += x * x
        line += offset[list[f]] / fields
    }
    squares -= sum * sum / fields
    sd = fields > 1 ? sprintf("%.4f", sqrt((squares > 0 ? squares : 0) / (fields - 1))) : "-"
    print "all", where(b), fields, sprintf("%.4f", sum / fields), sd, sprintf("%.4f", line + height(b)) > rows
}
