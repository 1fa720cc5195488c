# own-focus.awk -- puts the focus of each bead, from the table of psf-fit --axial, before its rows in the tables that follow:
#   awk -f experiments/columns.awk -f own-focus.awk AXIAL.tsv WIDTHS.tsv ...
has("axial_um") {
    if (the("status") == "ok") focus[the("stack"), the("bead")] = the("focus_um")
    next
}
!told++ {
    for (name in column) title[column[name]] = name
    for (i = 1; i <= NF; i++) heading = heading OFS title[i]
    print "focus_um" heading
}
(the("stack"), the("bead")) in focus { print focus[the("stack"), the("bead")], $0 }
