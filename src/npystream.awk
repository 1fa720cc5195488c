# npystream.awk -- inserts the table of `meta --keys` into the page: meta --keys | awk -f npystream.awk - npystream.5
# A line `.\" keys KIND...` is replaced by the list of the keys of these kinds.
BEGIN { FS = "\t" }
FNR == NR && FNR > 1 {
    item[$2] = item[$2] ".It Li " $1 "\n" $4 ($3 == "-" ? "" : ";\nvalues within " $3 " count as equal") "\n"
}
FNR == NR { next }
!/^\.\\" keys / { print; next }
{
    print ".Bl -tag -width \"validation_rmse_um\""
    kinds = split($0, kind, " ")
    for (i = 3; i <= kinds; i++)
        printf "%s", item[kind[i]]
    print ".El"
}
