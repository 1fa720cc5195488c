# Each effect alone, and all of them: the network that has seen them all beside one that has seen none.
END {
    n = distinct("sim-effects", "tested", "trained=plain", worlds)
    for (i = 1; i <= n; i++) {
        if (worlds[i] == "plain" || worlds[i] == "all")
            continue
        effects++
        with = mean_of("sim-effects", "rmse_um", "trained=all tested=" worlds[i])
        without = mean_of("sim-effects", "rmse_um", "trained=plain tested=" worlds[i])
        better += with < without
        said = said (said ? ", " : "") sprintf("%s %.2f (%.2f)", worlds[i], with, without)
    }
    claim("effects", "", better + 0, verdict(better == effects, better > effects / 2), "um with and without: " said, effects)
    with = mean_of("sim-effects", "rmse_um", "trained=all tested=all")
    without = error_of("sim-effects", "trained=plain tested=all")
    claim("effects-all", "", without, verdict(without > 2 * with, without > with), sprintf("%.2f um with them", with))
}
