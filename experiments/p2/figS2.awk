# Figure S2 of Luo 2020, beads. "A search of the correct focus within Deep-Z generated virtual image stack is inferior to the Deep-R
# autofocusing result that is achieved in a single shot"; "the reduced standard variance of the lateral FWHM values"; "both the mean and
# variance of the FWHM values [...] are improved by Deep-R based autofocusing performed on each one of the Deep-Z output images"; a "small
# FWHM gap" is left between the input and what Deep-Z makes of it at distance 0. Each field is compared with itself. It is no merit to be
# better than a Deep-Z that leaves the beads as wide in the plane in focus as they were, within a fifth: then no comparison is reproduced.
END {
    moved = width_ratio_of("p2-figS2-ratios", "moved")
    focuses = meets(high, "< 0.8")
    idle = focuses || moved == "-" ? "" : "; Deep-Z does not focus: in the plane in focus its beads are " number(moved, 2) \
        " times as wide as they were"
    beside("search", "in the best plane of Deep-Z")
    beside("once", "of Deep-Z, from bead to bead")
    beside("narrower", "of Deep-Z")
    beside("alike", "of Deep-Z, from bead to bead")
    ours = width_ratio_of("p2-figS2-ratios", "gap")
    claim("figS2-gap", "", ours, verdict(focuses && surely_alike_by(1.2), alike_by(ours, 1.5)), two_widths("of the input itself") idle)
}
function beside(name, what, ours) {
    ours = width_ratio_of("p2-figS2-ratios", name)
    claim("figS2-" name, "", ours, focuses || ours == "-" ? "" : verdict(0, meets(low, "< 1")), two_widths(what) idle)
}
