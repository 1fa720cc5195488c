# Runs the commands in README.md, unchanged except for sizes and numbers that would take minutes.
load helpers

project=$(dirname "$BATS_TEST_DIRNAME")

# section NAME: the indented lines under this heading
section() { sed -n "/^## $1/,/^## /s/^    //p" "$project/README.md"; }

# swap FROM TO ...: stdin with each FROM replaced by TO; every FROM must occur
swap() {
    local text
    text=$(cat)
    while [ $# -gt 0 ]; do
        [[ $text == *"$1"* ]] || { echo "README.md no longer says: $1" >&2; return 1; }
        text=${text//"$1"/"$2"}
        shift 2
    done
    echo "$text"
}

setup_file() { cd "$BATS_FILE_TMPDIR" && fixtures; }

@test "the pipeline, line by line" {
    section "One pipeline" |
        swap "--size 320x320" "--size 96x96 --density 8000" 256x256 64x64 \
            "--patch 256 --crop 192x96" "--patch 64 --crop 48x24" \
            "{11..50}" "{11..14}" "fcfnn-train --loss" "fcfnn-train --max-steps 200 --loss" >typed
    bash -eo pipefail typed >judged
    [ "$(meta --list stack <training.npy | tail -n +2 | sort -u -k3 | wc -l)" -eq 4 ]
    [ "$(meta --list target_um <features.npy | grep -cE '[0-9]$')" -eq 21 ]
    [ "$(wc -l <predicted.tsv)" -eq 22 ]
    [ "$(cut -f1,2 judged | tail -1)" = "$(printf '21\t1')" ]
}

@test "fluorescence and stained sections" {
    section Fluorescence |
        swap "--size 193x193 --z -12:12:0.25" "--size 33x33 --z -4:4:1" 608x608 48x48 576x576 48x48 -10:10:0.5 -1:1:1 \
            "--condenser 0.6" "--condenser 0.6 --across 4" "--sensor 512x512" "--sensor 32x32" >typed
    bash -eo pipefail typed
    for name in stack red green blue; do [ "$(meta --list z_um <$name.npy | grep -c '32x32 u2')" -eq 3 ]; done
    [ "$(meta --list z_um <truth.npy | grep -c '32x32 f4')" -eq 2 ]
}

@test "images in focus" {
    section Images >written
    psf --pixel 0.1625 --size 193x193 --z -5:5:1 >psf.npy # as wide as in the section before
    bash -eo pipefail <(sed '/^}/q' written; echo nuclei 1) | meta --list z_um | grep -c '160x160 u2' | says '^11$'
    psf --pixel 0.1625 --size 33x33 --z -6:6:1 >psf.npy
    swap "seq 12" "seq 3" 256x256 128x128 "--density 1500" "--density 9000" 160x160 96x96 -5:5:1 -5:5:5 \
        "--max-steps 1500" "--levels 3 --max-steps 4 --check-every 2" \
        "--max-steps 1000" "--max-steps 4 --check-every 2" <written >typed
    bash -eo pipefail typed
    for name in focused defocus; do [ "$(meta --list deepr <$name.npy | grep -c '96x96 f4')" -eq 3 ]; done
}

@test "live, from a camera and from a film" {
    cp "$BATS_FILE_TMPDIR"/{model,stack}.npy .
    command -v ffmpeg || skip "no ffmpeg here"
    for i in 0 1 2; do take $i <stack.npy | tail -c 8192; done >frames.raw
    ffmpeg -v error -f rawvideo -pix_fmt gray16le -video_size 64x64 -i frames.raw -c:v ffv1 film.mkv
    cat >camera-program <<'END'
if [[ $line == *--raw* ]]; then cat frames.raw; else take 0:3 <stack.npy; fi
END
    chmod +x camera-program
    section Live | swap 2048x1536 64x64 "ffmpeg -i" "ffmpeg -v error -i" >typed
    [ "$(wc -l <typed)" -eq 4 ]
    while read -r line; do
        export line
        PATH=$PWD:$PATH bash -eo pipefail -c "$line" </dev/null >said
        [ "$(wc -l <said)" -eq 4 ] || { echo "$line"; cat said; false; }
        cut -f1-4 said >>all
    done <typed
    [ "$(sort all | uniq -c | awk '$1 == 4' | wc -l)" -eq 4 ] || { cat all; false; }
}

@test "a closed loop" {
    cp "$BATS_FILE_TMPDIR"/{model,stack}.npy .
    ln -s "$project/examples" examples
    export MICROSCOPE=$PWD/microscope OMP_NUM_THREADS=1
    printf '#!/bin/sh\ntake 0:3 <stack.npy\n' >camera-program
    chmod +x camera-program
    section "A closed loop" >typed
    PATH=$PWD:$PATH bash -eo pipefail typed >said
    [ "$(wc -l <drift.tsv)" -ge 2 ]
    grep -qP '\tsettled$' said
    tail -1 said | awk '{exit !($1 * $1 <= 1.06 ^ 2)}'
}

@test "your own stacks, with the values that the files lack" {
    plain_only
    local i light
    for i in 1 2 3 4; do
        mkdir -p "dir/blood/p$i"
        for light in "--led 0,0.4 LED" "--half-annulus Phase"; do
            specimen cells --size 64x64 --density 3000 --seed $i | illuminate --z -9.5:9.5:1 ${light% *} | camera |
                meta $(printf -- '--drop %s ' na lambda_um led_na_x led_na_y pixel_um z_um stack) |
                tiff-write "dir/blood/p$i/${light##* }.tif"
        done
    done
    section "Your own" | sed -n '/^[a-zA-Z.]* = /p' | swap "patch = 1024" "patch = 64" "crop = paper" "crop = circles" \
        >dir/settings.mk
    section "Your own" | sed -n '/ coherent=/s/ *#.*//p' |
        swap DATA=dir "DATA=$PWD/dir" "make figures" "make figures=p1-fig2 measurements= tables" \
            make "make -s out=$PWD/out drawn=$PWD/figures PROFILE=smoke SANITIZE= fcfnn-train.layers=1 $(
                )fcfnn-train.width=8 fcfnn-train.max-steps=100" >typed
    [ "$(wc -l <typed)" -eq 3 ]
    (cd "$project" && unset MAKEFLAGS MAKELEVEL MFLAGS && . "$BATS_TEST_TMPDIR/typed") >said
    says '^blood/p4 +incoherent +1 +20 +0:19 +1 .* ok$' <said
    says '^4 positions of blood can be used$' <said
    says '^RMSE [.0-9]* um in 1 stacks of blood' <said
    [ -s "$(sed -n 's/^next: predict \(.*\) < frames.npy/\1/p' said)" ]
    [ "$(cut -f1 figures/p1-fig2.tsv | paste -sd,)" = 'stacks,2,2' ]
    meta --list na,led_na_y,z_um <out/features/blood/p1.npy | tail -1 | grep -q $'\t0.5\t0.4\t19$'
}

@test "the table names every program, and all files and rules that are mentioned exist" {
    sed -n '/^## Filters/,/^## /s/^|[^|]*| `\([a-z-]*\)`.*/\1/p' "$project/README.md" | sort >named
    programs | sort | diff named -
    local name
    cd "$project"
    for name in $(grep -oE '\]\([^)#]+\)' README.md CONTRIBUTING.md | sed 's/.*](\(.*\))/\1/' | sort -u); do
        [ -e "$name" ] || { echo "$name is not there"; false; }
    done
    for name in $(grep -ohE '(`|    |&& )make [a-z]+' README.md CONTRIBUTING.md | sed 's/.*make //' | sort -u); do
        grep -qE "^(\.PHONY:.* |)$name( |:|\$)|^\.PHONY:.* $name( |\$)" Makefile ./*.mk ./*/*.mk ||
            { echo "make $name is not there"; false; }
    done
}

@test "the numbers of Figure 2 are those of the locked tables" {
    local set shared=$project/experiments
    says_row() { grep -qxFf row "$project/README.md" || { cat row; false; }; }
    cat >means.awk <<'END'
the("set") == set {
    stacks = the("stacks")
    if (!n[stacks]++) order[++m] = stacks
    sum[stacks] += the("rmse_um")
}
END {
    printf "| ours, %s stacks |", set
    for (i = 1; i <= m; i++) printf " %.2f |", sum[order[i]] / n[order[i]]
    print ""
}
END
    for set in validation test; do
        awk -v set=$set -f "$shared/columns.awk" -f means.awk "$project/figures/locked/quick/p1-fig2.tsv" >row
        says_row
    done
    cat >published.awk <<'END'
the("experiment") == "p1-fig2" { row = row sprintf(" %.2f |", the("rmse_um")) }
END { print "| published, validation stacks |" row }
END
    awk -f "$shared/columns.awk" -f published.awk "$shared/p1/published.tsv" >row
    says_row
}

@test "the numbers of the three recipes are those of the locked tables" {
    cat >recipes.awk <<'END'
{ table = FILENAME; sub(/.*p1-depth-?/, "", table); sub(/\.tsv$/, "", table) }
table == "" && the("step") == 6 && the("by_target_um") == 0 { near[the("recipe")] = the("rmse_um") }
table == "sides" { rmse[the("recipe")] = the("rmse_um"); side[the("recipe")] = 100 * the("right_side") }
table == "moves" { focused[the("recipe"), the("moves")] = 100 * the("within") }
END {
    n = split("published profile ours", order, " ")
    for (i = 1; i <= n; i++) {
        r = order[i]
        printf "| %s | %.2f | %.2f | %.1f | %.1f, %.1f |\n", r, rmse[r], near[r], side[r], focused[r, 1], focused[r, 2]
    }
}
END
    awk -f "$project/experiments/columns.awk" -f recipes.awk \
        "$project/figures/locked/quick/"p1-depth{,-sides,-moves}.tsv >rows
    [ "$(wc -l <rows)" -eq 3 ]
    while read -r row; do grep -qxF "$row" "$project/README.md" || { echo "$row"; false; }; done <rows
}
