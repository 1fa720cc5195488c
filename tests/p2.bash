# What the tests of P2's tables and judges share; load it after helpers.
p2=$(dirname "$BATS_TEST_DIRNAME")/experiments/p2
experiments=$(dirname "$p2")

tabs() { tr ' ' '\t'; }
# judge FIGURE TABLE...: what the judge of a figure says of these tables
judge() {
    awk -f "$experiments/student.awk" -f "$experiments/judge.awk" -f "$p2/$1.awk" \
        "$p2/claims.tsv" "$p2/published.tsv" "$p2/samples.tsv" "${@:2}"
}
verdicts() { sed 1d | cut -f7 | paste -sd,; }
