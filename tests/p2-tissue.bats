# What is said of sections that a network focused: which fields are shown, and the judges.
load helpers

p2=$(dirname "$BATS_TEST_DIRNAME")/experiments/p2
experiments=$(dirname "$p2")

setup() { plain_only; }

tabs() { tr ' ' '\t'; }
judge() { awk -f "$experiments/judge.awk" -f "$p2/$1.awk" "${@:2}" "$p2/claims.tsv" "$p2/published.tsv"; }
verdicts() { sed 1d | cut -f7 | paste -sd,; }

@test "the fields with the most contrast in focus are shown, and of those in focus only" {
    printf '%s\n' 'stack z_um score' 'a -1 9' 'a 0 2' 'b 0 10' 'c 0 3' | tabs >curves.tsv
    for s in a b c d; do for z in -1 1; do echo "$s $z 0.$((z + 5))"; done; done |
        { echo stack z_um ssim; cat; } | tabs >fields.tsv
    shown() { awk "$@" -f "$experiments/columns.awk" -f "$p2/shown.awk" curves.tsv fields.tsv; }
    [ "$(shown -v pick='ssim stack' | paste -sd' ')" = $'ssim\tstack 0.4\tb 0.6\tb' ]
    [ "$(shown -v many=2 -v pick=stack | paste -sd,)" = stack,b,b,c,c ]
    [ "$(shown -v many=9 -v pick=stack | paste -sd,)" = stack,b,b,c,c,a,a ]
    sed -n 1p curves.tsv >none && mv none curves.tsv
    [ "$(shown -v pick='ssim stack')" = $'ssim\tstack' ]
}

# curves NAME SAMPLES SSIM LOW HIGH: the tables of NAME; the SSIM of the network at 5 um, HIGH its upper end; and the
# interval of all differences
curves() {
    local name=$1 samples=$2 s
    shift 2
    {
        echo sample source z_um fields ssim ssim_low ssim_high rmse
        for s in $samples; do
            for z in -5 -1 1 5 9; do
                echo "$s input $z 4 0.3 0.2 0.4 0.9"
                [ $z = 5 ] && echo "$s deep-r $z 4 $1 0.5 $3 0.3" || echo "$s deep-r $z 4 0.8 0.7 0.9 0.3"
            done
        done
    } | tabs >"$name.tsv"
    local less=${2#-}
    [[ $2 = -* ]] || less=-$2
    {
        echo sample source against low_um high_um side fields ssim ssim_low ssim_high rmse rmse_low rmse_high
        for s in $samples; do
            for side in both below above; do
                for zone in "1 5" "2 9"; do
                    echo "$s deep-r input $zone $side 4 0.3 $2 $3 -0.3 ${3/#/-} $less"
                done
            done
        done
    } | tabs >"$name-pairs.tsv"
}

@test "autofluorescence is focused where the differences and the SSIM at every z within 5 um say so" {
    fig3() { curves p2-fig3 breast "$@" && judge fig3 p2-fig3.tsv p2-fig3-pairs.tsv | verdicts; }
    [ "$(fig3 0.75 0.2 0.8)" = reproduced,reproduced,reproduced ]
    [ "$(fig3 0.65 0.2 0.8)" = reproduced,reproduced,partly ]
    [ "$(fig3 0.55 -0.1 0.6)" = partly,partly,not ]
    [ "$(fig3 0.55 -0.2 -0.1)" = not,not,not ]
    for table in p2-fig3 p2-fig3-pairs; do sed -i 1q $table.tsv; done
    [ "$(judge fig3 p2-fig3.tsv p2-fig3-pairs.tsv | verdicts)" = 'not attempted,not attempted,not attempted' ]
}

@test "stained sections are judged in each colour" {
    figS4() { curves p2-figS4 'prostate-red prostate-blue' "$@" && judge figS4 p2-figS4.tsv p2-figS4-pairs.tsv; }
    [ "$(figS4 0.75 0.2 0.8 | verdicts)" = reproduced,reproduced,reproduced,reproduced,reproduced,reproduced ]
    [ "$(figS4 0.55 -0.1 0.6 | verdicts)" = partly,partly,not,partly,partly,not ]
    figS4 0.65 0.2 0.8 | says 'in blue light.*0.65.*partly'
    for table in p2-figS4 p2-figS4-pairs; do sed -i 1q $table.tsv; done
    [ "$(judge figS4 p2-figS4.tsv p2-figS4-pairs.tsv | verdicts)" = '' ]
}
