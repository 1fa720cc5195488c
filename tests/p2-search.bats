# The figures of searches in P2: how the tables are made, and what the judges say of them.
load helpers
load p2

setup() { plain_only; }

starts() { awk -v seed="$1" -v starts="$2" -v within_um="$3" -f "$p2/starts.awk"; }

@test "searches begin at random heights that depend on the seed alone, everywhere in the range" {
    starts 1010001 3 4 | says '^1.83,1.55,2.92$'
    [ "$(starts 1 5 4)" != "$(starts 2 5 4)" ]
    [ "$(starts 1 2 4)" = "$(starts 1 5 4 | cut -d, -f1,2)" ]
    for seed in {1..250}; do starts "$seed" 4 2.5; echo; done | tr , '\n' | awk '
        $1 > 2.5 || $1 < -2.5 { exit 1 } { sum += $1; squares += $1 ^ 2; n++ }
        END { exit !(n == 1000 && (sum / n) ^ 2 < 0.02 && (squares / n / (2.5 ^ 2 / 3) - 1) ^ 2 < 0.01) }'
}

# searched SAMPLE MEASURE FIELD LOOKS OFF...: rows of the table of searches, a look a second
searched() {
    local sample=$1 measure=$2 field=$3 looks=$4 off
    for off in "${@:5}"; do
        echo "$sample $measure $field 0 1 1 $off $looks $(((looks + 1) * 1000 - 100)) ok" | tabs
    done
}
header() { echo 'sample measure stack start_um focus_um sharpest_um off_um looks time_ms status' | tabs; }
times() {
    awk -v exposure_ms=100 -v tolerance_um=0.1 -f "$experiments/columns.awk" -f "$experiments/student.awk" \
        -f "$p2/tabS2-times.awk" "$p2/published.tsv" "$@"
}

@test "the time of a square millimetre is that of the looks, and a search has ended well within three tolerances" {
    { header; searched b sd f1 8 0.3 -0.3; searched b sd f2 10 0.31 nan; } >p2-tabS2.tsv
    times p2-tabS2.tsv >times.tsv
    # 0.443 mm2 in 8.9 s and in 10.9 s; the means of two fields differ by 4.51, and t is 12.71
    sed -n 2p times.tsv | says $'^b\tsd\t2\t4\t9.00\t1.15\t22.35\t2.61\t-6.33\t51.03\t2.03\t1559\t2\t37.22\t3.07$'
    [ "$(tail -n +3 times.tsv | cut -f2,14 | paste -sd' ')" = \
        $'vollath4\t42.91 vollath5\t39.57 normalized-variance\t36.50 Deep-R-CPU\t20.04 Deep-R-GPU\t2.98' ]
    { header; searched b sd f1 8 0 0; } >p2-tabS2.tsv
    times p2-tabS2.tsv | sed -n 2p | cut -f9,10 | says $'^nan\tnan$'
}

@test "Table S2 is reproduced, partly or not, by the numbers" {
    said() { # LOOKS SPREAD: of three measures; a fourth has always the same
        { header
            for measure in vollath4 vollath5 sd; do
                searched beads-breast $measure f1 $(($1 - $2)) 0 0
                searched beads-breast $measure f2 $(($1 + $2)) 0 0.4
            done
            searched beads-breast normalized-variance f1 "$1" 0 0
            searched beads-breast normalized-variance f2 "$1" 0 0
            searched tissue sd f1 9 0 0 0 0.4
        } >p2-tabS2.tsv
        times p2-tabS2.tsv >p2-tabS2-times.tsv
        judge tabS2 p2-tabS2-times.tsv | tail -n +2 | cut -f7 | cut -c1 | paste -sd,
    }
    # with wide intervals three of the published times are possible
    [ "$(said 17 2)" = r,r,r,p,p,p,p,r,p,p ]
    [ "$(said 12 0)" = p,p,p,p,p,p,p,n,p,p ] # partly at best, as the stage is assumed
    [ "$(said 7 0)" = n,n,n,n,n,p,n,n,p,p ]
    [ "$(said 5 0)" = n,n,n,n,n,p,n,n,p,p ]
}

@test "a search is many exposures" {
    printf 'looks\n12\n14\n16\n' >p2-fig1.tsv
    printf 'z_um\tstart_um\tfound_um\n-1\t-1\t2\n2\t-1\t2\n' >p2-fig1-looks.tsv
    judge fig1 p2-fig1*.tsv | tail -n +2 | cut -f3,7 | says $'^2\treproduced$'
    printf 'z_um\tstart_um\tfound_um\n2\t2\t2\n2\t2\t2\n' >p2-fig1-looks.tsv
    judge fig1 p2-fig1*.tsv | tail -n +2 | cut -f3,7 | says $'^1\tnot$'
}

@test "the looks of the search that began farthest away are shown, one after the other" {
    { header; searched b sd f1 2 0; } | cut -f3- >found.tsv
    printf 'f1\t-3\t1\t1\t0\t2\t0\tok\nf1\t4\t1\t1\t0\t2\t0\tok\nf1\t9\t1\t1\tnan\t2\t0\tblank\n' >>found.tsv
    { echo stack start_um look z_um score stage_ms camera_ms compute_ms
        echo f1 -3 1 -3 5 900 100 0; echo f1 -3 2 -2 5 900 100 0; echo f1 4 1 4 5 900 100 0; } | tabs >looks.tsv
    awk -f "$experiments/columns.awk" -f "$p2/fig1-looks.awk" found.tsv looks.tsv | tail -n +2 | cut -f2,5,6,8,9 |
        paste -sd' ' | says $'^-3\t1\t-3\t0.9\t1 -3\t2\t-2\t1.9\t2$'
    printf 'focus_um\n1.5\n' >sharpest.tsv
    { echo stack start_um focus_um looks time_ms status
        echo f1 0 1.25 8 9 ok; echo f1 0 nan 8 9 blank; } | tabs >search.tsv
    awk -f "$experiments/columns.awk" -f "$p2/found.awk" sharpest.tsv search.tsv | cut -f5 | paste -sd, |
        says '^off_um,-0.250,nan$'
}
