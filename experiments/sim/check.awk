# The simulator is not of the paper: what is claimed is that its images are like those published with the paper's code.
# Alike are spectra whose mean logarithms differ by 0.35 in the root mean square, a factor of 1.4, and contrasts within a
# third.
END {
    for (i = 1; i <= rows_of("sim-check"); i++) {
        image = cell("sim-check", i, "image")
        claim("check-spectrum", "", cell("sim-check", i, "difference_ln"), "", "", image)
        real = cell("sim-check", i, "real_contrast")
        simulated = cell("sim-check", i, "simulated_contrast")
        ratio = simulated / real
        said = verdict(alike("ratio_coarse", 1.25) && alike("ratio_fine", 1.25) && slopes() < 0.2,
            alike("ratio_coarse", 2) && alike("ratio_fine", 2))
        claim("check-direction", of("real", "ratio_coarse"), of("simulated", "ratio_coarse"), said, \
            sprintf("finer %.2f and %.2f, skewness of the slopes %.2f and %.2f, real and simulated; expected within a quarter, " \
            "and 0.2", of("real", "ratio_fine"), of("simulated", "ratio_fine"), of("real", "skewness_y"), \
            of("simulated", "skewness_y")), image)
        claim("check-contrast", real, simulated, verdict(ratio > 0.75 && ratio < 1.33, ratio > 0.5 && ratio < 2.5), "", image)
    }
}
function of(source, name) { return mean_of("sim-check-relief", name, "image=" image " source=" source) }
function alike(name, factor, ratio) { ratio = of("simulated", name) / of("real", name); return ratio < factor && ratio > 1 / factor }
function slopes(difference) {
    difference = of("simulated", "skewness_y") - of("real", "skewness_y")
    return difference < 0 ? -difference : difference
}
