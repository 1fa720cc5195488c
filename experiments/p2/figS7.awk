# Figure S7 of Luo 2020: "the network has its optimal blind inference achieved on the same type of samples that it was trained with [...].
# Training with the mixed sample also generates similar results, with slightly higher RMSE error [...]. even when tested on images of a
# different sample type and wavelengths, Deep-R still performs autofocusing over the entire defocus training range". Differences of RMSE
# are those of the same fields, beyond the depth of field. Slightly is less than half of what the other type costs; as much is not similar.
END {
    split("nuclei filaments", sample, " ")
    for (i = 1; i <= 2; i++) {
        own = sample[i]
        other = sample[3 - i]
        costs = difference(other, own)
        claim("figS7-own", "", costs, "", fields(), own, other)
        x = difference("both", own)
        claim("figS7-mixed", "", x, decided("< 0") ? "not" : verdict(decided("> 0") && x < costs / 2, x < costs), \
            x == "-" ? "" : fields() "; " number(costs, 3) " with the network of " other, own)
        x = difference(other, "input")
        better = planes_nearer(other)
        claim("figS7-other", "", x, verdict(decided("< 0") && better == planes, decided("< 0") || better > planes / 2), \
            x == "-" ? "" : fields() "; lower at " better " of " planes " z", other, own)
    }
    said = nearer("p2-figS7-pairs", where = row_of("nuclei", "input", "filaments"))
    claim("figS7-details", "", difference_of("p2-figS7-pairs", "ssim", where), said, doubt "; RMSE " one_side("below") " below focus and " \
        one_side("above") " above; " fields())
}
function one_side(side) {
    return number(mean_of("p2-figS7-pairs", "rmse", "sample=filaments source=nuclei against=input low_um=2 side=" side), 3)
}
function row_of(one, two, own) { return "sample=" own " source=" one " against=" two " low_um=2 high_um=9 side=both" }
function difference(one, two) { where = row_of(one, two, own); return difference_of("p2-figS7-pairs", "rmse", where) }
function fields(n) { n = mean_of("p2-figS7-pairs", "fields", where); return n == "-" ? "" : n " fields" }
# At how many of the `planes` the mean RMSE is below that of the input.
function planes_nearer(source, z, k, n, x, input, better) {
    planes = better = 0
    n = distinct("p2-figS7", "z_um", "sample=" own, z)
    for (k = 1; k <= n; k++) {
        if (z[k] ^ 2 < 4) continue
        x = mean_of("p2-figS7", "rmse", "sample=" own " source=" source " z_um=" z[k])
        input = mean_of("p2-figS7", "rmse", "sample=" own " source=input z_um=" z[k])
        planes++
        better += x != "-" && x < input
    }
    return better
}
