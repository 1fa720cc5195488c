# The Makefile's rules, on a world of a few tiny stacks: who depends on whom, whose bytes are the same, whose data are used.
load helpers

project=$(dirname "$BATS_TEST_DIRNAME")
tiny=(PROFILE=smoke size=64 density=3000 stacks=4 added=2 test=1 validation=1 training=2,4 patch=64 crop=16x8 layers=2 width=16
    max_steps=200 z=-9.5:9.5:1 seeds=1 compared=2 crossed=2 folds=2 brief=100)

# pipeline OUT ARG...: make in a folder of results of its own, apart from the make that runs the tests
pipeline() {
    local folder=$1
    shift
    env -u MAKEFLAGS -u MAKELEVEL -u MFLAGS make -s -C "$project" SANITIZE="${SANITIZE:-}" "${tiny[@]}" \
        out="$folder/out" drawn="$folder/figures" "$@"
}

setup_file() { export FIRST="$BATS_FILE_TMPDIR/first" && pipeline "$FIRST" -j4 figures; }

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
    [ -z "${SANITIZE:-}" ] || skip "takes minutes under the sanitizers, which have seen the same programs at -j4"
    pipeline "$PWD/one" -j1 figures
    diff -r one/figures "$FIRST/figures"
}

@test "a parameter makes again what depends on it, and nothing else" {
    cp -a "$FIRST" again
    pipeline "$PWD/again" -n rate=2e-3 figures >todo
    grep -q 'train on 2 stacks' todo
    not grep -qE 'simulate|focus of|transform' todo
    rm -r again && cp -a "$FIRST" again
    pipeline "$PWD/again" -n crop=8x8 figures >todo
    grep -q 'transform' todo
    not grep -qE 'simulate|focus of' todo
    rm -r again && cp -a "$FIRST" again
    pipeline "$PWD/again" -n led_na=0.3 figures >todo
    grep -q 'under the LED' todo
    not grep -qE 'half annulus|focus of' todo
}

@test "a sweep makes a point for each value, shares what the parameter does not act on, and is not made twice" {
    cp -a "$FIRST" again
    pipeline "$PWD/again" -n sweep OVER=dropout VALUES="0 0.2 0.6" >todo
    [ "$(grep -c 'step .*train on 4 stacks' todo)" -eq 2 ]
    not grep -qE 'simulate|focus of|transform' todo
    pipeline "$PWD/again" sweep OVER=dropout VALUES="0 0.6"
    [ "$(cut -f1 again/figures/sweep-dropout.tsv | paste -sd,)" = '# dropout,0,0,0.6,0.6' ]
    [ -s again/figures/sweep-dropout.png ]
    pipeline "$PWD/again" -q OVER=dropout VALUES="0 0.6" "$PWD/again/figures/sweep-dropout.pdf"
    pipeline "$PWD/again" sweep OVER=crop VALUES="8x8 circles" OVER2=stacks VALUES2="2 4"
    [ "$(grep test again/figures/sweep-crop-stacks.tsv | cut -f1,2 | paste -sd,)" = $'8x8\t2,8x8\t4,circles\t2,circles\t4' ]
    # the profile itself, and runs that are called otherwise, are the same networks
    pipeline "$PWD/again" sweep OVER=stacks VALUES="2 4"
    diff <(cut -f2- again/figures/sweep-stacks.tsv) <(grep -v seed "$FIRST/figures/p1-fig2.tsv" | cut -f3- | sed '1i\sample\tset\tframes\tgroups\tblank\trmse_um\trmse_low_um\trmse_high_um\tbias_um\tconstant_rmse_um\tstatus')
    # they are noted, for the report and for nothing else
    pipeline "$PWD/again" -n report >todo
    for name in dropout crop-stacks stacks; do grep -q "sweep-$name 'RMSE against" todo; done
    pipeline "$PWD/again" -q "$PWD/again/figures/sweep-crop-stacks.pdf"
    pipeline "$PWD/again" -n figures >todo
    not grep -q sweep- todo
    fails 2 'OVER=colour is not a parameter of a network; expected one of: size ' pipeline "$PWD/again" sweep OVER=colour VALUES=3
    fails 2 'VALUES is empty' pipeline "$PWD/again" sweep OVER=rate
    fails 2 'which cannot stand in the name of a folder' pipeline "$PWD/again" sweep OVER=z VALUES=-1:1:1
}

