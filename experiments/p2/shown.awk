# Prints the columns of `pick` of the table of fields, the last: of the field that has the highest score in focus, as the curves of
# sharpness say, or of the `many` that have the highest, one after the other. Fields without a curve are left out.
has("score") { if (the("z_um") == 0) contrast[the("stack")] = the("score") + 0; next }
{ rows[the("stack")] = rows[the("stack")] these(pick) ORS }
END {
    if (broken) exit 1
    gsub(/,/, OFS, pick)
    print pick
    for (k = 1; k <= (many ? many : 1); k++) {
        shown = ""
        for (stack in rows)
            if (stack in contrast && (shown == "" || contrast[stack] > contrast[shown] || \
                contrast[stack] == contrast[shown] && stack < shown))
                shown = stack
        if (shown != "") printf "%s", rows[shown]
        delete rows[shown]
    }
}
