# Figure S1a of Pinkard 2019: "performance improves with increasing angle of illumination, up to a point where performance rapidly
# degrades. This drop-off occurs in the darkfield region". That point is where the published curve is lowest, NA 0.584, just beyond
# the 0.5 of the objective; all other angles are compared with it, in the same stacks, each held out once.
END {
    n = distinct("p1-figS1a", "led_na", "", led)
    for (i = 1; i <= n; i++) {
        ours[i] = mean_of("p1-figS1a", "rmse_um", "led_na=" led[i])
        theirs[i] = published_error("p1-figS1a", led[i])
        if (!best || ours[i] < ours[best]) best = i
        if (theirs[i] != "-" && (!turn || theirs[i] < theirs[turn])) turn = i
    }
    for (i = 1; i <= n; i++)
        if (i != turn) {
            beside(i)
            better = better (decided("< 1") ? " " led[i] : "")
            worse += decided("> 1")
        }
    claim("figS1a-best", led[turn], led[best], verdict(worse == n - 1, better == ""), sprintf("%.2f um there, %.2f um at %s; %s", \
        ours[best], ours[turn], led[turn], better == "" ? "no angle is certainly better" : "certainly better are" better))
    compare("rise", 1)
    compare("degrade", turn + 1)
}
function beside(i) { return ratio_of("p1-figS1a-pairs", "led_na=" led[i]) }
function compare(id, i, ratio) {
    ratio = beside(i)
    claim("figS1a-" id, theirs[i] / theirs[turn], ratio, "", errors(), led[i], led[turn])
}
