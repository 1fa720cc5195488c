# Figure S4 of Luo 2020: at +- 10 um Deep-R still achieves "high RMSE and SSIM accuracy at the network output" in brightfield images of
# stained sections. High is the SSIM above which the paper calls details sharp.
END {
    enough = published_value("p2-fig2", "sharp_ssim")
    n = distinct("p2-figS4", "sample", "", sample)
    for (i = 1; i <= n; i++) {
        colour = sample[i]
        sub(/.*-/, "", colour)
        where = "sample=" sample[i] " source=deep-r against=input high_um=9 side=both"
        claim("figS4-ssim", "", difference("ssim"), "", because(), colour)
        claim("figS4-rmse", "", difference("rmse"), "", because(), colour)
        high_enough()
    }
}
function difference(name) { return difference_of("p2-figS4-pairs", name, where) }
function because(fields) {
    fields = mean_of("p2-figS4-pairs", "fields", where)
    return fields == "-" ? "" : fields " fields, from 2 to 9 um on both sides"
}
# The least of the means at each z.
function high_enough(at, ours, input, said) {
    ours = lowest_of("p2-figS4", "ssim", "sample=" sample[i] " source=deep-r")
    at = at_lowest("p2-figS4", "ssim", "z_um", "sample=" sample[i] " source=deep-r")
    difference_of("p2-figS4", "ssim", "sample=" sample[i] " source=deep-r z_um=" at)
    input = mean_of("p2-figS4", "ssim", "sample=" sample[i] " source=input z_um=" at)
    said = above_level(ours, enough, input)
    claim("figS4-accuracy", "-", ours, said, \
        ours == "-" ? "" : sprintf("%sabove %g; least of the means at each z up to %g um, at %g um, where the input has %.2f; over all " \
            "z %.2f", doubt, enough, highest_of("p2-figS4", "z_um", ""), at, input, \
            mean_of("p2-figS4", "ssim", "sample=" sample[i] " source=deep-r")), colour)
}
