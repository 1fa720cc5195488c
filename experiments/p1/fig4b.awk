# Figure 4b of Pinkard 2019: "the regions at the edges of the circles have an especially large gradient", taken as one and a
# half times the gradient further inside. The ring is as wide as the pupil's edge and the LED's grid blur it: 0.04 NA.
END {
    last = rows_of("p1-fig4b-profile")
    for (row = 1; row <= last; row++) {
        edge = cell("p1-fig4b-profile", row, "edge_na")
        n = cell("p1-fig4b-profile", row, "features")
        where = edge < -0.04 ? "inside" : edge <= 0.04 ? "ring" : "outside"
        sum[where] += n * cell("p1-fig4b-profile", row, "saliency_um")
        n_of[where] += n
    }
    if (!n_of["ring"] || !n_of["inside"])
        die("p1-fig4b-profile.tsv has no ring or no inside")
    ring = sum["ring"] / n_of["ring"]
    inside = sum["inside"] / n_of["inside"]
    outside = n_of["outside"] ? sum["outside"] / n_of["outside"] : "-"
    # The untrained first layer gives every frequency a gradient too, as large as outside, where nothing is to be learned.
    learned = inside > outside ? sqrt(ring ^ 2 - outside ^ 2) / sqrt(inside ^ 2 - outside ^ 2) : "-"
    claim("The edges of the two circles decide most", "-", ring / inside, "-", "-", 2, "times the inside", \
        verdict(ring >= 1.5 * inside, ring > inside), \
        sprintf("%.3g um on the edges, %.3g um inside, and %.3g um outside, where there is no light: that much is left of the random weights at the start. Of what was learned, in squares, the edges have %s times as much as the inside", \
        ring, inside, outside, number(learned, 1)))
}
