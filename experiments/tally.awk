# tally.awk -- counts the rows of each table by status, adding columns in front like collate.awk:
#   awk -f experiments/columns.awk -f experiments/tally.awk put='recipe=ours tested=cells' PREDICTED.tsv ...
BEGIN { words = split("ok edge low-confidence saturated blank", word, " ") }

tables != begun {
    begun = tables
    put_names[tables] = put
    gsub(/=[^ ]*/, "", put_names[tables])
    put_values[tables] = put
    gsub(/[^ ]*=/, "", put_values[tables])
}
{ n[tables, the("status")]++; n[tables]++ }

END {
    header = put_names[1] " frames ok edge low_confidence saturated blank"
    gsub(/ /, "\t", header)
    print header
    for (t = 1; t <= tables; t++) {
        gsub(/ /, "\t", put_values[t])
        printf "%s\t%d", put_values[t], n[t]
        for (i = 1; i <= words; i++)
            printf "\t%d", n[t, word[i]]
        print ""
    }
}
