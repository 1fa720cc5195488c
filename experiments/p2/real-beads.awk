# The bars of the measurement itself, with the beads of other microscopes: within a quarter of 0.51 lambda / NA. How large the one bead is
# is not published, those of 200 nm are a little wider than a point, and a Gaussian in a larger window is wider.
END {
    n = distinct("real-beads", "source", "", sources)
    for (i = 1; i <= n; i++) {
        source = sources[i]
        name = sprintf("%s, NA %g", cell("real-beads", i, "cite"), cell("real-beads", i, "na"))
        narrowest()
        airy = 0.51 * cell("real-beads", i, "lambda_um") / cell("real-beads", i, "na")
        windows = distinct("p2-real-beads-focus", "window_px", "source=" source, window)
        claim("real-beads-width", "", wide(window[1]), "", sprintf("%.3f um; %s with windows of %d pixels", \
            airy * wide(window[1]), number(wide(window[windows]), 3), window[windows]), name)
    }
}
function wide(window, x) {
    x = mean_of("p2-real-beads-focus", "fwhm_um", "status=ok source=" source " window_px=" window)
    return x == "-" ? x : x / airy
}
# Among the planes in which half of the beads or more have a width.
function narrowest(row, x, z, least, at, first, last) {
    first = least = ""
    for (row = 1; row <= rows_of("p2-real-beads"); row++) {
        if (cell("p2-real-beads", row, "source") != source) continue
        z = cell("p2-real-beads", row, "z_um")
        if (first == "") first = z
        last = z
        x = cell("p2-real-beads", row, "fwhm_um")
        if (cell("p2-real-beads", row, "ok") < cell("p2-real-beads", row, "beads") / 2 || least != "" && x + 0 >= least + 0) continue
        least = x
        at = z
    }
    claim("real-beads-minimum", "", least == "" ? "-" : at, verdict(at > first && at < last, 0), \
        sprintf("%.2f um there; the stack is %g um deep", least, last - first), name)
}
