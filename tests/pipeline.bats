# The rules of the Makefile on a world of a few tiny stacks: what depends on what, which bytes are the same, which data
# are used.
load helpers

project=$(dirname "$BATS_TEST_DIRNAME")
tiny=(PROFILE=smoke size=64 wide=64 margin=32 density=8000 dense=16000 specimen.slices=1
    z=-9.5:9.5:1 stacks=4 added=2 test=1 validation=1 training=2,4 seeds=1 fftcrop.patch=64 fftcrop.crop=16x8
    fcfnn-train.layers=2 fcfnn-train.width=16 fcfnn-train.max-steps=200
    compared=2 crossed=4 folds=2 own_steps=100 brief=100 REAL_DATA=nowhere)
# Fewer of what figures show many, where they are made at all.
some=(p1-figS1a.leds="0.251 0.399 0.49" p1.leds="01 02 03 14" p1-status.conditions="as-trained tissue")
# Where it does not matter which figures are made.
few=(figures="p1-fig1 p1-fig2" measurements=)

# pipeline OUT ARG...: make in a folder of results of its own, apart from the make that runs the tests. One paper shows
# what the engine does; with PAPER= all are read, which takes five times as long.
pipeline() {
    local folder=$1
    shift
    env -u MAKEFLAGS -u MAKELEVEL -u MFLAGS make -s -C "$project" SANITIZE="${SANITIZE:-}" PAPER=p1 \
        "${tiny[@]}" "${some[@]}" out="$folder/out" drawn="$folder/figures" "$@"
}

# fresh: the first results in ./again, to be changed
fresh() { rm -rf again && cp -a "$FIRST" again; }

# steps FILE: what a dry run would do, without order
steps() { grep -o 'tools/step .*' "$1" | sort; }

# mine POSITION...: simulated stacks as stacks of one's own, data/cells/POSITION
mine() {
    local p
    for p in "$@"; do
        mkdir -p "data/cells/$p"
        cp "$FIRST/out/raw/cells/$p/"*.tif "data/cells/$p/"
    done
}

setup_file() {
    export FIRST="$BATS_FILE_TMPDIR/first"
    [ -n "${SANITIZE:-}" ] || pipeline "$FIRST" -j4 figures
}

setup() { plain_only; }
teardown() { : >go; } # lets what `begin` has begun come to its end

@test "figures are drawn in three formats, their tables beside them, and nothing is left to do" {
    pipeline "$FIRST" list | sed -n 's/^  \(p1-fig[^ ]*\) .*/\1/p' >names
    [ "$(wc -l <names)" -ge 9 ]
    while read -r name; do
        for format in pdf svg png; do [ -s "$FIRST/figures/$name.$format" ]; done
    done <names
    [ "$(awk 'END {print NR}' "$FIRST/figures/p1-fig2.tsv")" -eq 5 ]
    pipeline "$FIRST" -q figures
}

@test "the same bytes from -j1 and -j4" {
    pipeline "$PWD/one" -j1 figures="p1-fig1 p1-fig2 p1-fig3 p1-fig4b" figures
    [ "$(ls one/figures/*.pdf | wc -l)" -eq 4 ]
    for file in one/figures/*; do cmp "$file" "$FIRST/figures/${file##*/}"; done
}

@test "a parameter makes again what depends on it, and nothing else" {
    pipeline "$FIRST" -n fcfnn-train.rate=2e-3 figures >todo
    grep -q 'train on 2 stacks' todo
    not grep -qE 'simulate|focus of|transform' todo
    pipeline "$FIRST" -n fftcrop.crop=8x8 figures >todo
    grep -q 'transform' todo
    not grep -qE 'simulate|focus of' todo
    pipeline "$FIRST" -n led_na=0.3 figures >todo
    grep -q 'under the LED' todo
    grep -q 'draw .*/p1-figS1b"' todo # whose drawing alone reads it
    not grep -qE 'half annulus|focus of' todo
    pipeline "$FIRST" -q figures # nobody has noticed
}

