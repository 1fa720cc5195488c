# Beyond Pinkard 2019: ours has to be a quarter better on the test stacks, and at most 1.5 um; to know the frames of a sample
# that was never trained on, it has to flag more than half of them, and hardly one in twenty of the trained kind.
END {
    ours = mean_of("p1-beyond", "rmse_um", "recipe=ours set=test")
    compare("published", "Ours makes smaller errors than the published recipe and crop on the same stacks")
    compare("recropped", "Ours makes smaller errors than the published recipe on the same features")
    if (!("p1-beyond-unseen" in rows))
        exit
    for (i = 1; i <= rows_of("p1-beyond-unseen"); i++) {
        if (cell("p1-beyond-unseen", i, "recipe") != "ours") continue
        tested = cell("p1-beyond-unseen", i, "tested")
        share = 100 * cell("p1-beyond-unseen", i, "low_confidence") / cell("p1-beyond-unseen", i, "frames")
        if (!seen++)
            claim("Its predictions for " tested ", the trained kind, are trusted", "-", share, "-", "-", 1, "% flagged", verdict(share <= 5, share <= 15), "few is 5 % at most")
        else
            claim("Its predictions for " tested ", which it has never seen, are not", "-", share, "-", "-", 1, "% flagged", verdict(share > 50, share > 25), "most is more than half")
    }
}

function compare(recipe, text, theirs) {
    theirs = mean_of("p1-beyond", "rmse_um", "recipe=" recipe " set=test")
    claim(text, theirs, ours, lowest_of("p1-beyond", "rmse_low_um", "recipe=ours set=test"), highest_of("p1-beyond", "rmse_high_um", "recipe=ours set=test"), 2, \
        "um", verdict(ours <= 0.75 * theirs && ours <= 1.5, ours < theirs), \
        sprintf("%.0f %% less on test stacks, expected 25 %% less and at most 1.5 um; as published stands that recipe on our stacks", 100 * (1 - ours / theirs)))
}
