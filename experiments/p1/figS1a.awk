# Figure S1a of Pinkard 2019: "performance improves with increasing angle of illumination, up to a point where performance rapidly
# degrades", which is taken to mean 2.5 times the smallest error beyond NA 0.65. The objective has NA 0.5.
END {
    n = distinct("p1-figS1a", "led_na", "", led)
    for (i = 1; i <= n; i++) {
        x = led[i]
        ours[x] = error_of("p1-figS1a", "led_na=" x)
        theirs[x] = published_error("p1-figS1a", x)
        best = better(ours, x, best)
        if (theirs[x] != "-") their_best = better(theirs, x, their_best)
        if (x < 0.5) { if (first == "") first = x; last = x; inner = better(ours, x, inner) }
        if (x > 0.65) { beyond = better(ours, x, beyond); their_beyond = better(theirs, x, their_beyond) }
    }
    claim("figS1a-best", their_best, best, verdict(best < 0.5, ours[best] > 0.9 * ours[inner]), \
        sprintf("%.2f um there; inside NA 0.5 the best is %.2f um at %s", ours[best], ours[inner], inner))
    claim("figS1a-rise", theirs[last] / theirs[first], ours[last] / ours[first], \
        verdict(ours[last] < ours[first] && inner > 0.2, inner > 0.2), \
        sprintf("%.2f um at NA %s, %.2f um at NA %s, least at NA %s", ours[first], first, ours[last], last, inner))
    claim("figS1a-degrade", theirs[their_beyond] / theirs[their_best], ours[beyond] / ours[best], "", \
        sprintf("at least %.2f um there, expected 2.5 times the best", ours[beyond]))
    dark = error_of("p1-figS1a", "led_na=0.584")
    claim("figS1a-beyond", theirs["0.584"], dark, verdict(dark <= 1.5 * ours[inner], dark <= 2.5 * ours[inner]))
}
function better(error, x, than) { return than == "" || error[x] < error[than] ? x : than }
