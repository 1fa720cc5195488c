# What is counted of the guards of networks, and what the judge says of that.
load helpers
load p2

setup() { plain_only; }

# image KIND SAMPLE Z RMSE STATUS NOVELTY: of a network with a range of 5 um
image() { echo "n 5 $1 $2 f $3 $4 $5 $6" | tabs; }
rates() {
    { echo 'network within_um kind sample stack z_um rmse deepr novelty' | tabs && cat; } |
        awk -v zones='0:2 2:5 5:10' -v novelties=novelty.tsv -f "$experiments/columns.awk" \
            -f "$p2/guard-rates.awk" - >p2-guard.tsv
}

@test "images say what they are, those that both tables know" {
    printf '%s\n' 'array stack z_um deepr novelty' '1 f/1 -2.0 ok 0.5' '2 f/1 3 low-confidence -' | tabs >said
    printf '%s\n' 'network within_um kind sample stack z_um rmse' 'n 5 own s f/1 -2 0.25' 'n 5 own s f/2 3 0.5' |
        tabs >compared
    awk -f "$experiments/columns.awk" -f "$p2/guarded.awk" said compared >rows
    [ "$(sed 1d rows)" = "$(echo n 5 own s f/1 -2 0.25 ok 0.5 | tabs)" ]
}

@test "wrong is more than twice the usual, and each zone has its shares" {
    {
        image own s 0 9 ok 0.5 # the plane in focus tells nothing
        image own s -1 0.1 ok 0.5
        image own s 1 0.3 low-confidence 1.5
        image own s -4 0.1 ok 0.5
        image own s 5 0.3 ok 0.5
        image own s -6 0.41 ok 0.9
        image own s 6 0.41 low-confidence 1.1
        image own s 8 0.39 low-confidence -
        image other t 1 0.5 ok 0.7
    } | rates
    [ "$(sed -n 2p p2-guard.tsv)" = "$(echo n 5 own s inside 0 2 0.2000 2 50.0 0.0 0.0 50.0 | tabs)" ]
    [ "$(sed -n 3p p2-guard.tsv)" = "$(echo n 5 own s inside 2 5 0.2000 2 0.0 0.0 0.0 0.0 | tabs)" ]
    [ "$(sed -n 4p p2-guard.tsv)" = "$(echo n 5 own s beyond 5 10 0.2000 3 66.7 66.7 33.3 33.3 | tabs)" ]
    [ "$(sed -n 5p p2-guard.tsv)" = "$(echo n 5 other t inside 0 2 0.2000 1 0.0 100.0 100.0 0.0 | tabs)" ]
    [ "$(awk '$5 == 8' novelty.tsv | wc -l)" -eq 0 ]
    [ "$(awk '$5 == -6' novelty.tsv | cut -f6-)" = "$(echo 1 0.900 nan | tabs)" ]
}

# group KIND RANGE FLAGGED WRONG SILENT FALSE, of 100 images
group() {
    [ -s p2-guard.tsv ] || echo kind range images flagged wrong silent false | tabs >p2-guard.tsv
    echo "$1 $2 100 $3 $4 $5 $6" | tabs >>p2-guard.tsv
}
said() { judge guard p2-guard.tsv | verdicts; }

@test "the guard flags as often as it must, in all groups or in all together, rarely in vain" {
    group own inside 4 0 0 4
    group own beyond 80 60 2 22
    group other inside 50 40 0 10
    group other inside 40 40 0 0
    [ "$(said)" = reproduced,reproduced,reproduced,reproduced ]
    group other beyond 30 35 20 15
    [ "$(said)" = partly,reproduced,reproduced,partly ]
    group own beyond 0 90 90 0
    group own inside 14 0 0 14
    [ "$(said)" = partly,not,partly,partly ]
    group own inside 50 0 0 50
    group own beyond 10 100 90 0
    [ "$(said)" = partly,not,not,not ]
}

@test "without images nothing is said" {
    : | rates
    [ "$(said)" = "not attempted,not attempted,not attempted,not attempted" ]
}
