# collate.awk -- joins tables with the same columns, adding columns in front:
#   awk -f experiments/collate.awk put='stacks=5 seed=1' A.tsv put='stacks=5 seed=2' B.tsv
# pick='groups=validation_stacks rmse_um' selects columns; NEW=OLD renames one.
BEGIN { FS = OFS = "\t" }
END { if (broken) exit 1 }

function die(text) {
    print "collate.awk: " FILENAME ": " text | "cat >&2"
    broken = 1
    exit 1
}

# The selected columns, taken[1..count], and the line of names, which must be the same in every table.
FNR == 1 {
    names = before = ""
    n = split(put, pair, " ")
    for (i = 1; i <= n; i++) {
        equals = index(pair[i], "=")
        names = names substr(pair[i], 1, equals - 1) "\t"
        before = before substr(pair[i], equals + 1) "\t"
    }
    split("", at)
    for (i = 1; i <= NF; i++)
        at[$i] = i
    count = split(pick == "" ? $0 : pick, wanted, pick == "" ? "\t" : " ")
    for (i = 1; i <= count; i++) {
        split(wanted[i], pair, "=")
        old = 2 in pair ? pair[2] : pair[1]
        if (!(old in at))
            die("no column " old)
        taken[i] = at[old]
        names = names pair[1] (i < count ? "\t" : "")
    }
    if (NR == 1)
        print first = names
    else if (names != first)
        die("the columns " names ", expected " first)
    next
}

{
    line = before
    for (i = 1; i <= count; i++)
        line = line $taken[i] (i < count ? "\t" : "")
    print line
}
