# Figure S5 of Luo 2020: "As the axial training range increases, Deep-R accordingly extends its autofocusing range [...]. However, a
# Deep-R network trained with a large defocus distance (e.g., +-10 um) partially compromises the autofocusing results corresponding to a
# slightly defocused image (see e.g., the defocus distances 2-5 um)"; the task "becomes more complicated when the axial training range
# increases". Differences of SSIM are those of the same fields.
END {
    split("2 5 10", range, " ")
    farthest = highest_of("p2-figS5-pairs", "high_um", "")
    for (i = 1; i <= 3; i++) judge("figS5-inside", i, 0, 1, range[i], range[i])
    for (i = 1; i < 3; i++)
        for (j = i + 1; j <= 3; j++) judge("figS5-extends", j, i, range[i] + 1, range[j], range[j], range[i])
    judge("figS5-tradeoff", 3, 2, 2, 5, range[3], range[2])
    for (i = 2; i <= 3; i++) judge("figS5-complicated", i, 1, 1, range[1], range[i], range[1])
}
# The network of one range against that of another, or the input, in images from `from` to `to` um from focus.
function judge(id, one, other, from, to, a, b, x, said) {
    if (farthest != "-" && to > farthest) to = farthest
    where = "source=within-" range[one] " against=" (other ? "within-" range[other] : "input") " low_um=" from " high_um=" to " side=both"
    said = nearer("p2-figS5-pairs", where)
    x = difference_of("p2-figS5-pairs", "ssim", where)
    claim(id, "", x, other ? "" : said, x == "-" ? "" : sprintf("from %s to %s um; %s; %s fields%s", from, to, doubt, \
        mean_of("p2-figS5-pairs", "fields", where), other ? ", one training of each" : ""), a, b)
}
