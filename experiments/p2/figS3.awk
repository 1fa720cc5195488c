# Figure S3 of Luo 2020, beads in a volume: "using a Deep-R network trained with +-5 um defocus range, autofocusing on some of these
# nanobeads failed since they were out of this range. These beads, however, were successfully refocused using a network trained with
# +-8 um defocus range." Focused is what is as wide as the same beads are in the fused image, within 20 %, and nine of ten have a width;
# a network fails on beads that are wider; if half of them have none, that is partly known. Each field by itself.
END {
    ours = width_ratio_of("p2-figS3-ratios", "near-5")
    focuses = alike_by(ours, 1.2) && kept >= 0.9
    claim("figS3-inside", "", ours, as_wide(ours, 1.2), two_widths("in the fused image"))
    ours = width_ratio_of("p2-figS3-ratios", "far-5")
    said = wider_beyond(focuses)
    claim("figS3-failed", "", ours, said == "not" && focuses && kept != "-" && kept < 0.5 ? "partly" : said, \
        two_widths("in the fused image") unfocused)
    ours = width_ratio_of("p2-figS3-ratios", "far-8")
    claim("figS3-refocused", "", ours, as_wide(ours, 1.2), two_widths("in the fused image"))
    ours = width_ratio_of("p2-figS3-ratios", "far")
    claim("figS3-better", "", ours, "", two_widths("with the other"))
}
