# columns.awk -- tables by the names of their columns: awk -f experiments/columns.awk -f PROGRAM TABLE.tsv ...
# Every table begins with a line of names. the("rmse_um") is that cell of the current row; a column that is not there
# ends the program with its name. The rules of the program see rows only. Without a program, -v show=NAME prints that
# column; -v exactly=N: the table has as many rows.
BEGIN { FS = OFS = "\t" }

function die(text) {
    print "awk: " FILENAME ": " text | "cat >&2"
    broken = 1
    exit 1
}
END { if (broken) exit 1 }

FNR == 1 {
    split("", column)
    for (i = 1; i <= NF; i++)
        column[$i] = i
    tables++
    next
}

show != "" { print the(show) }
END {
    if (exactly != "" && !broken && NR - tables != exactly)
        die((NR ? NR - 1 " rows" : "empty") ", expected " exactly " and a line of names before; remove it to have it made again")
}

function has(name) { return name in column }
function the(name) {
    if (!(name in column))
        die("no column " name ", the columns are: " names())
    return $(column[name])
}
function names(name, list) {
    for (name in column)
        list = list " " name
    return list
}
