# Figure 4 of Luo 2020, its input: "this input 3D PSF shows increased spreading away from the focal plane", and "the FWHM curve for the
# input image is unstable at the positive defocus distances, which is caused by the strong side lobes". Out of focus a bead may be a
# ring, which a Gaussian does not fit; so unstable is the side on which fewer fits are ok, each field compared with itself.
END {
    claim("fig4-beads", "", mean_of("p2-fig4", "beads", "source=input z_um=0"))
    narrowest()
    claim("fig4-spread", "", quantity("grown_below"), "", "", sprintf("%+g", plane("grown_below")))
    claim("fig4-spread", "", quantity("grown_above"), "", "", sprintf("%+g", plane("grown_above")))
    below = quantity("told_below")
    above = quantity("told_above")
    claim("fig4-unstable", "", quantity("told_fewer"), "", below == "-" ? "" : sprintf("a Gaussian fits %.0f %% of the beads up to %g um " \
        "above, and %.0f %% as far below; simulated with a coverslip %g um too thick, which decides the side", \
        100 * above, plane("told_above"), 100 * below, optics("coverslip_um")))
    width = quantity("focus")
    bead = mean_of("published", "value", "experiment=p2-fig4 quantity=bead_um")
    expected = sqrt((0.51 * optics("lambda_um") / optics("na")) ^ 2 + 8 * log(2) * bead ^ 2 / 20)
    claim("fig4-width", expected, width, verdict(alike(1.25), alike(1.5)), sprintf("0.51 lambda / NA, and the variance of a ball of " \
        "%g um; along z the width is %s um", bead, number(mean_of("p2-fig4-sides", "mean", "source=input quantity=axial"), 2)))
}
# Stores its interval, over fields, in `low` and `high`.
function quantity(name, where) {
    where = "source=input quantity=" name
    low = mean_of("p2-fig4-sides", "low", where)
    high = mean_of("p2-fig4-sides", "high", where)
    return mean_of("p2-fig4-sides", "mean", where)
}
function plane(name) { return mean_of("p2-fig4-sides", "z_um", "source=input quantity=" name) }
function optics(name) { return mean_of("samples", name, "sample=beads") }
function alike(factor) { return width < expected * factor && width > expected / factor }

# Among the planes in which half of the beads or more have a width.
function narrowest(row, x, z, beads, least, at, first, last) {
    for (row = 1; row <= rows_of("p2-fig4"); row++) {
        if (cell("p2-fig4", row, "source") != "input") continue
        z = cell("p2-fig4", row, "z_um")
        if (first == "") first = z
        last = z
        x = cell("p2-fig4", row, "fwhm_um")
        if (cell("p2-fig4", row, "ok") < cell("p2-fig4", row, "beads") / 2 || least != "" && x + 0 >= least + 0) continue
        least = x
        at = z
    }
    claim("fig4-minimum", "", least == "" ? "-" : at, verdict(at == 0, at > first && at < last), \
        least == "" ? "" : sprintf("%.2f um there, in the plane that resembles the fused image most", least))
}
