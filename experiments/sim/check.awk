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
        claim("check-contrast", real, simulated, verdict(ratio > 0.75 && ratio < 1.33, ratio > 0.5 && ratio < 2.5), "", image)
    }
}
