# Figure 4a of Pinkard 2019: "dramatically boosted performance" is taken as half the error at most. The numbers are those
# of the authors' notebook: validation 3.65 um with the magnitude, 16.19 um with the real part.
END {
    magnitude = mean_of("p1-fig4a", "rmse_um", "part=magnitude set=validation")
    claim("The magnitude of the spectrum tells the defocus", 3.65, magnitude, lowest_of("p1-fig4a", "rmse_low_um", \
        "part=magnitude set=validation"), highest_of("p1-fig4a", "rmse_high_um", "part=magnitude set=validation"), 2, "um", \
        verdict(magnitude <= 3.65, magnitude <= 7.3), "the published error is the limit")
    compare("phase", "phase", "-")
    compare("real", "real part", 3.65 / 16.19)
    training = mean_of("p1-fig4a", "rmse_um", "part=magnitude set=training")
    phase = mean_of("p1-fig4a", "rmse_um", "part=phase set=training")
    claim("Networks of the magnitude fit their training data better, too, than networks of the phase", "-", training / phase, "-", "-", 2, \
        "of the error", verdict(training <= phase / 2, training < phase), sprintf("%.2f um and %.2f um on training stacks", training, phase))
}

function compare(part, name, published, other) {
    other = mean_of("p1-fig4a", "rmse_um", "part=" part " set=validation")
    claim("The magnitude makes far smaller errors than the " name, published, magnitude / other, "-", "-", 2, "of the error", \
        verdict(magnitude <= other / 2, magnitude < other), sprintf("%.2f um and %.2f um on validation stacks; far is half at most", magnitude, other))
}
