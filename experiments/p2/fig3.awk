# Figure 3 of Luo 2020: "Deep-R accurately autofocused the autofluorescence images of the sample within an axial defocus range of +- 5 um";
# the results are similar to those of Figure 2, where details are sharp above an SSIM that stands in published.tsv.
END {
    split("below above", side, " ")
    for (i = 1; i <= 2; i++) {
        where = "source=deep-r against=input high_um=5 side=" side[i]
        ours = mean_of("p2-fig3-pairs", "ssim", where)
        low = mean_of("p2-fig3-pairs", "ssim_low", where)
        high = mean_of("p2-fig3-pairs", "ssim_high", where)
        claim("fig3-focused", "", ours, "", ours == "-" ? "" : mean_of("p2-fig3-pairs", "fields", where) " fields; RMSE " \
            sprintf("%+.2f", mean_of("p2-fig3-pairs", "rmse", where)), side[i])
    }
    enough = mean_of("published", "value", "experiment=p2-fig3 quantity=sharp_ssim")
    n = distinct("p2-fig3", "z_um", "source=deep-r", z)
    ours = "-"
    for (i = 1; i <= n; i++)
        if (z[i] >= -5 && z[i] <= 5 && (ours == "-" || at("deep-r", "ssim", i) < ours)) {
            ours = at("deep-r", "ssim", i)
            low = at("deep-r", "ssim_low", i)
            high = at("deep-r", "ssim_high", i)
            worst = i
        }
    claim("fig3-accurate", enough, ours, verdict(ours != "-" && ours >= enough, high != "-" && high >= enough), \
        ours == "-" ? "" : sprintf("least of the means at each z, at %g um, where the input has %.2f", z[worst], \
            at("input", "ssim", worst)))
}
function at(source, name, i) { return mean_of("p2-fig3", name, "source=" source " z_um=" z[i]) }
