# Stacks of one's own that teach a network to focus: where they lie, which paper they are for, and what is made of them.
load helpers

project=$(dirname "$BATS_TEST_DIRNAME")

# own ARG...: make in a folder of results of its own, apart from the make that runs the tests
own() {
    env -u MAKEFLAGS -u MAKELEVEL -u MFLAGS make -s -C "$project" SANITIZE="${SANITIZE:-}" PROFILE=smoke \
        READ='--dz 1' out="$RESULTS/out" drawn="$RESULTS/figures" "$@"
}

# Three stacks whose files say neither z nor the size of a pixel: .tif, .tiff, and a folder of planes.
setup_file() {
    export RESULTS="$BATS_FILE_TMPDIR" DATA="$BATS_FILE_TMPDIR/data"
    [ -z "${SANITIZE:-}" ] || return 0
    local p i
    cd "$BATS_FILE_TMPDIR"
    psf --pixel 0.1625 --size 33x33 --z -8:8:1 >psf.npy
    for p in 1 2 3; do
        mkdir -p "$DATA/cells/p$p"
        specimen nuclei --size 224x224 --density 20000 --focus 0 --seed $((p + 1)) |
            fluoresce --psf psf.npy --z -5:5:1 | camera --photons 2000 --sensor 96x96 |
            meta $(printf -- '--drop %s ' pixel_um na lambda_um focus_um z_um stack) >"z$p.npy"
    done
    tiff-write "$DATA/cells/p1/stack.tif" <z1.npy
    tiff-write "$DATA/cells/p2/stack.tiff" <z2.npy
    mkdir "$DATA/cells/p3/stack"
    for i in {0..10}; do take "$i" <z3.npy | tiff-write "$DATA/cells/p3/stack/plane$i.tif"; done
}

setup() { plain_only; }

