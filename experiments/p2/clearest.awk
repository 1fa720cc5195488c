# clearest.awk -- the rows of a table about the field that has the most contrast in focus, as the curves of sharpness say:
#   awk -f experiments/columns.awk -f clearest.awk CURVES.tsv TABLE.tsv
BEGIN { print "sample", "source", "stack", "ssim", "rmse" }
has("score") {
    if (field == "" || the("score") + 0 > most) {
        most = the("score") + 0
        field = the("stack")
    }
    next
}
the("stack") == field { print the("sample"), the("source"), field, the("ssim"), the("rmse") }