@test "a sweep makes a point for each value, shares what the parameter does not act on, and is not made twice" {
    fresh
    pipeline "$FIRST" -n sweep OVER=fcfnn-train.dropout VALUES="0 0.2 0.6" >todo
    [ "$(grep -c 'step .*train on 4 stacks' todo)" -eq 2 ]
    not grep -qE 'simulate|focus of|transform' todo
    pipeline "$PWD/again" sweep OVER=fcfnn-train.dropout VALUES="0 0.6"
    [ "$(cut -f1 again/figures/sweep-fcfnn-train.dropout.tsv | paste -sd,)" = 'dropout,0,0,0.6,0.6' ]
    [ -s again/figures/sweep-fcfnn-train.dropout.png ]
    pipeline "$PWD/again" -q OVER=fcfnn-train.dropout VALUES="0 0.6" "$PWD/again/figures/sweep-fcfnn-train.dropout.pdf"
    pipeline "$PWD/again" sweep OVER=fftcrop.crop VALUES="8x8 circles" OVER2=stacks VALUES2="2 4"
    [ "$(grep test again/figures/sweep-fftcrop.crop-stacks.tsv | cut -f1,2 | paste -sd,)" = \
        $'8x8\t2,8x8\t4,circles\t2,circles\t4' ]
    # the profile itself, and runs that are called otherwise, are the same networks
    pipeline "$PWD/again" sweep OVER=stacks VALUES="2 4"
    diff <(cut -f2- again/figures/sweep-stacks.tsv) <(cut -f3- "$FIRST/figures/p1-fig2.tsv")
    # they are noted, for the report and for nothing else
    pipeline "$PWD/again" -n report >todo
    for name in fcfnn-train.dropout fftcrop.crop-stacks stacks; do grep -q "sweep-$name 'RMSE against" todo; done
    pipeline "$PWD/again" -q "$PWD/again/figures/sweep-fftcrop.crop-stacks.pdf"
    pipeline "$PWD/again" -n figures >todo
    not grep -q sweep- todo
    fails 2 'OVER=colour is not a parameter of the network that predicts defocus; expected one of: added align ' \
        pipeline "$PWD/again" sweep OVER=colour VALUES=3
    fails 2 'VALUES is empty' pipeline "$PWD/again" sweep OVER=fcfnn-train.rate
    fails 2 'recipe=none is not one of: all cut .* ours pattern plain profile published' \
        pipeline "$PWD/again" sweep OVER=recipe VALUES="ours none"
    fails 2 'which cannot stand in the name of a run' pipeline "$PWD/again" sweep OVER=z VALUES=-1:1:1
}

@test "a run has the parameter that it changes, at whatever stage" {
    fresh
    for point in led_na=0.3 pixel=0.4 fftcrop.crop=8x8 fcfnn-train.layers=1; do
        pipeline "$PWD/again" sweep OVER="${point%=*}" VALUES="${point#*=}"
    done
    of() { meta --list "$1" <"again/out/$2/fcfnn.npy" | sed -n 2p | cut -f3; }
    [ "$(of pixel_um pixel@0.4)" = 0.4 ]
    [ "$(of crop fftcrop.crop@8x8)" = 8x8 ]
    [ "$(of layers fcfnn-train.layers@1)" = 1 ]
    of led_na_y led_na@0.3 | awk '{exit !($1 > 0.28 && $1 < 0.32)}'
    printf 'figures += p1-x\np1-x.what := x\np1-x.runs := photon@400\n' >x.mk
    fails 2 'a run changes photon, expected one of: seed ' pipeline "$PWD/again" figure_files="$PWD/x.mk" list
}

@test "a recipe is one folder, has the values of its row, and gives way to what the run says itself" {
    local keys=feature,crop,layers,dropout,batch,rate,max_steps
    of() { meta --list "$keys" <"$FIRST/out/$1/fcfnn.npy" | sed -n 2p | cut -f3-; }
    # $(wide_crop) is 48x24 for patches of 64; what is '-' is that of the preset
    [ "$(of recipe@ours)" = $'folded\t48x24\t10\t0.2\t128\t0.001\t100' ]
    [ "$(of recipe@published)" = $'magnitude\t38x3\t10\t0.6\t25\t2e-05\t100' ]
    [ "$(of fftcrop.crop@full/recipe@ours)" = $'folded\t64x33\t10\t0.2\t128\t0.001\t100' ]
    [ "$(of fftcrop.crop@full)" = $'magnitude\t64x33\t2\t0.6\t64\t0.001\t200' ]
    # Its values are noticed as parameters are, where they act.
    pipeline "$FIRST" -n own_steps=50 figures >todo
    grep -q 'train on 4 stacks (recipe@ours)"' todo
    not grep -qE 'train on 4 stacks"|transform' todo
}

