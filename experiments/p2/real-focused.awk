# Beads of a real microscope, in a half of the field that neither taught the network nor measured how beads spread. The widths are those
# of fits that are ok; out of focus there are few of the input's.
END {
    focus = lowest_of("p2-real-focused", "fwhm_um", "source=input")
    widest("real-focused-kept", 0, 3)
    widest("real-focused-beyond", 3.2, 6)
    claim("real-focused-steady", "", average_ratio(), "", "the width of the output over that of the input, planes from 1 to 3 um")
}
# The width of the output that differs most from that of the input in focus, in planes at such distances.
function widest(id, from, to, row, z, x, most, at) {
    most = ""
    for (row = 1; row <= rows_of("p2-real-focused"); row++) {
        z = cell("p2-real-focused", row, "z_um")
        x = cell("p2-real-focused", row, "fwhm_um")
        if (!matches("p2-real-focused", row, "source=output") || x == "nan") continue
        if (z * z < from * from || z * z > to * to) continue
        if (most == "" || (x / focus - 1) ^ 2 > (most / focus - 1) ^ 2) {
            most = x
            at = z
        }
    }
    x = most == "" || focus == "-" ? "-" : most / focus
    claim(id, "", x, from ? "" : verdict(x > 0.8 && x < 1.2, x > 0.67 && x < 1.5), most == "" ? "" : \
        sprintf("at %g um; in focus the input has %.3f um", at, focus))
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
