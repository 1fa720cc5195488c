# Figure 4b of Pinkard 2019: "the regions at the edges of the circles have an especially large gradient", taken to mean one and a half
# times the gradient further inside, or outside. The width of the ring, 0.04 NA, is its blur by the pupil's edge and the grid of the LED.
END {
    for (row = 1; row <= rows_of("p1-fig4b-profile"); row++) {
        edge = cell("p1-fig4b-profile", row, "edge_na")
        n = cell("p1-fig4b-profile", row, "features")
        where = cell("p1-fig4b-profile", row, "recipe") (edge < -0.04 ? " inside" : edge <= 0.04 ? " ring" : " outside")
        sum[where] += n * cell("p1-fig4b-profile", row, "saliency_um")
        n_of[where] += n
    }
    # The random first weights give every frequency a gradient too: of that outside, the mean of several networks has less.
    judge("profile", "inside", "some of each is left of the random weights at the start, in which all frequencies have the same share")
    # Ours is not compared with the inside, of which its choice of features leaves hardly any.
    judge("ours", "outside", "outside is the light that was scattered twice, which Pinkard 2019 leaves out")
}
function mean_at(where) {
    if (!n_of[where]) die("p1-fig4b-profile.tsv has no rows for " where)
    return sum[where] / n_of[where]
}
function judge(recipe, other, why, ring, rest) {
    ring = mean_at(recipe " ring")
    rest = mean_at(recipe " " other)
    claim("fig4b-" recipe, "", rest > 0 ? ring / rest : "-", "", sprintf("%.3g um on the edges, %.3g um inside, %.3g um outside; %s", \
        ring, mean_at(recipe " inside"), mean_at(recipe " outside"), why))
}
