# Beads of a real microscope, in a half of the field that neither taught the network nor measured how beads spread. The widths within the
# range are those of fits that are ok, and a plane without any is one in which Deep-R fails; beyond it they are those of all fits with a
# peak, as there are few others, and their mean is compared with that of the planes within the range.
END {
    focus = lowest_of("p2-real-focused", "fwhm_um", "source=input")
    range = 3
    widest()
    inside = width("output", 0, range)
    beyond = width("output", range + 0.2, 2 * range)
    ours = inside == "-" || beyond == "-" ? "-" : beyond / inside
    claim("real-focused-beyond", "", ours, kept ? "" : verdict(0, ours > 1), ours == "-" ? "" : sprintf("%.3f um up to %g um, %.3f um " \
        "from there to %g um%s", inside, range, beyond, 2 * range, kept ? "" : "; within it the width is not kept either"))
    claim("real-focused-steady", "", average_ratio(), "", "the width of the output over that of the input, planes from 1 to 3 um")
}
# The width of the output that differs most from that of the input in focus, in planes within the range.
function widest(row, z, x, most, at) {
    most = ""
    for (row = 1; row <= rows_of("p2-real-focused"); row++) {
        z = cell("p2-real-focused", row, "z_um")
        if (!matches("p2-real-focused", row, "source=output") || z * z > range * range) continue
        x = cell("p2-real-focused", row, "fwhm_um")
        x = x == "nan" ? 0 : x
        if (most == "" || (x / focus - 1) ^ 2 > (most / focus - 1) ^ 2 || !x) {
            most = x
            at = z
        }
    }
    x = most == "" || focus == "-" ? "-" : most / focus
    kept = x > 0.8 && x < 1.2
    claim("real-focused-kept", "", x, verdict(kept, x > 0.67 && x < 1.5), most == "" ? "" : \
        sprintf(most ? "at %g um; in focus the input has %.3f um" : "no bead is fitted at %g um", at, focus))
}
# The mean over planes at such distances.
function width(source, from, to, row, z, x, sum, n) {
    for (row = 1; row <= rows_of("p2-real-focused"); row++) {
        z = cell("p2-real-focused", row, "z_um")
        x = cell("p2-real-focused", row, "every_um")
        if (!matches("p2-real-focused", row, "source=" source) || x == "nan" || z * z < from * from || z * z > to * to) continue
        sum += x
        n++
    }
    return n ? sum / n : "-"
}
function average_ratio(row, z, list, n, other) {
    for (row = 1; row <= rows_of("p2-real-focused"); row++) {
        z = cell("p2-real-focused", row, "z_um")
        if (!matches("p2-real-focused", row, "source=output") || z * z < 1 || z * z > 9.1) continue
        other = mean_of("p2-real-focused", "every_um", "source=input z_um=" z)
        if (other == "-" || cell("p2-real-focused", row, "every_um") == "nan") continue
        list += cell("p2-real-focused", row, "every_um") / other
        n++
    }
    return n ? list / n : "-"
}
