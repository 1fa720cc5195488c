# The preparation of pairs in Luo 2020 (Data pre-processing): "To correct for rigid shifts and rotations ... the image stacks were first
# aligned", and "the ground truth image (z = 0) was set to be the one with the highest SSIM with respect to the EDOF image". The paper
# cannot know whether that is the focus plane; here the sharpest plane of the same stack without noise is known. In focus is within half
# the depth of field that the paper gives.
END {
    n = rows_of("p2-pairs")
    for (row = 1; row <= n; row++) {
        status[cell("p2-pairs", row, "status")]++
        off = cell("p2-pairs", row, "found_minus_true_um")
        within += off != "-" && inside(off, cell("p2-pairs", row, "sample"))
    }
    claim("pairs-focused", "", n ? 100 * within / n : "-", "", n + 0 " fields; at the end of the stack " status["edge"] + 0 ", blank " \
        status["blank"] + 0 ", doubtful " status["low-confidence"] + 0)
    claim("pairs-found", "", n ? 100 * status["ok"] / n : "-")
    m = distinct("p2-pairs", "sample", "", sample)
    for (i = 1; i <= m; i++) {
        ours = average_of("p2-pairs", "found_minus_true_um", "sample=" sample[i])
        fields = summary["count"]
        middle = median("found_minus_true_um", "sample=" sample[i])
        half = depth(sample[i]) / 2
        sure = low != "-" && inside(low, sample[i]) && inside(high, sample[i])
        open = !sure && (low == "-" || low <= half && high >= -half)
        reason = sprintf("%s%d fields, median %s um; without noise the sharpest plane lies %s um above the middle of the sample; " \
            "half the depth of field is %.2f um", open ? "not decided: " : "", \
            fields, number(middle, 2), number(sharpest("sample=" sample[i]), 2), half)
        claim("pairs-bias", "", ours, verdict(sure, open), reason, sample[i])
    }
    left("near", "left_px", "drift_px", "")
    left("ovary", "left_px", "drift_px", "sample=ovary")
    left("stained", "left_px", "drift_px", "sample=prostate-green")
    left("far", "far_left_px", "far_drift_px", "")
}
function median(name, where, row, n, x, i) {
    for (row = 1; row <= rows_of("p2-pairs"); row++)
        if (matches("p2-pairs", row, where) && cell("p2-pairs", row, name) != "-") {
            for (i = ++n; i > 1 && x[i - 1] > cell("p2-pairs", row, name) + 0; i--) x[i] = x[i - 1]
            x[i] = cell("p2-pairs", row, name) + 0
        }
    return n ? (x[int((n + 1) / 2)] + x[int(n / 2) + 1]) / 2 : "-"
}
# Where it is known, on average, counted from where the middle of the sample was put.
function sharpest(where, row, n, sum) {
    for (row = 1; row <= rows_of("p2-pairs"); row++)
        if (matches("p2-pairs", row, where) && cell("p2-pairs", row, "true_um") != "-") {
            n++
            sum += cell("p2-pairs", row, "true_um") - cell("p2-pairs", row, "focus_um")
        }
    return n ? sum / n : "-"
}
function depth(sample) { return published_value("p2-pairs", "depth_of_field_um_" sample) }
function inside(off, sample) { return off >= -depth(sample) / 2 && off <= depth(sample) / 2 }
# What is left of the drift, relative to it, over the fields.
function left(id, after, before, where, was, is) {
    was = mean_of("p2-pairs", before, where)
    is = mean_of("p2-pairs", after, where)
    claim("pairs-drift-" id, "", was == "-" || !was ? "-" : is / was, "", number(was, 2) " px before, " number(is, 2) " px after")
}
