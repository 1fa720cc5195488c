# Figure S1a of Pinkard 2019: "performance improves with increasing angle of illumination, up to a point where performance
# rapidly degrades", which is taken as 2.5 times the best beyond NA 0.65. The objective has NA 0.5.
END {
    n = distinct("p1-figS1a", "led_na", "", led)
    for (i = 1; i <= n; i++) {
        x = led[i]
        ours[x] = mean_of("p1-figS1a", "rmse_um", "led_na=" x)
        theirs = mean_of("published", "rmse_um", "experiment=p1-figS1a x=" x)
        if (best == "" || ours[x] < ours[best]) best = x
        if (theirs != "-" && (their_best == "" || theirs < least)) { their_best = x; least = theirs }
        if (x < 0.5) { if (first == "") first = x; last = x; if (inner == "" || ours[x] < ours[inner]) inner = x }
        else if (x > 0.65) {
            if (beyond == "" || ours[x] < ours[beyond]) beyond = x
            if (their_beyond == "" || theirs < their_beyond) their_beyond = theirs
        }
    }
    claim("The best angle is within the aperture of the objective", their_best, best, "-", "-", 3, "NA", \
        verdict(best < 0.5, ours[best] > 0.9 * ours[inner]), sprintf("%.2f um there; inside NA 0.5 the best is %.2f um at %s", ours[best], ours[inner], inner))
    claim("Within the aperture the error falls with the angle", mean_of("published", "rmse_um", "experiment=p1-figS1a x=" last) / \
        mean_of("published", "rmse_um", "experiment=p1-figS1a x=" first), ours[last] / ours[first], "-", "-", 2, "of the error", \
        verdict(ours[last] < ours[first] && inner > 0.2, inner > 0.2), sprintf("%.2f um at NA %s, %.2f um at NA %s, least at NA %s", ours[first], first, ours[last], last, inner))
    claim("In the dark field beyond NA 0.65 it degrades", their_beyond / least, ours[beyond] / ours[best], "-", "-", 1, "times the best", \
        verdict(ours[beyond] >= 2.5 * ours[best], ours[beyond] >= 1.5 * ours[best]), sprintf("at least %.2f um there, expected 2.5 times the best", ours[beyond]))
    dark = ours["0.584"]
    claim("Just beyond the aperture it still works", mean_of("published", "rmse_um", "experiment=p1-figS1a x=0.584"), dark, \
        lowest_of("p1-figS1a", "rmse_um", "led_na=0.584"), highest_of("p1-figS1a", "rmse_um", "led_na=0.584"), 2, "um", \
        verdict(dark <= 1.5 * ours[inner], dark <= 2.5 * ours[inner]), "at NA 0.584 no unscattered light arrives, and the two circles are gone; ours is an ideal pupil")
}
