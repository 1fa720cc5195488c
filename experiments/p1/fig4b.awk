# Figure 4b of Pinkard 2019: "the regions at the edges of the circles have an especially large gradient", taken to mean one and a half
# times the gradient further inside. The width of the ring, 0.04 NA, is its blur by the pupil's edge and the grid of the LED.
END {
    for (row = 1; row <= rows_of("p1-fig4b-profile"); row++) {
        edge = cell("p1-fig4b-profile", row, "edge_na")
        n = cell("p1-fig4b-profile", row, "features")
        where = cell("p1-fig4b-profile", row, "recipe") (edge < -0.04 ? " inside" : edge <= 0.04 ? " ring" : " outside")
        sum[where] += n * cell("p1-fig4b-profile", row, "saliency_um")
        n_of[where] += n
    }
    # The random first weights give every frequency a gradient too: of that outside, the mean of several networks has less.
    judge("profile", "some of each is left of the random weights at the start, in which all frequencies have the same share")
    judge("ours", "it does not see frequencies that tell little")
}
function mean_at(where) {
    if (!n_of[where]) die("p1-fig4b-profile.tsv has no rows for " where)
    return sum[where] / n_of[where]
}
function judge(recipe, why, ring, inside) {
    ring = mean_at(recipe " ring")
    inside = mean_at(recipe " inside")
    claim("fig4b-" recipe, "", inside > 0 ? ring / inside : "-", "", sprintf("%.3g um on the edges, %.3g um inside, %.3g um outside; %s", \
        ring, inside, mean_at(recipe " outside"), why))
}
