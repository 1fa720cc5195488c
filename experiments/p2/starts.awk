# starts.awk -- random heights, um, where searches begin: awk -v seed=S -v starts=N -v within_um=D -f starts.awk. The generator
# of Park and Miller (Communications of the ACM 31, 1192, 1988), as those of awks differ.
BEGIN {
    state = seed % 2147483646 + 1
    for (i = -8; i < starts; i++) {
        state = state * 16807 % 2147483647
        if (i >= 0)
            printf "%s%.2f", i ? "," : "", within_um * (2 * state / 2147483647 - 1)
    }
}
