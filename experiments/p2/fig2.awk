# Figure 2 of Luo 2020: "Within the +-5 um axial training range, Deep-R successfully autofocuses the input images and brings back sharp
# structural details, e.g., corresponding to SSIM values above 0.7, whereas the mechanically scanned input images degrade rapidly, as
# expected, when the defocus distance exceeds ~0.65 um", and beyond the range "output images still exhibit some refocused features". The
# published numbers are of one region; ours are means over the test fields. Whether the input degrades is asked of the same fields inside
# of the depth of field and beyond it; a plane in focus has the noise of another exposure. Rapidly is by 0.05 and more in two depths.
END {
    sharp = published_value("p2-fig2", "sharp_ssim")
    depth = published_value("p2-fig2", "depth_of_field_um")
    range = mean_of("samples", "within_um", "sample=ovary")
    n = distinct("p2-fig2", "z_um", "", z)
    worst = total = "-"
    for (i = 1; i <= n; i++) {
        if (z[i] ^ 2 > range ^ 2) continue
        x = mean_of("p2-fig2", "ssim", "source=deep-r z_um=" z[i])
        if (x == "-") continue
        planes++
        total += x
        if (worst == "-" || x < worst) { worst = x; at = z[i] }
    }
    difference_of("p2-fig2", "ssim", "source=deep-r z_um=" at)
    input = mean_of("p2-fig2", "ssim", "source=input z_um=" at)
    said = above_level(worst, sharp, input)
    claim("fig2-inside", sharp, worst, said, worst == "-" ? "" : sprintf( \
        "%sthe lowest of the means, at z = %s um, where the input has %s; on average over the range %.2f", doubt, at, \
        number(input, 2), total / planes), sharp)
    lost = difference_of("p2-fig2-pairs", "ssim", "source=input against=input low_um=1.3 high_um=2 side=both")
    claim("fig2-input", "", lost, "", lost == "-" ? "" : sprintf("from the planes up to %s um from focus to those at two to three times " \
        "as much; from 6 um on %s", depth, number(mean_of("p2-fig2-pairs", "ssim", "source=input against=input low_um=6 side=both"), 3)) \
        "; the output " number(mean_of("p2-fig2-pairs", "ssim", "source=deep-r against=deep-r low_um=1.3 side=both"), 3))
    gain("fig2-gain", "1:5")
    gain("fig2-beyond", "6:9")
}
function difference(zone, side, part) {
    split(zone, part, ":")
    where = "source=deep-r against=input low_um=" part[1] " high_um=" part[2] " side=" side
    return difference_of("p2-fig2-pairs", "ssim", where)
}
function gain(id, zone, below, above, ours, said) {
    below = difference(zone, "below")
    above = difference(zone, "above")
    ours = difference(zone, "both")
    said = nearer("p2-fig2-pairs", where)
    claim(id, "", ours, said, ours == "-" ? "" : sprintf("%s below focus, %s above; %s; %s fields", number(below, 3), number(above, 3), \
        doubt, mean_of("p2-fig2-pairs", "fields", where)))
}