@test "in cross-validation the stacks that judge a network neither teach it nor choose its weights" {
    local fold run=$FIRST/out/led_na@0.399/fcfnn-train.max-steps@100
    for fold in 1 2; do
        awk -v show=stack -f "$project/experiments/columns.awk" "$run/fold@${fold}of2/predicted/held-out.tsv" |
            sort -u >held$fold
        meta --list training_stacks,validation_stacks <"$run/fold@${fold}of2/fcfnn.npy" | sed -n 2p | cut -f3- >>taught
    done
    # two of four; of the others one teaches, and one chooses
    printf 'cells/p000%d\n' 3 5 | diff held1 -
    printf 'cells/p000%d\n' 4 6 | diff held2 -
    printf '1\t1\n1\t1\n' | diff taught -
    pipeline "$FIRST" -n "$run/fold@1of2/fcfnn.npy" -W "$FIRST/out/led_na@0.399/features/cells/p0003.npy" >todo
    not grep -q 'train on' todo
    pipeline "$FIRST" -n "$run/fold@1of2/fcfnn.npy" -W "$FIRST/out/led_na@0.399/features/cells/p0004.npy" >todo
    grep -q 'train on' todo
}

@test "two runs are compared in the same stacks, by all trainings of both" {
    fresh
    pipeline "$PWD/again" -n tried=1,2 "$PWD/again/figures/p1-beyond-pairs.tsv" >todo
    [ "$(grep -c '"train on 4 stacks (recipe@[a-z]* fcfnn-train.seed@2)"' todo)" -eq 2 ]
    pipeline "$PWD/again" tried=1,2 "$PWD/again/figures/p1-beyond-pairs.tsv"
    [ "$(cut -f1,2 again/figures/p1-beyond-pairs.tsv | tail -2 | tr '\t\n' ' ,')" = 'ours published,ours recropped,' ]
    pair=(--against again/out/recipe@published/predicted/cells-test.tsv)
    pair+=(--against again/out/recipe@published/fcfnn-train.seed@2/predicted/cells-test.tsv)
    pair+=(again/out/recipe@ours/predicted/cells-test.tsv)
    pair+=(again/out/recipe@ours/fcfnn-train.seed@2/predicted/cells-test.tsv)
    evaluate "${pair[@]}" | tail -1 | diff - <(sed -n 2p again/figures/p1-beyond-pairs.tsv | cut -f3-)
}

@test "a recipe on the command line is the profile, but for what else is typed there" {
    local typed="fcfnn-train.layers=2 --width=16 --rate=5e-3 --patience=100 --max-steps=200 --keep=best --seed=1"
    pipeline "$PWD/x" -n recipe=ours fcfnn-train.rate=5e-3 "$PWD/x/out/fcfnn.npy" >todo
    grep -o 'fcfnn-train --preset.* --loss' todo | tr -s ' ' >said
    [ "$(cat said)" = "fcfnn-train --preset=default --${typed#*.} --loss" ]
    grep -o 'fftcrop --.* --type' todo | sort -u >said
    typed='--patch=64 --crop=16x8 --part=folded --border=removed --noise=removed --smooth=3'
    [ "$(cat said)" = "fftcrop $typed --type" ]
    # Then runs by that recipe are those of the profile, and its networks stand where those of the profile do.
    local tiny=(PROFILE=smoke)
    pipeline "$PWD/x" -n recipe=ours figures >todo
    grep -q 'transform .*(fftcrop.crop@full)' todo
    not grep -q 'recipe@ours' todo
    fails 2 'recipe=none is not one of: all cut .* ours pattern plain profile published' \
        pipeline "$PWD/x" recipe=none figures
}

@test "stacks that are piped give the features of those that are kept as files" {
    pipeline "$PWD/piped" store=no "$PWD/piped/out/fcfnn.npy"
    not [ -e piped/out/raw ]
    for p in p0003 p0006; do differ --no-meta "piped/out/features/cells/$p.npy" "$FIRST/out/features/cells/$p.npy"; done
    cmp piped/out/focus/cells/p0003.tsv "$FIRST/out/focus/cells/p0003.tsv"
}

