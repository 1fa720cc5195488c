# status-count.awk -- of each condition and network, the error and the share of frames that are flagged (any status but ok), and of
# those that are wrong by more than 5 um and say ok.
tables != begun { begun = tables; split(put, word, " "); condition[tables] = word[1]; recipe[tables] = word[2] }
{ frames[tables]++; flags[tables, the("status")]++ }
the("status") == "blank" { next }
{
    error = the("defocus_um") - the("target_um")
    squares[tables] += error ^ 2
    predicted[tables]++
    silent[tables] += the("status") == "ok" && (error > 5 || error < -5)
}
function percent(n, t) { return sprintf("%.2f", 100 * n / frames[t]) }
END {
    OFS = "\t"
    print "condition", "recipe", "frames", "rmse_um", "flagged_percent", "silent_percent", "edge_percent", \
        "low_confidence_percent", "saturated_percent", "blank_percent"
    for (t = 1; t <= tables; t++)
        print condition[t], recipe[t], frames[t], predicted[t] ? sprintf("%.4f", sqrt(squares[t] / predicted[t])) : "nan", \
            percent(frames[t] - flags[t, "ok"], t), percent(silent[t], t), percent(flags[t, "edge"], t), \
            percent(flags[t, "low-confidence"], t), percent(flags[t, "saturated"], t), \
            percent(flags[t, "blank"], t)
}
