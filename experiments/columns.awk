# columns.awk -- reads tables by the names of their columns: awk -f experiments/columns.awk -f PROGRAM TABLE.tsv ...
# Every table begins with a line of names. the("rmse_um") is that cell of the current row; a missing column ends the
# program with a message that names it. The rules of PROGRAM see only rows. Without a program, -v show=NAME prints that
# column.
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
