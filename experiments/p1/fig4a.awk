# Figure 4a of Pinkard 2019: "dramatically boosted performance" is taken to mean at most half the error. The numbers are
# from the authors' notebook: validation 3.65 um with the magnitude, 16.19 um with the real part.
END {
    magnitude = error_of("p1-fig4a", "part=magnitude set=validation")
    claim("The magnitude of the spectrum tells the defocus", 3.65, magnitude, low, high, 2, "um", \
        verdict(magnitude <= 3.65, magnitude <= 7.3), "the published error is the limit")
    compare("The magnitude makes far smaller errors than the phase", "phase", "validation", "-", "; far is half at most")
    compare("The magnitude makes far smaller errors than the real part", "real", "validation", 3.65 / 16.19, "; far is half at most")
    compare("Networks of the magnitude fit their training data better, too, than networks of the phase", "phase", "training", "-", "")
}
function compare(text, part, set, published, limit, with, other) {
    with = error_of("p1-fig4a", "part=magnitude set=" set)
    other = error_of("p1-fig4a", "part=" part " set=" set)
    claim(text, published, with / other, "-", "-", 2, "of the error", verdict(with <= other / 2, with < other), \
        sprintf("%.2f um and %.2f um on %s stacks%s", with, other, set, limit))
}
