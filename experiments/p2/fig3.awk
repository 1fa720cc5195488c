# Figure 3 of Luo 2020: "Deep-R accurately autofocused the autofluorescence images of the sample within an axial defocus range of +- 5 um";
# the results are similar to those of Figure 2, where details are sharp above an SSIM that stands in published.tsv; here it is our limit.
END {
    split("below above", side, " ")
    for (i = 1; i <= 2; i++) {
        where = "source=deep-r against=input high_um=5 side=" side[i]
        ours = mean_of("p2-fig3-pairs", "ssim", where)
        said = nearer("p2-fig3-pairs", where)
        claim("fig3-focused", "", ours, said, ours == "-" ? "" : mean_of("p2-fig3-pairs", "fields", where) " fields; " doubt, side[i])
    }
    enough = published_value("p2-fig2", "sharp_ssim")
    n = distinct("p2-fig3", "z_um", "source=deep-r", z)
    ours = "-"
    for (i = 1; i <= n; i++)
        if (z[i] >= -5 && z[i] <= 5 && (ours == "-" || at("deep-r", "ssim", i) < ours)) {
            ours = at("deep-r", "ssim", i)
            low = at("deep-r", "ssim_low", i)
            high = at("deep-r", "ssim_high", i)
            worst = i
        }
    input = ours == "-" ? "-" : at("input", "ssim", worst)
    said = above_level(ours, enough, input)
    claim("fig3-accurate", "-", ours, said, ours == "-" ? "" : sprintf("%sabove %g; least of the means at each z, at %g um, where the " \
        "input has %.2f", doubt, enough, z[worst], input))
}
function at(source, name, i) { return mean_of("p2-fig3", name, "source=" source " z_um=" z[i]) }
