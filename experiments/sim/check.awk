# The simulator is not part of the paper: the claim is that its images resemble those published with the paper's code.
# Spectra agree if their mean logarithms differ by at most 0.35 (root mean square; a factor of 1.4), and contrasts if
# they are within a third of each other.
END {
    for (i = 1; i <= rows_of("sim-check"); i++) {
        image = cell("sim-check", i, "image")
        difference = cell("sim-check", i, "difference_ln")
        claim("Simulated cells have the spectrum of real ones: " image, 0, difference, "-", "-", 2, "difference of ln power", \
            verdict(difference <= 0.35, difference <= 0.7), "root mean square from 0.02 to 0.45 cycles a pixel; expected at most 0.35")
        real = cell("sim-check", i, "real_contrast")
        simulated = cell("sim-check", i, "simulated_contrast")
        ratio = simulated / real
        claim("They have its contrast: " image, real, simulated, "-", "-", 2, "sd/mean", \
            verdict(ratio > 0.75 && ratio < 1.33, ratio > 0.5 && ratio < 2.5), "in the dark field a few bright edges decide it")
    }
}
