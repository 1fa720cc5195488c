# fig7-uniform.awk -- what a decoder says of flat fields: from the metadata of the maps of each field and their rows, one after the other,
# the field and the z of each map, how far it is from focus in truth, and the mean, the deviation and the error of its pixels, with a row
# for the planes `within` um of focus, z_um=all, on stdout; and in `curve` the means over the fields at each z, with 95 % intervals.
has("stack") {
    stack = the("stack")
    z[stack, the("array")] = the("z_um") + 0
    status[stack, the("array")] = the("deepr")
    if (!(stack in frames)) field[++fields] = stack
    frames[stack] = the("array")
    next
}
{
    n[stack, the("frame")]++
    sum[stack, the("frame")] += the("mean_um")
    squares[stack, the("frame")] += the("mean_um") ^ 2 + the("sd_um") ^ 2
}
END {
    if (broken) exit 1
    print "field", "z_um", "true_um", "status", "mean_um", "pixel_sd_um", "error_um", "pixel_error_um"
    for (f = 1; f <= fields; f++) {
        planes = all = all_pixels = 0
        for (i = 1; i <= frames[field[f]]; i++) one(field[f], i)
        if (planes) print field[f], "all", "-", "-", "-", "-", sprintf("%.4f\t%.4f", sqrt(all / planes), sqrt(all_pixels / planes))
    }
    print "z_um", "true_um", "fields", "mean_um", "mean_sd_um", "mean_low_um", "mean_high_um", "pixel_sd_um" > curve
    for (k = 1; k <= depths; k++) at(depth[k])
}
function one(stack, i, k, true, mean, square, pixels) {
    k = n[stack, i]
    if (!k || sum[stack, i] != sum[stack, i] + 0) return
    true = -z[stack, i]
    mean = sum[stack, i] / k
    square = squares[stack, i] / k
    pixels = square - 2 * true * mean + true ^ 2
    print stack, z[stack, i], true, status[stack, i], sprintf("%.4f\t%.4f\t%.4f\t%.4f", mean, sqrt(square - mean ^ 2), \
        mean - true, sqrt(pixels))
    if (true ^ 2 <= within ^ 2 + 1e-6) {
        planes++
        all += (mean - true) ^ 2
        all_pixels += pixels
    }
    if (!(z[stack, i] in count)) depth[++depths] = z[stack, i]
    k = ++count[z[stack, i]]
    value[z[stack, i], k] = mean
    spread[z[stack, i]] += square - mean ^ 2
}
function at(z_um, k, i, mean, sd, t) {
    k = count[z_um]
    for (i = 1; i <= k; i++) mean += value[z_um, i] / k
    for (i = 1; i <= k; i++) sd += (value[z_um, i] - mean) ^ 2
    printf "%s\t%s\t%d\t%.4f\t", z_um, -z_um, k, mean > curve
    if (k > 2) {
        sd = sqrt(sd / (k - 1))
        t = student(k - 1) * sd / sqrt(k)
        printf "%.4f\t%.4f\t%.4f\t", sd, mean - t, mean + t > curve
    } else
        printf "nan\tnan\tnan\t" > curve
    printf "%.4f\n", sqrt(spread[z_um] / k) > curve
}