@test "stacks of one's own go through the same rules, as files and as folders of planes" {
    mkdir -p data/mine
    for p in p0001 p0002 p0003 p0004; do
        mkdir "data/mine/$p"
        cp "$FIRST/out/raw/cells/$p/annulus.tif" "data/mine/$p/phase.tif"
        mkdir "data/mine/$p/oblique"
        for i in {1..20}; do
            tiff-read --pages $i:$i "$FIRST/out/raw/cells/$p/led.tif" | meta --drop stack |
                tiff-write "data/mine/$p/oblique/plane$i.tif"
        done
    done
    pipeline "$PWD/own" DATA="$PWD/data" coherent=oblique incoherent=phase "${few[@]}" tables
    not [ -e own/out/raw ]
    # what was simulated and what was brought are the same stacks, so the features are the same
    differ --no-meta own/out/features/mine/p0003.npy "$FIRST/out/features/cells/p0003.npy"
    [ "$(cut -f1 own/figures/p1-fig2.tsv | paste -sd,)" = 'stacks,2,2' ]
}

@test "a stack without a focus is named and left out" {
    mine p0001 p0002 p0003 p0004 p0005
    tiff-read data/cells/p0004/annulus.tif | take 0:6 | tiff-write cut.tif
    mv cut.tif data/cells/p0004/annulus.tif
    pipeline "$PWD/own" DATA="$PWD/data" "${few[@]}" tables >said 2>&1
    grep -E 'p0004: no trusted focus plane \((edge|low-confidence)\), left out' said
    [ -e own/figures/p1-fig2.tsv ]
}

@test "of what one command makes, whatever file is asked for, all are made" {
    fresh
    rm again/out/focus/cells/p0001.*
    pipeline "$PWD/again" -j2 "$PWD/again/out/focus/cells/p0001.curve.tsv"
    diff -r "$FIRST/out/focus/cells" again/out/focus/cells
}

@test "registered first, the stacks still teach" {
    pipeline "$PWD/aligned" align=translation stacks=2 training=2 "${few[@]}" tables
    [ -s aligned/out/focus/cells/p0001.shifts.tsv ]
    [ -s aligned/figures/p1-fig2.tsv ]
}

@test "what goes wrong leaves no file that looks whole" {
    mine p0001 p0002 p0003 p0004
    truncate -s 20000 data/cells/p0003/led.tif
    not pipeline "$PWD/broken" DATA="$PWD/data" tables 2>said
    grep -q 'p0003/led.tif' said
    not [ -e broken/out/features/cells/p0003.npy ]
    not pipeline "$PWD/x" PROFILE=enormous tables 2>said
    grep -q 'not one of smoke, quick, paper' said
}

# waiting: a world of one table, which is half written until there is a file named go
waiting() {
    cat >x.mk <<END
figures += p1-x
p1-x.what := a table that takes as long as one likes
p1-x.tables := \$(drawn)/p1-x.tsv
\$(drawn)/p1-x.tsv: | \$\$(@D)/.
	\$(Q)echo begun > \$@; until [ -e $PWD/go ]; do sleep 0.02; done; echo ended >> \$@
END
    table=$PWD/x/figures/p1-x.tsv
    some=()
}
x() { pipeline "$PWD/x" figure_files="$PWD/x.mk" "$@" "$table"; }
begin() {
    set -m # so that make has a process group of its own
    x >said 2>&1 &
    job=$!
    set +m
    until [ -s "$table" ]; do sleep 0.02; done
}

@test "of two makes in one folder the second says who writes there, or waits" {
    local table job
    waiting
    begin
    fails 2 'another make writes in .*/x/out: process [0-9]+ on .*, since .*: make .*; wait with WAIT=1, or: kill ' x
    x -n >todo # which removes nothing of a make that runs
    not x -q
    pipeline "$PWD/x" figure_files="$PWD/x.mk" list | says p1-x
    x WAIT=1 >waited 2>&1 &
    until grep -q '^waiting: another make' waited; do sleep 0.02; done
    : >go
    pipeline "$PWD/elsewhere" figure_files="$PWD/x.mk" "$PWD/elsewhere/figures/p1-x.tsv"
    wait "$job"
    wait $!
    printf '%s\n' begun ended | diff - "$table"
    [ "$(wc -l <waited)" -eq 1 ]
    x -q # the one before is forgotten at once
}

