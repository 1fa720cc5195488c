# Table S1 of Pinkard 2019: "2-3 orders of magnitude fewer learned parameters and less memory".
END {
    for (row = 1; row <= rows_of("p1-tabS1-ratio"); row++) {
        name = cell("p1-tabS1-ratio", row, "network") " at " cell("p1-tabS1-ratio", row, "image_px") " pixels"
        judge("weights", "fewer weights than ")
        judge("memory", "less memory for an example than ")
    }
    total = rows_of("p1-tabS1")
    for (row = 1; row <= total; row++)
        if ((status = cell("p1-tabS1", row, "weights_status")) == "ok")
            follow++
        else
            open = open (open == "" ? "" : "; ") cell("p1-tabS1", row, "network") " " cell("p1-tabS1", row, "image_px") " px: " status
    claim("The published numbers of weights follow from the networks described", total, follow, "-", "-", 0, "of " total " rows", \
        verdict(follow == total, follow > 0), open)
}
function judge(what, text, published, ours) {
    published = cell("p1-tabS1-ratio", row, "published_" what "_ratio")
    ours = cell("p1-tabS1-ratio", row, what "_ratio")
    claim("Ours has two to three orders of magnitude " text name, published, ours, "-", "-", 0, "times", \
        verdict(ours >= 100, ours >= 10), "the other network's are " cell("p1-tabS1-ratio", row, "numbers"))
}
