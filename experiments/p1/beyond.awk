# Beyond Pinkard 2019: our error must be a quarter smaller on the test stacks, and at most 1.5 um; to recognise a sample
# that it was not trained on, the network must flag more than half of its frames, and at most about one in twenty of the
# trained kind.
END {
    compare("published", "Ours makes smaller errors than the published recipe and crop on the same stacks")
    compare("recropped", "Ours makes smaller errors than the published recipe on the same features")
    if (!("p1-beyond-unseen" in rows))
        exit
    n = distinct("p1-beyond-unseen", "tested", "recipe=ours", tested)
    for (i = 1; i <= n; i++)
        share[i] = 100 * mean_of("p1-beyond-unseen", "low_confidence", "recipe=ours tested=" tested[i]) / \
            mean_of("p1-beyond-unseen", "frames", "recipe=ours tested=" tested[i])
    claim("Its predictions for " tested[1] ", the trained kind, are trusted", "-", share[1], "-", "-", 1, "% flagged", \
        verdict(share[1] <= 5, share[1] <= 15), "few is 5 % at most")
    claim("Its predictions for " tested[2] ", which it has never seen, are not", "-", share[2], "-", "-", 1, "% flagged", \
        verdict(share[2] > 50, share[2] > 25), "most is more than half")
}
function compare(recipe, text, theirs, ours) {
    theirs = error_of("p1-beyond", "recipe=" recipe " set=test")
    ours = error_of("p1-beyond", "recipe=ours set=test")
    claim(text, theirs, ours, low, high, 2, "um", verdict(ours <= 0.75 * theirs && ours <= 1.5, ours < theirs), sprintf("%.0f %% less " \
        "on test stacks, expected 25 %% less and at most 1.5 um; as published stands that recipe on our stacks", 100 * (1 - ours / theirs)))
}
