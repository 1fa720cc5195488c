# Table S1 of Pinkard 2019: "2-3 orders of magnitude fewer learned parameters and less memory".
END {
    for (row = 1; row <= rows_of("p1-tabS1-ratio"); row++) {
        judge("weights")
        judge("memory")
    }
    total = rows_of("p1-tabS1")
    for (row = 1; row <= total; row++)
        if ((status = cell("p1-tabS1", row, "weights_status")) == "ok")
            follow++
        else
            open = open (open == "" ? "" : "; ") cell("p1-tabS1", row, "network") " " cell("p1-tabS1", row, "image_px") " px: " status
    claim("tabS1-follow", total, follow + 0, verdict(follow == total, follow > 0), open, total)
}
function judge(what) {
    claim("tabS1-" what, cell("p1-tabS1-ratio", row, "published_" what "_ratio"), cell("p1-tabS1-ratio", row, what "_ratio"), "", \
        "the other network's are " cell("p1-tabS1-ratio", row, "numbers"), \
        cell("p1-tabS1-ratio", row, "network"), cell("p1-tabS1-ratio", row, "image_px"))
}
