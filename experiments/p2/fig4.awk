# Figure 4 of Luo 2020, its input: "this input 3D PSF shows increased spreading away from the focal plane", and "the FWHM curve for the
# input image is unstable at the positive defocus distances, which is caused by the strong side lobes". Out of focus a bead may be a
# ring, which a Gaussian does not fit; so unstable is the side on which fewer fits are ok, each field compared with itself.
END {
    claim("fig4-beads", "", mean_of("p2-fig4", "beads", "source=input z_um=0"))
    at = at_lowest("p2-fig4", "fwhm_um", "z_um", "source=input")
    claim("fig4-minimum", "", at, verdict(at == 0, at > of_input("lowest", "z_um") && at < of_input("highest", "z_um")), \
        number(of_input("lowest", "fwhm_um"), 2) " um there, in the plane that resembles the fused image most")
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
        "%g um; along z the width is %s um", bead, number(mean_of("p2-fig4-sides", "over_stacks", "source=input quantity=axial"), 2)))
}
# Stores its interval, over fields, in `low` and `high`.
function quantity(name, where) {
    where = "source=input quantity=" name
    low = mean_of("p2-fig4-sides", "over_stacks_low", where)
    high = mean_of("p2-fig4-sides", "over_stacks_high", where)
    return mean_of("p2-fig4-sides", "over_stacks", where)
}
function of_input(which, name) { summarise("p2-fig4", name, "source=input"); return summary[which] }
function plane(name) { return mean_of("p2-fig4-sides", "z_um", "source=input quantity=" name) }
function optics(name) { return mean_of("samples", name, "sample=beads") }
function alike(factor) { return width < expected * factor && width > expected / factor }