@test "a run has the parameter that it changes, at whatever stage" {
    cp -a "$FIRST" again
    for point in led_na=0.3 pixel=0.4 crop=8x8 layers=1; do
        pipeline "$PWD/again" sweep OVER="${point%=*}" VALUES="${point#*=}"
    done
    of() { meta --list "$1" <"again/out/$2/model.npy" | sed -n 2p | cut -f3; }
    [ "$(of pixel_um pixel@0.4)" = 0.4 ]
    [ "$(of crop crop@8x8)" = 8x8 ]
    [ "$(of layers layers@1)" = 1 ]
    of led_na_y led_na@0.3 | awk '{exit !($1 > 0.28 && $1 < 0.32)}'
}

@test "stacks that are piped give the features of those that are kept as files" {
    pipeline "$PWD/piped" store=no "$PWD/piped/out/model.npy"
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
            tiff-read --pages $i:$i "$FIRST/out/raw/cells/$p/led.tif" | meta --drop stack | tiff-write "data/mine/$p/oblique/plane$i.tif"
        done
    done
    pipeline "$PWD/own" DATA="$PWD/data" coherent=oblique incoherent=phase tables
    not [ -e own/out/raw ]
    # what was simulated and what was brought are the same stacks, so the features are the same
    differ --no-meta own/out/features/mine/p0003.npy "$FIRST/out/features/cells/p0003.npy"
    [ "$(cut -f1 own/figures/p1-fig2.tsv | paste -sd,)" = '# stacks,2,2' ]
}

@test "a stack without a focus is named and left out" {
    mkdir -p data/cells
    for p in p0001 p0002 p0003 p0004 p0005; do
        mkdir "data/cells/$p"
        cp "$FIRST/out/raw/cells/$p/"*.tif "data/cells/$p/"
    done
    tiff-read data/cells/p0004/annulus.tif | take 0:6 | tiff-write cut.tif
    mv cut.tif data/cells/p0004/annulus.tif
    pipeline "$PWD/own" DATA="$PWD/data" tables >said 2>&1
    grep -E 'p0004: no trusted focus plane \((edge|low-confidence)\), left out' said
    [ -e own/figures/p1-fig2.tsv ]
}

@test "registered first, the stacks still teach" {
    pipeline "$PWD/aligned" align=translation stacks=2 training=2 tables
    [ -s aligned/out/focus/cells/p0001.shifts.tsv ]
    [ -s aligned/figures/p1-fig2.tsv ]
}

@test "what goes wrong leaves no file that looks whole" {
    mkdir -p data/cells
    cp -r "$FIRST/out/raw/cells/"p000[1-4] data/cells/
    truncate -s 20000 data/cells/p0003/led.tif
    not pipeline "$PWD/broken" DATA="$PWD/data" tables 2>said
    grep -q 'p0003/led.tif' said
    not [ -e broken/out/features/cells/p0003.npy ]
    not pipeline "$PWD/x" PROFILE=enormous tables 2>said
    grep -q 'not one of smoke, quick, paper' said
}

@test "verify tells a changed table from an unchanged one" {
    cp -a "$FIRST" again
    mkdir locked
    cp again/figures/*.tsv locked/
    pipeline "$PWD/again" locked="$PWD/locked" verify
    sed -i '2s/\t[0-9.]*/\t99/' locked/p1-fig2.tsv
    not pipeline "$PWD/again" locked="$PWD/locked" verify 2>said
    grep -q 'p1-fig2.tsv' said
}

