# Figure S6 of Luo 2020: images captured at large defocus distances, focused by the network that was trained for them. Differences of
# SSIM are those of the same fields.
END {
    split("below above", side, " ")
    for (i = 1; i <= 2; i++) {
        where = "source=within-10 against=input low_um=6 high_um=9 side=" side[i]
        said = nearer("p2-figS6-pairs", where)
        x = difference_of("p2-figS6-pairs", "ssim", where)
        claim("figS6-focused", "", x, said, x == "-" ? "" : doubt "; " mean_of("p2-figS6-pairs", "fields", where) " fields", side[i])
    }
}
