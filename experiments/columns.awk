# columns.awk -- tables by the names of their columns: awk -f experiments/columns.awk -f PROGRAM TABLE.tsv ...
# Every table begins with a line of names. the("rmse_um") is that cell of the current row; a column that is not there
# ends the program with its name. The rules of the program see rows only. Without a program, -v show=NAME,NAME prints
# these columns; -v exactly=N: the table has as many rows.
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

show != "" { print these(show) }
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
function these(list, each, n, i, row) {
    n = split(list, each, ",")
    for (i = 1; i <= n; i++)
        row = i > 1 ? row OFS the(each[i]) : the(each[i])
    return row
}
function names(name, list) {
    for (name in column)
        list = list " " name
    return list
}
