# curves.awk -- how alike images and the planes in focus are by z: from a row for each image (sample, source, stack, z_um, ssim, rmse) the
# means over the fields and their deviations, with 95 % intervals of Student's t, on stdout; and, in `pairs`, for each two sources of
# a sample the mean of the differences in the same fields, over the planes whose distance from focus is in one of the `zones` LOW:HIGH,
# on both sides and on each; of a source and itself, that of its planes in a zone and those in the first one. z = 0 is left out: it is
# the plane itself.
BEGIN {
    many = split(zones, zone, " ")
    for (k = 1; k <= many; k++) {
        split(zone[k], part, ":")
        low[k] = part[1]
        high[k] = part[2]
    }
    split("ssim rmse", measure, " ")
    split("both below above", side, " ")
}
the("z_um") == 0 { next }
{
    who = the("sample") OFS the("source")
    stack = the("stack")
    z = the("z_um") + 0
    far = z < 0 ? -z : z
    if (!(who in depth)) {
        source[++n] = who
        sample[n] = the("sample")
    }
    if (!((who, z) in counts)) planes[who, ++depth[who]] = z
    if (!(stack in known)) {
        known[stack]
        field[++fields] = stack
    }
    counts[who, z]++
    for (m in measure) value[who, z, measure[m], counts[who, z]] = the(measure[m])
    for (k = 1; k <= many; k++)
        if (far >= low[k] - 1e-6 && far <= high[k] + 1e-6) {
            add("both")
            add(z < 0 ? "below" : "above")
        }
}
function add(s) {
    planes_of[who, k, s, stack]++
    for (m in measure) sum[who, k, s, stack, measure[m]] += the(measure[m])
}

END {
    if (broken) exit 1
    print "sample", "source", "z_um", "fields", "ssim", "ssim_sd", "ssim_low", "ssim_high", "rmse", "rmse_sd", "rmse_low", "rmse_high"
    for (i = 1; i <= n; i++)
        for (k = 1; k <= depth[source[i]]; k++) {
            z = planes[source[i], k]
            print source[i], z, counts[source[i], z], at_depth("ssim"), at_depth("rmse")
        }
    print "sample", "source", "against", "low_um", "high_um", "side", "fields", "ssim", "ssim_sd", "ssim_low", "ssim_high", "rmse",
        "rmse_sd", "rmse_low", "rmse_high" > pairs
    for (i = 1; i <= n; i++)
        for (j = 1; j <= n; j++)
            for (k = 1; k <= many; k++)
                for (s = 1; s <= 3; s++)
                    if (sample[i] == sample[j] && (i != j || k > 1) && compare())
                        print source[i], substr(source[j], length(sample[j]) + 2), low[k], high[k], side[s], common,
                            spread(by_ssim, common), spread(by_rmse, common) > pairs
}
function at_depth(name, f, list) {
    for (f = 1; f <= counts[source[i], z]; f++) list[f] = value[source[i], z, name, f]
    return spread(list, f - 1)
}
# The differences in the fields where both have as many planes, in by_ssim and by_rmse; how many.
function compare(f, a, b) {
    common = 0
    for (f = 1; f <= fields; f++) {
        a = source[i] SUBSEP k SUBSEP side[s] SUBSEP field[f]
        b = source[j] SUBSEP (i == j ? 1 : k) SUBSEP side[s] SUBSEP field[f]
        if (!(a in planes_of) || !(b in planes_of) || i != j && planes_of[a] != planes_of[b]) continue
        by_ssim[++common] = sum[a, "ssim"] / planes_of[a] - sum[b, "ssim"] / planes_of[b]
        by_rmse[common] = sum[a, "rmse"] / planes_of[a] - sum[b, "rmse"] / planes_of[b]
    }
    return common
}
# The mean, the deviation and the interval.
function spread(list, c, f, mean, square, t) {
    for (f = 1; f <= c; f++) mean += list[f] / c
    if (c < 3) return sprintf("%.4f", mean) OFS "nan" OFS "nan" OFS "nan"
    for (f = 1; f <= c; f++) square += (list[f] - mean) ^ 2
    square = sqrt(square / (c - 1))
    t = student(c - 1) * square / sqrt(c)
    return sprintf("%.4f" OFS "%.4f" OFS "%.4f" OFS "%.4f", mean, square, mean - t, mean + t)
}
