# acquisition-arguments.awk -- what tools/acquisition was asked for, from ARGUMENTS: asked_role[1 .. asked_roles] and
# name_of[role], of ROLE=NAME; asked_set[1 .. asked_sets], of SET; and whether to `guess`. Read before the other files.
BEGIN {
    FS = OFS = "\t"
    asked_lines = split(ENVIRON["ARGUMENTS"], asked_line, "\n")
    for (i = 1; i <= asked_lines; i++)
        if (equals = index(asked_line[i], "=")) {
            asked_role[++asked_roles] = substr(asked_line[i], 1, equals - 1)
            name_of[asked_role[asked_roles]] = substr(asked_line[i], equals + 1)
        } else if (asked_line[i] == "guess") {
            guess = 1
        } else {
            asked_set[++asked_sets] = asked_line[i]
        }
}
