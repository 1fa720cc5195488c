# How the judges of trainings decide: the curves of the losses, and one recipe against another.
load helpers
load p2

setup() { plain_only; }

# course TRAINING CRITIC VALIDATION: 30 rounds, as awk expressions in i, smoothed
course() {
    awk "BEGIN {OFS = \"\\t\"; print \"step\", \"training_loss\", \"critic_loss\", \"validation_error\", \"best\"
        for (i = 1; i <= 30; i++) print 4 * i, $1, $2, $3, i == 24}" |
        awk -f "$experiments/columns.awk" -f "$p2/figS8-smooth.awk" - >p2-figS8.tsv
}

@test "a loss is smoothed in a window that keeps a line straight and takes a jump apart" {
    course "i < 15 ? 0 : 1" 0.25 "2 * i"
    [ "$(head -1 p2-figS8.tsv | cut -f6-)" = $'training_smooth\tcritic_smooth\tvalidation_smooth' ]
    awk -F'\t' 'NR == 1 {next} {i++} i > 2 && i < 29 && ($8 - 2 * i) ^ 2 > 1e-6 {exit 1}
        ($7 - 0.25) ^ 2 > 1e-9 {exit 1} i == 14 {before = $6} i == 15 {after = $6}
        END {exit !(before > 0.2 && before < 0.5 && (before + after - 1) ^ 2 < 1e-9)}' p2-figS8.tsv
}

@test "losses level off, the critic balances after it has learned, and the validation does not rise" {
    course "1 + exp(-i / 4)" "0.25 - 0.1 * exp(-i / 6)" "1 + exp(-i / 4)"
    [ "$(judge figS8 p2-figS8.tsv | verdicts)" = reproduced,reproduced,reproduced ]
    course "5 - i / 10" "0.2499" "1 + i / 100" # a critic that has learned nothing is no equilibrium
    [ "$(judge figS8 p2-figS8.tsv | verdicts)" = "not,partly,not" ]
    course "5 - i / 10" "0.25 - i / 200" "2 - i / 100"
    [ "$(judge figS8 p2-figS8.tsv | verdicts)" = not,not,reproduced ]
    course "1 + exp(-i / 7)" "0.25 - i / 600" "1 + exp(-i / 4) + i / 400"
    [ "$(judge figS8 p2-figS8.tsv | verdicts)" = partly,partly,partly ]
    # What falls at once and then stays has levelled off; what falls slowly after a sudden beginning has not
    course "i < 3 ? 3 : 1 + 0.001 * (i % 3)" "0.25 - i / 600" "i < 3 ? 3 : 1"
    [ "$(judge figS8 p2-figS8.tsv | verdicts | cut -d, -f1)" = reproduced ]
    course "i < 2 ? 9 : 2 - i / 30" "0.25 - i / 600" "i < 2 ? 9 : 2 - i / 30"
    [ "$(judge figS8 p2-figS8.tsv | verdicts | cut -d, -f1)" = not ]
    # It rises in its last third, from below where it was before
    course "1 + exp(-i / 4)" "0.25" "(i > 20 ? 0.5 + i / 100 : 2 - i / 20)"
    [ "$(judge figS8 p2-figS8.tsv | verdicts | cut -d, -f3)" = not ]
    # One that falls to the end has not shown that it would rise
    course "1 + exp(-i / 4)" "0.25 - 0.1 * exp(-i / 6)" "1 + exp(-i / 4)"
    awk -F'\t' -v OFS='\t' 'NR > 1 {$5 = NR == 31} {print}' p2-figS8.tsv >last && mv last p2-figS8.tsv
    judge figS8 p2-figS8.tsv >claims.out
    [ "$(verdicts <claims.out | cut -d, -f3)" = partly ]
    says 'the training ended before it rose: validation' <claims.out
    sed -i 3,99d p2-figS8.tsv # as in a training of one round
    [ "$(judge figS8 p2-figS8.tsv | verdicts)" = "not attempted,not attempted,not attempted" ]
}

@test "our recipe is better than the published one if all of the interval says so" {
    pairs() {
        printf '%s\n' "source against low_um high_um side fields ssim ssim_low ssim_high rmse rmse_low rmse_high" \
            "ours published 1 5 both 8 $1" | tabs >p2-recipes-pairs.tsv
        judge recipes p2-recipes-pairs.tsv | verdicts
    }
    [ "$(pairs '0.1 0.05 0.15 -0.1 -0.2 -0.05')" = reproduced,reproduced ]
    [ "$(pairs '0.1 -0.05 0.25 -0.1 -0.2 0.05')" = partly,partly ]
    [ "$(pairs '-0.1 -0.15 -0.05 0.1 0.05 0.2')" = not,not ]
    [ "$(pairs '0.1 nan nan -0.1 nan nan')" = partly,partly ]
    sed -i 2d p2-recipes-pairs.tsv
    [ "$(judge recipes p2-recipes-pairs.tsv | verdicts)" = "not attempted,not attempted" ]
}
