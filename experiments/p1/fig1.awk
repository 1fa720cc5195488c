# Figure 1 of Pinkard 2019 shows that the method works and gives no numbers, so the limits are ours: a network has learned if it explains
# nine tenths of the variance of the defocus, and it finds the direction if it is wrong in at most one frame in a hundred.
END {
    incoherent = lost("p1-fig1-curve")
    coherent = lost("p1-fig1-coherent")
    claim("fig1-coherent", "", incoherent > 0 ? coherent / incoherent : "-", "", sprintf("the sharpness, a sum of logarithms, has " \
        "fallen by %.1f in incoherent images, by %.1f in coherent ones of the same field", incoherent, coherent))
    rmse = error_of("p1-fig1-summary", "")
    bound = high == "-" ? rmse : high
    claim("fig1-defocus", "", rmse, verdict(bound ^ 2 < constant ^ 2 / 10, bound < constant), \
        sprintf("the best constant guess is wrong by %.2f um; at least %.1f %% of the variance is explained, expected 90 %%", \
            constant, 100 * (1 - (bound / constant) ^ 2)))
    # The direction does not matter for frames whose defocus is smaller than the error.
    for (row = 1; row <= rows_of("p1-fig1-prediction"); row++) {
        target = cell("p1-fig1-prediction", row, "target_um")
        if (cell("p1-fig1-prediction", row, "status") == "blank" || target ^ 2 <= rmse ^ 2)
            continue
        far++
        right += target * cell("p1-fig1-prediction", row, "defocus_um") > 0
    }
    claim("fig1-side", "", far ? 100 * right / far : "-", "", \
        sprintf("%d of %d frames that are further from focus than the error; expected 99 %%", right, far))
}
# The sharpness that is lost further than 10 um from focus.
function lost(table, focus, row, away, nearest, at_focus, sum, n) {
    focus = mean_of("p1-fig1-focus", "focus_um", "")
    for (row = 1; row <= rows_of(table); row++) {
        away = (cell(table, row, "z_um") - focus) ^ 2
        if (row == 1 || away < nearest) { nearest = away; at_focus = cell(table, row, "score") }
        if (away > 100) { sum += cell(table, row, "score"); n++ }
    }
    return n ? at_focus - sum / n : 0
}