@test "a network is made by what README.md says, and says how it did and how it is used" {
    local typed model
    typed=$(sed -n 's/^    make \(model .*NAME\) .*/\1/p' "$project/README.md")
    typed=${typed/DATA=dir/DATA="$DATA"}
    typed=${typed/sample=NAME/sample=cells}
    eval "own ${typed/--dz 0.5 --pixel 0.325/--dz 1}" >said
    model=$RESULTS/out/models/cells-deep-r.npy
    [ "$(tail -6 said | sed -n 1p)" = "$model" ]
    describe "$model" | cut -f1-3 >known
    says '^test\ttaught_by\tcells$' <known
    says '^test\ttest_ssim\t-?0[.0-9]*$' <known
    [ "$(grep -c '^depth' known)" -eq 10 ]
    says '^test stacks, which it has never seen: 1$' <said
    says '^SSIM .*: -?0[.0-9]*, of the frames themselves 0[.0-9]*; inside of its range it adds [-+]0[.0-9]*$' <said
    says '^RMSE, .*: [.0-9]*, of the frames themselves 0[.0-9]*$' <said
    [ "$(tail -1 said)" = "next: deepr $model < frames.npy" ]
    deepr "$model" <"$RESULTS/z1.npy" 2>warned | meta --list deepr | says '96x96'
    own DATA="$DATA" -n model KIND=deep-r sample=cells >todo
    not grep -q tools/step todo
    own DATA="$DATA" -n model KIND=deep-r within=2 >todo
    [ "$(grep -c 'step .*"train the' todo)" -eq 2 ]
    not grep -qE 'step .*"(align|make pairs)' todo
    # Only simulated samples are trained for twice as long
    steps() { own DATA="$DATA" -n model KIND=deep-r sample=cells "$@" | grep -o -- '--max-steps [0-9]*' | sort -u; }
    steps within=2 twice=cells >once
    steps within=2 | cmp - once
    [ -s once ]
}

@test "a deep-r of two samples is refused, as one teaches it" {
    ln -s cells "$DATA/others"
    not own DATA="$DATA" -n model KIND=deep-r sample=cells+others 2>said
    rm "$DATA/others"
    says 'sample=cells.others: a deep-r is taught by one sample, one of: cells others' <said
}

@test "the only channel there is needs no name" {
    mkdir -p only/cells
    for p in 1 2 3; do tiff-write only/cells/p$p.tif <"$RESULTS/z$p.npy"; done
    own DATA="$PWD/only" check >said
    says '^3 positions of cells can be used' <said
    not own DATA="$PWD/only" focal=other check 2>said
}

@test "stacks that show nothing teach nothing, however short they are" {
    local p
    for p in 1 2 3; do
        mkdir -p "nothing/cells/p$p"
        numpy "
y, x = np.mgrid[-1:1:96j, -1:1:96j]
np.save('p.npy', np.random.default_rng($p).poisson(np.repeat([400 * np.exp(-(x * x + y * y) / 2)], 7, 0)).astype('u2'))"
        tiff-write "nothing/cells/p$p/stack.tif" < <(meta z_um=0 dz_um=1 <p.npy)
    done
    own DATA="$PWD/nothing" out="$PWD/out" drawn="$PWD/figures" "$PWD/out/nearest/cells/"p{1,2,3}.tsv 2>said
    for p in 1 2 3; do tail -1 "out/nearest/cells/p$p.tsv"; done >found
    [ "$(grep -cE 'low-confidence$|edge$|blank$' found)" -eq 3 ] || { cat found && false; }
}

@test "stacks are shown as they are and focused, at the z of their planes from the one in focus" {
    own DATA="$DATA" PAPER=p2 figures="p2-own" figures "$RESULTS/figures/p2-own.claims.tsv"
    [ -s "$RESULTS/figures/p2-own.png" ]
    awk -v show=z_um -f "$project/experiments/columns.awk" "$RESULTS/figures/p2-own.tsv" | sort -n | uniq -c |
        awk '{ printf "%s:%s ", $2, $1 }' >z
    [ "$(cat z)" = '-5:2 -4:2 -3:2 -2:2 -1:2 1:2 2:2 3:2 4:2 5:2 ' ]
    [ "$(awk -F'\t' 'NR > 1 { print $3 }' "$RESULTS/figures/p2-own-shown.tsv" | sort -u)" = cells/p1 ]
    # The plane next to the focus is like it, the last is not
    says "$(printf 'cells\tinput\t1\t1\t0.[789]')" <"$RESULTS/figures/p2-own.tsv"
    says "$(printf 'cells\tinput\t5\t1\t0.[1-5]')" <"$RESULTS/figures/p2-own.tsv"
    grep -Eq '^Beyond the paper: stacks of cells .*(partly.1 stacks; not decided: |not.1 stacks; )RMSE' \
        "$RESULTS/figures/p2-own.claims.tsv"
}

@test "frames that are too small are an error that names the parameter" {
    not own DATA="$DATA" PAPER=p2 figures=p2-own restored_size=128x64 tables 2>said
    says 'cells/p1 has 9[0-9]x9[0-9] pixels after registration, expected at least 128x64; .*: restored_size=' <said
    not own DATA="$DATA" PAPER=p2 figures=p2-own pair.size=64x128 tables 2>said
    says 'cells/p[23] has 9[0-9]x9[0-9] pixels .*: pair.size=' <said
}

@test "where nothing can be seen there is nothing to learn" {
    for p in 1 2 3; do
        mkdir -p data/blank/p$p
        for i in {0..4}; do take 0 <"$RESULTS/z1.npy"; done | tiff-write data/blank/p$p/stack.tif
    done
    not own DATA="$PWD/data" KIND=deep-r model 2>said
    says 'deepr/blank.npy: all stacks for training were left out, expected one with a focus; add stacks' <said
}

@test "a paper without stacks is left out, and it is an error if no other is left" {
    own DATA="$DATA" -n figures >todo
    says "^p1 is left out: no incoherent='annulus' coherent='led'$" <todo
    not grep -q 'half annulus' todo
    own DATA="$DATA" list >listed
    says '^  p2-own  ' <listed
    not grep -q '^  p1-' listed
    says "^settings:.* KIND='deep-r' " <listed
    own DATA="$DATA" p1-figS1a.leds=0.3 list >listed # what a paper knows that is left out
    local none="0 positions in DATA=.*/data, expected at least 3 with incoherent=.annulus. coherent=.led.; see"
    fails 2 "$none" own DATA="$DATA" PAPER=p1 list
    fails 2 "$none" own DATA="$DATA" KIND=fcfnn model
    fails 2 'KIND=deep is not one of: fcfnn deep-r' own DATA="$DATA" KIND=deep model
    fails 2 "0 positions in .*/data, expected .* with focal='other'; see" own DATA="$DATA" PAPER=p2 focal=other list
    fails 2 "0 positions of c in .*/data, expected .* with .*'led' or focal='stack'; see" own DATA="$DATA" sample=c list
}

@test "both papers use one folder, each its samples" {
    mkdir -p data/few/p1
    cp -r "$DATA/cells" data/a
    cp -r "$DATA/cells" data/b
    for p in 1 2 3; do
        rm -r data/b/p$p/stack*
        for light in led annulus; do cp "$DATA/cells/p1/stack.tif" "data/b/p$p/$light.tif"; done
    done
    cp "$DATA/cells/p1/stack.tif" data/few/p1/
    fails 2 "1 positions of few in DATA=.*/data, expected at least 3 with focal='stack'; see" own DATA="$PWD/data" list
    rm -r data/few
    own DATA="$PWD/data" list >listed
    says '^  p2-own  ' <listed
    says '^  p1-fig2  ' <listed
    own DATA="$PWD/data" sample=a -n figures >todo
    says '"train the network for a"' <todo
    says "^p1 is left out: no incoherent='annulus' coherent='led' in a$" <todo
    own DATA="$PWD/data" KIND=fcfnn -n model >todo
    says '"train on 1 stacks"' <todo
    not grep -q 'train the network' todo
}
