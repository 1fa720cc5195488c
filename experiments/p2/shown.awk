# Prints the rows of one field of the table of fields, the last: of the field whose plane in focus resembles the fused image most, as
# the tables of `nearest` say.
!has("method") { alike[the("stack")] = the("ssim"); next }
shown == "" || alike[the("stack")] + 0 > alike[shown] + 0 { shown = the("stack") }
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
