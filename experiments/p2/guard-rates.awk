# guard-rates.awk -- how often images are called low-confidence and how often they are wrong, from a row for each image (network, within_um,
# kind, sample, stack, z_um, rmse, deepr, novelty). An image is wrong if its RMSE from the plane in focus is more than twice `usual`, the
# mean RMSE of the images of the network's own kind (kind=own) within its range: |z| <= within_um, without z = 0. On stdout a row for each
# network, sample and zone LOW:HIGH of |z| of `zones`, range=inside or beyond that of the network, with its number of images and the
# shares, in percent, of those that are
#   flagged   called low-confidence
#   wrong     wrong by twice, flagged or not
#   silent    wrong and not flagged
#   false     flagged and not wrong
# and, in `novelties`, the mean novelty of each network and sample by z, and its deviation.
BEGIN { many = split(zones, zone, " ") }
the("z_um") != 0 {
    who = the("network") OFS the("within_um") OFS the("kind") OFS the("sample")
    if (!(who in images)) order[++groups] = who
    i = ++images[who]
    z[who, i] = the("z_um") + 0
    rmse[who, i] = the("rmse")
    flagged[who, i] = the("deepr") != "ok"
    network[who] = the("network")
    within[who] = the("within_um")
    if (the("kind") == "own" && z[who, i] ^ 2 <= within[who] ^ 2 + 1e-6) {
        sum[network[who]] += the("rmse")
        known[network[who]]++
    }
    if (the("novelty") != "-") {
        if (!((who, z[who, i]) in counts)) depth[who, ++depths[who]] = z[who, i]
        counts[who, z[who, i]]++
        mean[who, z[who, i]] += the("novelty")
        squares[who, z[who, i]] += the("novelty") ^ 2
    }
}

END {
    if (broken) exit 1
    print "network", "within_um", "kind", "sample", "range", "low_um", "high_um", "usual", "images", "flagged", "wrong", "silent", "false"
    print "network", "within_um", "kind", "sample", "z_um", "images", "novelty", "novelty_sd" > novelties
    for (g = 1; g <= groups; g++) {
        for (k = 1; k <= many; k++) rates(order[g], k)
        for (k = 1; k <= depths[order[g]]; k++) novelty(order[g], depth[order[g], k])
    }
}
function rates(who, k, edge, i, far, usual, bad, n, called, wrong, silent) {
    if (!known[network[who]]) return
    usual = sum[network[who]] / known[network[who]]
    split(zone[k], edge, ":")
    for (i = 1; i <= images[who]; i++) {
        far = z[who, i] < 0 ? -z[who, i] : z[who, i]
        if (far <= edge[1] + 1e-6 || far > edge[2] + 1e-6) continue
        bad = rmse[who, i] > 2 * usual
        n++
        called += flagged[who, i]
        wrong += bad
        silent += bad && !flagged[who, i]
    }
    if (n)
        print who, edge[2] <= within[who] ? "inside" : "beyond", edge[1], edge[2], sprintf("%.4f", usual), n, percent(called, n), \
            percent(wrong, n), percent(silent, n), percent(called - wrong + silent, n)
}
function percent(x, n) { return sprintf("%.1f", 100 * x / n) }
function novelty(who, at, n, middle, left) {
    n = counts[who, at]
    middle = mean[who, at] / n
    left = squares[who, at] / n - middle ^ 2
    left = n < 3 ? "nan" : sprintf("%.3f", sqrt(left > 0 ? left * n / (n - 1) : 0))
    print who, at, n, sprintf("%.3f", middle), left > novelties
}