@test "what a killed make has begun counts for nothing" {
    local table job pid
    waiting
    begin
    : >"$table.part" && : >"x/out/a.$job.tmp" && : >"x/out/kept.tmp.npy"
    kill -9 -- "-$job"
    wait "$job" || true
    echo begun | diff - "$table"
    not x -q
    not [ -e "$table" ] && not [ -e "$table.part" ] && not [ -e "x/out/a.$job.tmp" ] && [ -e x/out/kept.tmp.npy ]
    # Programs that outlive their make write on, so nobody else does.
    begin
    read -r pid _ <x/out/.lock
    kill -9 "$pid"
    wait "$job" || true
    fails 2 'programs of a make that was killed still write in .*/x/out; wait with WAIT=1, or: kill [0-9]+' x
    : >go
    x WAIT=1
    printf '%s\n' begun ended | diff - "$table"
    [ "$(ls -A x/out/.unfinished)" = '' ]
}

@test "kills at any moment, some of them while a table is written, leave no trace in what is made in the end" {
    WITHIN=1 "$project/tests/stress/kills" 4 PROFILE=smoke PAPER=p2 figure_files=experiments/p2/figS9.mk figures >said
    says '^4 kills, .* files, the same as undisturbed$' <said
}

@test "a focus table without its row is an error where it is read, not a stack without a focus" {
    fresh
    local focus=again/out/focus/cells/p0003.tsv features=$PWD/again/out/features/cells/p0003.npy
    for lines in 0 1; do
        sed -i "$((lines + 1)),\$d" $focus
        rm -f "$features"
        not pipeline "$PWD/again" "$features" 2>said
        says "$focus: (empty|0 rows), expected 1 and a line of names before" <said
        not [ -e "$features" ]
        cp "$FIRST/out/focus/cells/p0003.tsv" $focus
    done
}

@test "verify tells a changed table from an unchanged one" {
    fresh
    mkdir locked
    cp again/figures/*.tsv locked/
    pipeline "$PWD/again" locked="$PWD/locked" "${few[@]}" verify
    sed -i '2s/\t[0-9.]*/\t99/' locked/p1-fig2.tsv # the seed, which has no tolerance
    not pipeline "$PWD/again" locked="$PWD/locked" "${few[@]}" verify 2>said
    grep -q 'p1-fig2.tsv' said
}

@test "make, killed in a training, goes on where it was; with another parameter it begins anew" {
    fresh
    local model="$PWD/again/out/fcfnn.npy" checkpoint="$PWD/again/out/fcfnn.checkpoint" long job i
    long=(fcfnn-train.patience=9999 fcfnn-train.max-steps=9000)
    stop() {
        rm -f "$model"
        set -m # so that make has a process group of its own
        pipeline "$PWD/again" "${long[@]}" "$model" >/dev/null 2>&1 &
        job=$!
        set +m
        for i in $(seq 400); do [ -s "$checkpoint" ] && break; sleep 0.02; done
        kill -9 -- "-$job"
        wait "$job" || true
        # What it has begun is marked, and the next make removes it
        [ -s "$checkpoint" ] && { [ ! -e "$model" ] || grep -qrxF "$model" again/out/.unfinished; }
    }
    stop
    pipeline "$PWD/again" "${long[@]}" "$model"
    not [ -e "$checkpoint" ]
    cp "$model" resumed
    rm "$model"
    pipeline "$PWD/again" "${long[@]}" "$model"
    cmp "$model" resumed
    stop
    pipeline "$PWD/again" fcfnn-train.max-steps=100 "$model"
    not [ -e "$checkpoint" ]
}

