# Figure S2 of Luo 2020, beads. "A search of the correct focus within Deep-Z generated virtual image stack is inferior to the Deep-R
# autofocusing result that is achieved in a single shot"; "the reduced standard variance of the lateral FWHM values"; "both the mean and
# variance of the FWHM values [...] are improved by Deep-R based autofocusing performed on each one of the Deep-Z output images"; a "small
# FWHM gap" is left between the input and what Deep-Z makes of it at distance 0. Each field is compared with itself.
END {
    ours = width_ratio_of("p2-figS2-ratios", "search")
    claim("figS2-search", "", ours, "", two_widths("in the best plane of Deep-Z"))
    ours = width_ratio_of("p2-figS2-ratios", "once")
    claim("figS2-once", "", ours, "", two_widths("of Deep-Z, from bead to bead"))
    ours = width_ratio_of("p2-figS2-ratios", "narrower")
    claim("figS2-narrower", "", ours, "", two_widths("of Deep-Z"))
    ours = width_ratio_of("p2-figS2-ratios", "alike")
    claim("figS2-alike", "", ours, "", two_widths("of Deep-Z, from bead to bead"))
    ours = width_ratio_of("p2-figS2-ratios", "gap")
    claim("figS2-gap", "", ours, verdict(alike_by(ours, 1.2), alike_by(ours, 1.5)), two_widths("of the input itself"))
}
