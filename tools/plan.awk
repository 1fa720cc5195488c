# plan.awk -- adds up the steps of a dry run of make: how many there are, what they cost, how much disk they take.
#   awk -v cores=2 -v out=out/quick -f tools/plan.awk     as a table, for `make plan`
#   awk -v began=SECONDS -f tools/plan.awk                in one line, for tools/step: steps, milliseconds, seconds
BEGIN { FS = "\"" }
/^tools\/step/ {
    split($4, word, " ")
    split($5, cost, " ")
    n++
    ms += cost[1]
    kb += cost[2]
    count[word[1]]++
    of[word[1]] += cost[1]
}
END {
    if (began) {
        print n + 0, ms + 0, began
        exit
    }
    for (w in count)
        printf "%-10s %6d steps %8.2f h\n", w, count[w], of[w] / 3.6e6 | "sort -k4,4gr"
    close("sort -k4,4gr")
    printf "together   %6d steps %8.2f h of a processor, %.2f h on %d; %.1f GB in %s\n",
        n, ms / 3.6e6, ms / 3.6e6 / cores, cores, kb / 1e6, out
}
