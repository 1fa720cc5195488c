# tabS2-times.awk -- Table S2 of Luo 2020: the time to focus a square millimetre, from published.tsv and the table of all searches. A
# field of the paper's camera at 20x has 2048 x 2048 pixels of 0.325 um.
#   seconds, sd             mean and standard deviation over the searches; low, high: of the mean, 95 %, over the fields
#   exposures_seconds       if the stage needed no time
#   stage_published_ms      the time of a move that gives the published mean
#   within                  searches that ended within three tolerances of the sharpest plane
# A mean that the paper has, of what is not searched here, has a row too.
BEGIN {
    area_mm2 = (2048 * 0.325e-3) ^ 2
    print "sample", "measure", "fields", "searches", "looks", "looks_sd", "seconds", "sd", "low", "high", "exposures_seconds",
        "stage_published_ms", "within", "published_seconds", "published_sd"
}
tables == 1 {
    if (the("experiment") == "p2-tabS2") {
        published[the("quantity")] = the("value")
        if (the("quantity") !~ /_sd$/) listed[++all] = the("quantity")
    }
    next
}
{
    row = the("sample") OFS the("measure")
    if (!(row in count)) rows[++many] = row
    measured[the("measure")]
    count[row]++
    looks = the("looks"); seconds = the("time_ms") / 1000 / area_mm2
    looks_sum[row] += looks; looks_squares[row] += looks ^ 2
    sum[row] += seconds; squares[row] += seconds ^ 2
    within[row] += the("off_um") != "nan" && (the("off_um") / tolerance_um) ^ 2 <= 9
    field = the("stack")
    if (!((row, field) in in_field)) field_of[row, ++fields[row]] = field
    in_field[row, field]++
    field_sum[row, field] += seconds
}
END {
    if (broken) exit 1
    for (i = 1; i <= many; i++) {
        row = rows[i]; n = count[row]; mean = sum[row] / n; looks = looks_sum[row] / n
        split(row, name, OFS)
        theirs = name[2] in published ? published[name[2]] : "-"
        spread = interval(row, mean)
        print row, fields[row], n, sprintf("%.2f", looks), deviation(looks_sum[row], looks_squares[row], n), sprintf("%.2f", mean),
            deviation(sum[row], squares[row], n), bound(mean, spread, -1), bound(mean, spread, 1),
            sprintf("%.2f", looks * exposure_ms / 1000 / area_mm2),
            theirs == "-" ? "-" : sprintf("%.0f", (1000 * theirs * area_mm2 - looks * exposure_ms) / (looks + 1)),
            within[row], theirs, theirs == "-" ? "-" : published[name[2] "_sd"]
    }
    for (i = 1; i <= all; i++)
        if (!(listed[i] in measured))
            print "-", listed[i], "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", published[listed[i]], published[listed[i] "_sd"]
}
function deviation(sum, squares, n) { return n < 2 ? "nan" : sprintf("%.2f", sqrt(positive(squares - sum ^ 2 / n) / (n - 1))) }
function positive(x) { return x > 0 ? x : 0 }
function bound(mean, spread, sign) { return spread == "nan" ? spread : sprintf("%.2f", mean + sign * spread) }
# Half the 95 % interval of Student's t, of the means of the fields; all have as many searches.
function interval(row, mean, i, m, squared) {
    m = fields[row]
    if (m < 2) return "nan"
    for (i = 1; i <= m; i++)
        squared += (field_sum[row, field_of[row, i]] / in_field[row, field_of[row, i]] - mean) ^ 2
    return student(m - 1) * sqrt(squared / (m - 1) / m)
}