@test "on a terminal the steps are counted in one line; elsewhere one line says where the figures are" {
    command -v script >/dev/null || skip "no script(1) here"
    { declare -p tiny project && declare -f pipeline; } >world.sh # not exported: script may start another shell
    local typed='pipeline $TODO fcfnn-train.rate=2e-3 figures="p1-fig1 p1-fig2" figures'
    for i in 1 2; do
        fresh
        export TODO="$PWD/again"
        case $i in
        1) TERM=xterm script -qec "bash -c '. ./world.sh; $typed PYTHON=\"a;b c\"'" /dev/null </dev/null >said ;;
        2) eval "$typed" >said 2>&1 ;;
        esac
        mv said "said$i"
    done
    # Two trainings, each with two predictions, two evaluations and a judgement; and two drawings.
    grep -qE $'\r\e\[K\[1/14\] train on (2 stacks \(stacks@2\)|4 stacks)  \r' said1
    [ "$(tr '\r' '\n' <said1 | grep -c '/14[],]')" -eq 14 ]
    tr '\r' '\n' <said1 | grep -qE '\[14/14.*draw '
    echo "2 figures are in $TODO/figures as pdf, svg, png beside their tables" | diff - said2
}

@test "other stacks, other options to read them by and fewer of them are noticed" {
    mine p0001 p0002 p0003 p0004 p0005
    own() { pipeline "$PWD/own" DATA="$PWD/data" "${few[@]}" "$@"; }
    own tables
    own -q tables
    own -n READ='--meta pixel_um=0.3' tables >todo
    [ "$(grep -cE '"(find the focus of|transform) cells/[^ ]*"' todo)" -eq 10 ]
    own -n coherent=annulus tables >todo
    [ "$(grep -c '"transform cells/[^ ]*"' todo)" -eq 5 ]
    not grep -q 'focus of' todo
    rm -r data/cells/p0004
    own -n tables >todo
    grep -q 'step .*train on 2 stacks' todo
    not grep -qE '"(find the focus of|transform) cells/[^ ]*"' todo
    fails 2 'DATA=.*/nowhere is not a folder' pipeline "$PWD/own" DATA="$PWD/nowhere" tables
    fails 2 'nothing here is called photon; see: make list' pipeline "$PWD/own" photon=5 tables
}

@test "a set that shrinks is noticed by what is made from all of it" {
    some=()
    mine p0001 p0002 p0003 p0004 p0005 p0006
    cat >all.mk <<'END'
figures += p1-all
p1-all.what := what is said of all training stacks, by a network that was trained on two of them
p1-all.tables := $(drawn)/p1-all.tsv
$(drawn)/p1-all.tsv: $(call made,,evaluated,cells-training) | $$(@D)/.
	$(Q)cp $< $@
END
    own() { pipeline "$PWD/own" DATA="$PWD/data" stacks=2 figure_files="$PWD/all.mk" "$@"; }
    own tables
    awk -v show=groups -f "$project/experiments/columns.awk" own/figures/p1-all.tsv | says '^4$'
    rm -r data/cells/p0006
    own -n tables >todo
    grep -q 'predict cells-training' todo
    not grep -qE 'train on|transform' todo
    own tables
    awk -v show=groups -f "$project/experiments/columns.awk" own/figures/p1-all.tsv | says '^3$'
}

@test "of two samples of one's own the network is trained on one, or on both" {
    mkdir -p data
    cp -r "$FIRST/out/raw/cells" data/a
    cp -r "$FIRST/out/raw/tissue" data/b
    own() { pipeline "$PWD/own" DATA="$PWD/data" "$@"; }
    own list >listed
    grep -q '^  p1-fig3 ' listed
    own -n figures >todo
    grep -q '"train on 6 stacks (sample@a+b)"' todo
    own sample=a+b "${few[@]}" -n tables >todo
    # four of six and two of four are for training: `stacks` of the first sample, `added` of the other
    grep -q '"train on 6 stacks"' todo
    own sample=a+b "${few[@]}" tables
    [ "$(cut -f3,4 own/figures/p1-fig2.tsv | tail -4 | paste -sd,)" = $'a\tvalidation,a\ttest,b\tvalidation,b\ttest' ]
    own sample=a+b list >listed
    not grep -q '^  p1-fig3 ' listed
    own sample=b "${few[@]}" -n tables >todo
    grep -q '"train on 2 stacks"' todo
    fails 2 '0 positions of c in DATA=.*/data, expected at least 3' own sample=a+c list
}

