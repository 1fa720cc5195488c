# Of frames unlike the training hardly any may be wrong without a word; and hardly any may be flagged where the error is below 1.5
# times that of the training.
END {
    n = distinct("p1-status", "condition", "recipe=ours", conditions)
    for (i = 1; i <= n; i++) {
        where = "recipe=ours condition=" conditions[i]
        silent = mean_of("p1-status", "silent_percent", where)
        if (silent > 2)
            silent_in = silent_in (silent_in ? ", " : "above 2 % in: ") conditions[i] sprintf(" %.1f", silent)
        worst_silent = silent > worst_silent ? silent : worst_silent
        if (mean_of("p1-status", "rmse_um", where) >= 1.5 * mean_of("p1-status", "rmse_um", "recipe=ours condition=as-trained"))
            continue
        flagged = mean_of("p1-status", "flagged_percent", where)
        if (flagged > 5)
            flagged_in = flagged_in (flagged_in ? ", " : "above 5 % in: ") conditions[i] sprintf(" %.1f", flagged)
        worst_flagged = flagged > worst_flagged ? flagged : worst_flagged
    }
    claim("status-silent", "", worst_silent + 0, "", silent_in ? silent_in : "in no condition above 2 %")
    claim("status-false", "", worst_flagged + 0, "", flagged_in ? flagged_in : "in no condition above 5 %")
}
