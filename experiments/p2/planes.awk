# planes.awk -- the numbers of the frames that are nearest to some distances from focus, each once:
#   meta --list target_um < STACK | awk -v wanted='-7 0 7' -f experiments/columns.awk -f planes.awk
{ z[n++] = -the("target_um") }
END {
    if (broken) exit 1
    many = split(wanted, at, " ")
    for (i = 1; i <= many; i++) {
        best = 0
        for (j = 1; j < n; j++)
            if ((z[j] - at[i]) ^ 2 < (z[best] - at[i]) ^ 2 - 1e-9) best = j
        if (!shown[best]++) print best
    }
}
