# widths.awk -- how wide beads are by their distance from focus, from tables of psf-fit with the focus of the stack put before:
#   awk -f experiments/columns.awk -f widths.awk source=NAME WIDTHS.tsv ... source=NAME WIDTHS.tsv ...
# A row for each plane that all stacks of the source have; or, with -v bin=UM, where each bead has a focus of its own, for each multiple of
# that distance, with those that are nearest to it. fwhm_um is the mean over the fits that are ok; every_um that over all that
# have a peak, low-confidence ones too, as Luo 2020 counts them; lost ones have no width. The deviations are those among beads.
{
    stack = the("stack")
    z = sprintf("%.6g", the("z_um") - the("focus_um")) + 0
    status = the("status")
    if (bin) z = bin * int(z / bin + (z < 0 ? -0.5 : 0.5))
    if (!(source in stacks)) {
        sources[++many] = source
        first[source] = stack
    }
    if (!met[source, stack]++) stacks[source]++
    if (!met[source, stack, z]++ && ++having[source, z] && (bin ? having[source, z] == 1 : stack == first[source]))
        planes[source, ++count[source]] = z
}
status == "ok" || status == "low-confidence" || status == "lost" { n[source, z, status]++; n[source, z, "beads"]++ }
status == "ok" { add("ok") }
status == "ok" || status == "low-confidence" { add("every") }

END {
    if (broken) exit 1
    print "source", "z_um", "stacks", "beads", "fits_ok", "fits_low_confidence", "fits_lost", "fwhm_um", "fwhm_sd_um", "every_um",
        "every_sd_um"
    for (s = 1; s <= many; s++)
        for (i = 1; i <= count[sources[s]]; i++)
            if (having[at = sources[s] SUBSEP planes[sources[s], i]] == stacks[sources[s]] || bin)
                print sources[s], planes[sources[s], i], having[at], of("beads"), of("ok"), of("low-confidence"), of("lost"),
                    widths("ok"), widths("every")
}
function add(kind) {
    fits[source, z, kind]++
    sum[source, z, kind] += the("fwhm_um")
    squares[source, z, kind] += the("fwhm_um") ^ 2
}
function of(status) { return n[at, status] + 0 }
function widths(kind, k, mean, left) {
    if (!(k = fits[at, kind])) return "nan\tnan"
    mean = sum[at, kind] / k
    left = squares[at, kind] - k * mean ^ 2
    return sprintf("%.4f\t%s", mean, k > 1 ? sprintf("%.4f", sqrt(left > 0 ? left / (k - 1) : 0)) : "nan")
}
