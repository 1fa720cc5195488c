# The figure that compares simulated cells with real ones.
load helpers

setup() { plain_only; }

project=$(dirname "$BATS_TEST_DIRNAME")
make_it() {
    env -u MAKEFLAGS -u MAKELEVEL -u MFLAGS make -s -C "$project" SANITIZE="${SANITIZE:-}" PROFILE=smoke \
        out="$PWD/out" drawn="$PWD/figures" "$@"
}

@test "without real images the figure is left out, with a message" {
    make_it -n REAL_DATA=nowhere PAPER=sim figures >said
    not grep -q sim-check said
    make_it REAL_DATA=nowhere list >listed
    [ "$(grep -c '^sim-check is left out: no single_led_img0.tif .. 3 in REAL_DATA=nowhere' listed)" -eq 1 ]
    not grep -q '^  sim-check' listed
}

@test "simulated cells have the spectrum of real ones, and nearly their contrast" {
    real led_brightfield
    make_it REAL_DATA="$REAL_DATA" "$PWD/figures/sim-check.png"
    [ -s figures/sim-check.png ]
    by_name() { awk -f "$project/experiments/columns.awk" "$@"; }
    [ "$(by_name -v show=image figures/sim-check.tsv | paste -sd,)" = near-axis,off-axis,darkfield,far-darkfield ]
    cat >alike.awk <<'END'
{ ratio = the("simulated_contrast") / the("real_contrast"); difference = the("difference_ln") }
!(difference < 0.5) || FNR == 2 && !(ratio < 1.5) || FNR == 3 && !(ratio > 0.5) { print; bad = 1 }
the("difference_ln") == 0 { print; bad = 1 } # the simulated spectrum is no copy of the real one
END { exit bad }
END
    by_name -f alike.awk figures/sim-check.tsv
    # Real and simulated were counted in the same way.
    [ "$(by_name -v show=source figures/sim-check-histogram.tsv | sort | uniq -c | awk '{ print $1 }' | paste -sd,)" = \
        1604,1604 ]
}
