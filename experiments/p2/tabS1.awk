# Table S1 of Luo 2020: how many fields, how large, how deep; and how they are divided, "0.85:0.15", which in the table is 0.80 to 0.91.
END {
    ratio("fields", "training", "sets of training fields")
    ratio("area", "area_mm2", "areas")
    n = distinct("p2-tabS1", "sample", "", sample)
    for (i = 1; i <= n; i++) {
        of = "sample=" sample[i]
        if (mean_of("p2-tabS1", "step_um", of) == mean_of("p2-tabS1", "published_step_um", of)) same++
        else other = other " " sample[i] " " mean_of("p2-tabS1", "step_um", of)
    }
    claim("tabS1-step", n, same + 0, verdict(same == n, same > 0), other == "" ? "" : "other steps, um:" other, n)
    trained = mean_of("p2-tabS1", "training", "sample=breast")
    checked = mean_of("p2-tabS1", "validation", "sample=breast")
    theirs = published_value("p2-tabS1", "training_share")
    ours = trained == "-" ? trained : trained / (trained + checked)
    claim("tabS1-divided", theirs, ours, verdict(ours >= theirs - 0.05 && ours <= theirs + 0.05, ours > 0.5), \
        "published fields of breast: " number(share("breast"), 2) ", of ovary: " number(share("ovary"), 2))
}
function share(sample, taught) {
    taught = mean_of("p2-tabS1", "published_training", "sample=" sample)
    return taught == "-" ? taught : taught / (taught + mean_of("p2-tabS1", "published_validation", "sample=" sample))
}
# The smallest part of the published number over the samples.
function ratio(id, name, what, row, ours, theirs, least, of) {
    least = "-"
    for (row = 1; row <= rows_of("p2-tabS1"); row++) {
        ours = cell("p2-tabS1", row, name)
        theirs = cell("p2-tabS1", row, "published_" name)
        if (ours == "-" || theirs == "-" || least != "-" && ours / theirs >= least) continue
        least = ours / theirs
        of = cell("p2-tabS1", row, "sample") ": " ours " here, " theirs " published"
    }
    claim("tabS1-" id, "", least, "", of)
}
