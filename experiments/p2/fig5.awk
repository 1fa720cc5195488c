# Figure 5 of Luo 2020: means over the test fields. A difference is that of the same field, over all planes of either side.
# How much SSIM is acceptable the paper does not say; elsewhere it calls details sharp above a number that stands in published.tsv.
END {
    enough = published_value("p2-fig2", "sharp_ssim")
    n = distinct("p2-fig5", "z_um", "", z)
    nearest = farthest = ""
    for (i = 1; i <= n; i++) {
        if (z[i] + 0 < 0 && (nearest == "" || z[i] + 0 < nearest + 0)) nearest = z[i]
        if (z[i] + 0 > 0 && (farthest == "" || z[i] + 0 > farthest + 0)) farthest = z[i]
    }
    difference("fig5-features", "method=input against=other-side")
    acceptable("fig5-landweber", "method=landweber")
    acceptable("fig5-richardson-lucy", "method=richardson-lucy choice=validation")
    difference("fig5-landweber-positive", "method=landweber against=other-side")
    difference("fig5-richardson-lucy-positive", "method=richardson-lucy choice=validation against=other-side")
    network("Landweber", "method=landweber")
    network("Richardson-Lucy", "method=richardson-lucy choice=validation")
}
# A claim about a mean of differences of SSIM.
function difference(id, where, x) {
    x = difference_of("p2-fig5-pairs", "ssim", where)
    claim(id, "", x, "", x == "-" ? "" : mean_of("p2-fig5-pairs", "fields", where) " fields")
}
# What is lost against the network from 2 um on, on both sides; and how much more above focus than as far below.
function network(name, where, side, at, x) {
    for (side = 1; side <= 2; side++) {
        at = side == 1 ? "below" : "above"
        x = difference_of("p2-fig5-pairs", "ssim", where " against=network-" at)
        claim("fig5-network-ssim", "", x, "", x == "-" ? "" : mean_of("p2-fig5-pairs", "fields", where " against=network-" at) " fields", \
            name " " at)
        x = difference_of("p2-fig5-pairs", "rmse", where " against=network-" at)
        claim("fig5-network-rmse", "", x, "", "", name " " at)
    }
    x = difference_of("p2-fig5-pairs", "ssim", where " against=network-sides")
    claim("fig5-network-positive", "", x, "", "", name)
}
function acceptable(id, where, ours, reason, said) {
    ours = difference_of("p2-fig5", "ssim", where " z_um=" nearest)
    said = above_level(ours, enough, mean_of("p2-fig5", "ssim", "method=input z_um=" nearest))
    reason = doubt sprintf("above %g; the input has %s; at z = %s um they have %s and %s", enough, \
        ssim("method=input z_um=" nearest), farthest, ssim(where " z_um=" farthest), ssim("method=input z_um=" farthest))
    claim(id, "-", ours, said, reason, nearest)
}
function ssim(where) { return number(mean_of("p2-fig5", "ssim", where), 2) }
