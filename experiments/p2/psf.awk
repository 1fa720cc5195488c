# What Richardson-Lucy can do with a known point spread function. It is good up to the largest distance from focus where, and below
# which on both sides, the mean SSIM of the test fields reaches what the paper calls sharp, a number in published.tsv.
END {
    enough = published_value("p2-fig2", "sharp_ssim")
    chosen = "method=richardson-lucy choice=validation"
    at_best = "slices=1 exposure=1 psf=exact"
    many = highest_of("p2-psf", "exposure", "")
    at_worst = "slices=" highest_of("p2-psf", "slices", "") " exposure=1 psf=measured"
    claim("psf-exact-thin", "", reach(at_best), "", said(at_best), enough)
    claim("psf-bright", "", reach("slices=1 exposure=" many " psf=exact"), "", said("slices=1 exposure=" many " psf=exact"), many)
    difference("psf-fails", at_worst, "exact-thin")
    difference("psf-side", at_worst, "other-side")
    difference("psf-gain", at_best, "input")
    difference("psf-gain-measured", at_worst, "input")
    for (side = 1; side <= 2; side++) {
        at = side == 1 ? "below" : "above"
        x = difference_of("p2-psf-pairs", "ssim", at_best " " chosen " against=network-" at)
        claim("psf-network-ssim", "", x, "", "", at)
        x = difference_of("p2-psf-pairs", "rmse", at_best " " chosen " against=network-" at)
        claim("psf-network-rmse", "", x, "", "", at)
    }
}
function reach(world, n, z, i, j, far, ok, x) {
    n = distinct("p2-psf", "z_um", world, z)
    far = 0
    for (i = 1; i <= n; i++) {
        if (z[i] + 0 <= far)
            continue
        ok = 1
        for (j = 1; j <= n; j++) {
            x = mean_of("p2-psf", "ssim", world " " chosen " z_um=" z[j])
            if (z[j] ^ 2 <= z[i] ^ 2 && (x == "-" || x < enough))
                ok = 0
        }
        if (ok)
            far = z[i] + 0
    }
    return n ? far : "-"
}
# The SSIM on both sides at each distance, the lower one, beside that of the input.
function said(world, n, z, i, list, zs) {
    n = distinct("p2-psf", "z_um", world, z)
    for (i = 1; i <= n; i++)
        if (z[i] + 0 > 1) {
            list = list (list == "" ? "" : ", ") worse(chosen, world, z[i]) " (" worse("method=input", world, z[i]) ")"
            zs = zs (zs == "" ? "" : ", ") z[i]
        }
    return list == "" ? "" : "SSIM on the worse side, and of the input, at " zs " um: " list
}
function worse(which, world, z, a, b) {
    a = mean_of("p2-psf", "ssim", world " " which " z_um=" z)
    b = mean_of("p2-psf", "ssim", world " " which " z_um=-" z)
    return number(a == "-" || (b != "-" && b < a) ? b : a, 2)
}
function difference(id, world, against, where, x) {
    where = world " " chosen " against=" against
    x = difference_of("p2-psf-pairs", "ssim", where)
    claim(id, "", x, "", x == "-" ? "" : mean_of("p2-psf-pairs", "fields", where) " fields; " said(world))
}