@test "one paper is listed, made and verified without the others" {
    some=()
    pipeline "$PWD/two" PAPER=p2 list >listed
    sed -n 's/^  \(p[12]-[^ ]*\) .*/\1/p' listed >names
    grep -qx p2-figS9 names
    not grep -qv '^p2-' names
    not grep -q fcfnn listed
    some=(figures=p2-figS9 measurements=)
    pipeline "$PWD/two" PAPER=p2 -n figures >todo
    [ "$(steps todo | wc -l)" -eq 1 ]
    not grep -q simulate todo
    pipeline "$PWD/two" PAPER=p2 plan >plan
    [ "$(head -1 plan | tr -s ' ')" = 'draw 1 steps 0.00 h' ]
    pipeline "$PWD/two" PAPER=p2 figures
    [ -s two/figures/p2-figS9.svg ]
    [ "$(ls two/figures)" = "$(printf '%s\n' p2-figS9.{pdf,png,svg,tsv})" ]
    pipeline "$PWD/two" PAPER=p2 locked=figures/locked/smoke verify >said
    [ "$(grep -v ' is left out: ' said)" = "verify: $PWD/two/figures/p2-figS9.tsv ok" ]
    some=()
    pipeline "$PWD/two" PAPER=p1 list >listed
    grep -q '^  p1-fig2 ' listed
    not grep -q '^  p2-' listed
    fails 2 'PAPER=p9 is not one of: p1 p2 sim\.' pipeline "$PWD/two" PAPER=p9 figures
}

