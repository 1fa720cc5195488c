# Beyond Luo 2020: a guard against hallucination must flag other kinds of samples and planes beyond the range of the training at least as
# often as they are wrong by twice, in each group of network, sample and zone; partly if that holds of all such images together.
END {
    often("other samples", "kind=other")
    often("planes beyond the range", "kind=own range=beyond")
    all("kind=own range=inside")
    claim("guard-false", "", share("false"), "", images == "-" ? "" : \
        said "; at most " number(highest_of("p2-guard", "false", where), 1) " % in a group")
    all("")
    claim("guard-silent", "", images == "-" || !total["wrong"] ? "-" : 100 * (1 - total["silent"] / total["wrong"]), "", \
        images == "-" ? "" : number(total["wrong"], 0) " wrong of " said)
}
function often(what, rows, row, groups, kept) {
    all(rows)
    groups = kept = 0
    for (row = 1; row <= rows_of("p2-guard"); row++)
        if (matches("p2-guard", row, rows)) {
            groups++
            kept += cell("p2-guard", row, "flagged") >= cell("p2-guard", row, "wrong") + 0
        }
    claim("guard-often", "", share("flagged"), verdict(kept == groups, total["flagged"] >= total["wrong"]), \
        images == "-" ? "" : sprintf("%.1f %% wrong by twice, %.1f %% wrong and not flagged; as often in %d of %d groups; %s", \
        share("wrong"), share("silent"), kept, groups, said), what)
}
# The numbers of images of these rows, and of those that are flagged, wrong ...
function all(rows, row, k, names, n) {
    where = rows
    images = 0
    split("flagged wrong silent false", names, " ")
    for (k in names) total[names[k]] = 0
    for (row = 1; row <= rows_of("p2-guard"); row++)
        if (matches("p2-guard", row, rows)) {
            n = cell("p2-guard", row, "images")
            images += n
            for (k in names) total[names[k]] += n * cell("p2-guard", row, names[k]) / 100
        }
    said = images " images"
    if (!images) images = "-"
}
function share(name) { return images == "-" ? "-" : 100 * total[name] / images }
