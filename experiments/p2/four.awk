# Prints the z of four planes of a stack, from the first to the last that a table has of its input up to `inside` from focus.
the("stack") == stack && the("source") == "input" && the("z_um") != 0 && the("z_um") ^ 2 <= inside ^ 2 { z[++n] = the("z_um") }
END {
    if (broken) exit 1
    for (i = 0; i < 4; i++) {
        k = 1 + int(i * (n - 1) / 3 + 0.5)
        if (n && !shown[k]++) print z[k]
    }
}
