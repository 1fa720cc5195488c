# The bars of the measurement itself, with the beads of other microscopes: within a quarter of 0.51 lambda / NA. How large the one bead is
# is not published, those of 200 nm are a little wider than a point, and a Gaussian in a larger window is wider.
END {
    n = distinct("real-beads", "source", "", sources)
    for (i = 1; i <= n; i++) {
        source = sources[i]
        name = sprintf("%s, NA %g", cell("real-beads", i, "cite"), cell("real-beads", i, "na"))
        at = at_lowest("p2-real-beads", "fwhm_um", "z_um", "source=" source)
        first = lowest_of("p2-real-beads", "z_um", "source=" source)
        last = highest_of("p2-real-beads", "z_um", "source=" source)
        claim("real-beads-minimum", "", at, verdict(at > first && at < last, 0), sprintf("%s um there; the stack is %g um deep", \
            number(lowest_of("p2-real-beads", "fwhm_um", "source=" source), 2), last - first), name)
        airy = 0.51 * cell("real-beads", i, "lambda_um") / cell("real-beads", i, "na")
        windows = distinct("p2-real-beads-focus", "window_px", "source=" source, window)
        claim("real-beads-width", "", wide(window[windows]), "", sprintf("%.3f um, with windows of %d pixels; %s with those of %d", \
            airy * wide(window[windows]), window[windows], number(wide(window[1]), 3), window[1]), name)
    }
}
function wide(window, x) {
    x = mean_of("p2-real-beads-focus", "fwhm_um", "status=ok source=" source " window_px=" window)
    return x == "-" ? x : x / airy
}