@test "make, killed in a training, goes on where it was; with another parameter it begins anew" {
    cp -a "$FIRST" again
    local model="$PWD/again/out/model.npy" checkpoint="$PWD/again/out/model.checkpoint" i
    stop() {
        rm -f "$model"
        pipeline "$PWD/again" "$@" "$model" >/dev/null 2>&1 &
        for i in $(seq 400); do [ -s "$checkpoint" ] && break; sleep 0.02; done
        pkill -9 -f -- "--loss ${model%.npy}" && wait || true
        [ -s "$checkpoint" ] && not [ -e "$model" ]
    }
    stop patience=9999 max_steps=9000
    pipeline "$PWD/again" patience=9999 max_steps=9000 "$model"
    not [ -e "$checkpoint" ]
    cp "$model" resumed
    rm "$model"
    pipeline "$PWD/again" patience=9999 max_steps=9000 "$model"
    cmp "$model" resumed
    stop patience=9999 max_steps=9000
    pipeline "$PWD/again" max_steps=100 "$model"
    not [ -e "$checkpoint" ]
}

@test "on a terminal the steps are counted in one line; elsewhere each is a line without control characters" {
    command -v script >/dev/null || skip "no script(1) here"
    { declare -p tiny project && declare -f pipeline; } >world.sh # not exported: script may start another shell
    for i in 1 2; do
        cp -a "$FIRST" again
        export TODO="$PWD/again"
        case $i in
        1) TERM=xterm script -qec 'bash -c ". ./world.sh; pipeline $TODO rate=2e-3 PYTHON=\"a;b c\" $TODO/figures/p1-fig1.pdf $TODO/figures/p1-fig2.pdf"' /dev/null </dev/null >said ;;
        2) pipeline "$TODO" rate=2e-3 "$TODO/figures/p1-fig1.pdf" "$TODO/figures/p1-fig2.pdf" >said 2>&1 ;;
        esac
        rm -r again
        mv said "said$i"
    done
    # two trainings, two judgements, a prediction and two drawings
    grep -qE $'\r\e\[K\[1/7\] train on (2 stacks \(stacks@2\)|4 stacks)  \r' said1
    [ "$(tr '\r' '\n' <said1 | grep -c '/7[],]')" -eq 7 ]
    tr '\r' '\n' <said1 | grep -qE '\[7/7.*draw '
    [ "$(grep -cE '^(train|judge|predict|draw) ' said2)" -eq 7 ]
    not grep -q '[[:cntrl:]]' said2
}

@test "other stacks, other options to read them by and fewer of them are noticed" {
    local p
    for p in p0001 p0002 p0003 p0004 p0005; do
        mkdir -p "data/cells/$p"
        cp "$FIRST/out/raw/cells/$p/"*.tif "data/cells/$p/"
    done
    own() { pipeline "$PWD/own" DATA="$PWD/data" "$@"; }
    own tables
    own -q tables
    cp -a own before
    own -n READ='--meta pixel_um=0.3' tables >todo
    [ "$(grep -cE '"(find the focus of|transform) cells/[^ ]*"' todo)" -eq 10 ]
    rm -r own && cp -a before own
    own -n coherent=annulus tables >todo
    [ "$(grep -c '"transform cells/[^ ]*"' todo)" -eq 5 ]
    not grep -q 'focus of' todo
    rm -r own && mv before own
    rm -r data/cells/p0004
    own -n tables >todo
    grep -q 'step .*train on 2 stacks' todo
    not grep -qE '"(find the focus of|transform) cells/[^ ]*"' todo
    fails 2 'nowhere: 0, expected at least 3' pipeline "$PWD/own" DATA="$PWD/nowhere" tables
    fails 2 'nothing here is called photon; see: make list' pipeline "$PWD/own" photon=5 tables
}
