# Prints the rows of one field of the table of fields, the last: of that which has the highest score in focus, as the curves of
# sharpness say.
!has("method") { if (the("z_um") == 0) contrast[the("stack")] = the("score"); next }
shown == "" || contrast[the("stack")] + 0 > contrast[shown] + 0 { shown = the("stack") }
{
    of[++n] = the("stack")
    row[n] = the("method") OFS the("choice") OFS the("iterations") OFS the("z_um") OFS the("stack") OFS the("ssim") OFS the("rmse")
}
END {
    if (broken) exit 1
    print "method", "choice", "iterations", "z_um", "stack", "ssim", "rmse"
    for (i = 1; i <= n; i++)
        if (of[i] == shown) print row[i]
}