@test "the order in which figures are read changes nothing" {
    cd "$project"
    local backwards
    backwards=$(printf '%s\n' experiments/*/*.mk | grep -v stages.mk | sort -r | paste -sd' ')
    cd - >/dev/null
    pipeline "$PWD/x" PAPER= -n figures >forth
    pipeline "$PWD/x" PAPER= -n figure_files="$backwards" figures >back
    [ "$(steps forth | wc -l)" -gt 100 ]
    diff <(steps forth) <(steps back)
    diff <(pipeline "$PWD/x" PAPER= list | sort) <(pipeline "$PWD/x" PAPER= figure_files="$backwards" list | sort)
}

@test "a parameter has one row in one table" {
    mkdir p9
    printf '%s\t' parameter stage smoke quick paper >p9/parameters.tsv
    printf 'meaning\nphotons\t-\t1\t1\t1\ttwice\n' >>p9/parameters.tsv
    local tables="experiments/parameters.tsv experiments/p1/parameters.tsv $PWD/p9/parameters.tsv"
    fails 2 'p9/parameters.tsv declares the parameter photons, as experiments/p1/parameters.tsv does' \
        pipeline "$PWD/x" parameter_tables="$tables" list
}

@test "a column that is called otherwise is missed by its name" {
    local shared=$project/experiments
    renamed() { sed '1s/\brmse_um\b/error_um/' "$FIRST/$1"; }
    renamed out/judged.tsv >judged.tsv
    fails 1 'collate.awk: judged.tsv: no column rmse_um' awk -f "$shared/collate.awk" pick='set rmse_um' judged.tsv
    fails 1 'collate.awk: judged.tsv: the columns sample.*error_um.*, expected sample.*rmse_um' \
        awk -f "$shared/collate.awk" "$FIRST/out/judged.tsv" judged.tsv
    fails 1 'judged.tsv: no column rmse_um, the columns are: .*error_um' \
        awk -v show=rmse_um -f "$shared/columns.awk" judged.tsv
    renamed figures/p1-fig2.tsv >p1-fig2.tsv
    fails 1 'p1-fig2.tsv has no column rmse_um' awk -f "$shared/student.awk" -f "$shared/judge.awk" \
        -f "$shared/p1/fig2.awk" p1-fig2.tsv "$shared/p1/published.tsv"
}

@test "more stacks are not more work for the shell before anything is made" {
    mkdir shell
    printf '#!%s\necho >>"$FORKS"\nexec %s "$@"\n' "$(command -v bash)" "$(command -v bash)" >shell/bash
    chmod +x shell/bash
    forks() { FORKS=$PWD/$1 PATH=$PWD/shell:$PATH pipeline "$PWD/x" -n "${@:2}" figures >/dev/null; }
    forks less
    forks more stacks=40 test=20 validation=20
    [ "$(wc -l <less)" -gt 0 ]
    [ "$(wc -l <more)" -eq "$(wc -l <less)" ]
}

@test "the new figure of CONTRIBUTING.md is three short files" {
    mkdir tree
    ln -s "$project"/* tree/
    rm tree/experiments
    cp -a "$project/experiments" tree/
    sed -n '/^## Figures/,/^## /p' "$project/CONTRIBUTING.md" | awk '
        /^    # experiments\/[^ ]*$/ { file = "tree/" $2; print $2 >"written"; next }
        /^    / && file { print substr($0, 5) >>file; lines++ }
        /^[^ ]/ { file = "" }
        END { exit lines > 20 }'
    [ "$(sort written)" = "$(printf '%s\n' experiments/p1/claims.tsv experiments/p1/exposure.{awk,gp,mk})" ]
    fresh
    made() { project=$PWD/tree pipeline "$PWD/again" "$@"; }
    made list | says '^  p1-exposure  RMSE'
    made -n "$PWD/again/figures/p1-exposure.png" >todo
    made "$PWD/again/figures/p1-exposure.png" "$PWD/again/figures/p1-exposure.claims.tsv"
    [ -s again/figures/p1-exposure.png ]
    [ "$(cut -f1 again/figures/p1-exposure.tsv | sort -u | grep -c '[0-9]')" -eq 3 ]
    awk -F'\t' 'NF != 8 {bad = 1} END {exit bad || NR != 2}' again/figures/p1-exposure.claims.tsv
    # 1700 electrons are those of the profile, whose network is there
    [ "$(grep -c '"train on' todo)" -eq 2 ]
    # One's own stacks were not taken with as much light as one likes.
    mine p0001 p0002 p0003
    made DATA="$PWD/data" list >listed
    grep -q '^  p1-fig2 ' listed
    not grep -q p1-exposure listed
}

@test "a plan says nothing else, also where nothing was made; twice the steps of a training take twice as long in it" {
    hours() { # PAPER NETWORK PARAMETER
        pipeline "$PWD/new" PAPER="$1" GOAL="$PWD/new/out/$2" "$3" fcfnn-train.batch=65536 plan >plan 2>stderr
        [ ! -s stderr ]
        awk '$1 == "train" {print $4}' plan
    }
    steps() { # PAPER NETWORK PARAMETER SMALL LARGE
        hours "$1" "$2" "$3=$4" >short
        hours "$1" "$2" "$3=$5" >long
        paste short long | awk '{print ($1 > 0.1 && $2 / $1 > 1.9 && $2 / $1 < 2.1)}' | says '^1$'
    }
    steps p1 fcfnn.npy fcfnn-train.max-steps 10000 20000
    steps p2 deepr/ovary.npy deepr-train.max-steps 1000000 2000000
}

@test "some networks are trained for twice as long, also by another recipe" {
    steps() {
        pipeline "$PWD/new" PAPER=p2 twice=breast "$@" deepr-train.max-steps=100 published_steps=8 -n figures >todo
        grep -o 'deepr-train --.*' todo | sed -n 's/.*--max-steps \([0-9]*\) --loss \([^ ]*\)\.loss.*/\2 \1/p' |
            sed 's|.*/out/||' | sort >steps
    }
    steps
    for trained in 'deepr/breast 200' 'deepr/ovary 100' 'recipe@luo/deepr/breast 16'; do
        grep -qxF "$trained" steps
    done
    [ "$(grep -vc 'breast' steps)" -gt 5 ] && [ "$(grep -v breast steps | cut -d' ' -f2 | sort -u)" = 100 ]
    steps twice=-
    [ "$(grep breast steps | cut -d' ' -f2 | sort -n | paste -sd,)" = 8,100 ]
}

@test "figures compare networks of the ranges that they say, whatever the range of the profile is" {
    ranges() {
        pipeline "$PWD/new" PAPER=p2 "within=$1" -n figures >todo
        grep -o 'deepr-train --.*' todo | sed -n 's/.*--within \([0-9]*\) .*--loss \([^ ]*\)\.loss.*/\2 \1/p' |
            sed 's|.*/out/||' | sort >ranges
        for trained in "${@:2}"; do grep -qxF "$trained" ranges; done
    }
    ranges - 'deepr/beads 5' 'within@8/deepr/beads 8' 'deepr/ovary 5' 'within@2/deepr/ovary 2'
    not grep within@5 ranges
    ranges 8 'deepr/beads 8' 'within@5/deepr/beads 5' 'deepr/ovary 8' 'within@5/deepr/ovary 5'
    not grep within@8 ranges
}
