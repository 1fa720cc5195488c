# Acquisitions as they lie on the disk: which positions and channels are found in them, what is said, and a network.
load helpers

project=$(dirname "$BATS_TEST_DIRNAME")

# Three positions, each with 9 planes of 32x32 under an LED and an annulus: world/1-led.npy ...
setup_file() {
    local i
    cd "$BATS_FILE_TMPDIR"
    mkdir world
    for i in 1 2 3; do
        specimen cells --size 64x64 --density 20000 --seed $i --focus 0.3 >specimen.npy
        illuminate --z -6:6:1.5 --led 0,0.4 <specimen.npy | camera --sensor 32x32 >world/$i-led.npy
        illuminate --z -6:6:1.5 --half-annulus <specimen.npy | camera --sensor 32x32 >world/$i-phase.npy
    done
}

# acquired LAYOUT FOLDER: the world as LAYOUT, tests/acquisitions.py
acquired() {
    [ "$PYTHON" != none ] || skip "no Python with NumPy here"
    "$PYTHON" "$BATS_TEST_DIRNAME/acquisitions.py" "$1" "$2" "${3:-1}" "$BATS_FILE_TMPDIR"/world/?-*.npy
}

# looks DATA [READ [NAME...]]: what is found there, into ./found
looks() {
    "$project/tools/acquisition" find "$1" found "${2:-}" coherent+incoherent focal coherent="${3:-LED}" \
        incoherent="${4:-Phase}" focal="${5:-stack}"
}

# own ARG...: make in a folder of results of its own, apart from the make that runs the tests, with a small network
own() {
    env -u MAKEFLAGS -u MAKELEVEL -u MFLAGS make -s -C "$project" SANITIZE="${SANITIZE:-}" PROFILE=smoke \
        out="$PWD/out" drawn="$PWD/figures" fcfnn-train.layers=1 fcfnn-train.width=8 fcfnn-train.max-steps=100 "$@"
}

# is_world: the stacks that were found are those of the world, in its order
is_world() {
    local item i=0 role
    items=$(sed -n 's/^positions\.\(.*\) := /\1 /p' found/positions.mk)
    set -- $items
    [ $# -eq 4 ]
    for item in "${@:2}"; do
        i=$((i + 1))
        for role in coherent:led incoherent:phase; do
            "$project/tools/acquisition" read ${read:-} --meta stack=x "found/$1/$item/${role%:*}.from" >got.npy
            differ --no-meta got.npy "$BATS_FILE_TMPDIR/world/$i-${role#*:}.npy"
            [ "$(meta --list stack,z_um <got.npy | awk 'NR > 1 && $4 == "x" { n++; z = $5 - was; was = $5 }
                END { print n, z }')" = "9 1.5" ]
        done
    done
    [ ! -s found/lacking ] && [ ! -s found/broken ]
}

@test "in every layout each position has its two stacks, whatever the names" {
    local layout
    for layout in mmstack mmacquisitions mmsingle ndtiff ome omeset channels words stk planes; do
        acquired $layout "$layout é"
        read=
        [ $layout != planes ] || read="--dz 1.5"
        looks "$layout é" "$read" || { echo $layout && false; }
        is_world || { echo $layout && cat found/positions.tsv found/lacking found/broken && false; }
    done
    acquired folders folders
    read=
    looks folders "" led annulus
    is_world
}

@test "samples are the first folders, unless each of them holds one position" {
    acquired mmacquisitions one
    looks one
    [ "$(cut -f1-3 found/positions.tsv | sed -n 2p)" = "$(printf 'one/acq_1\tone\tacq_1')" ]
    mkdir two
    cp -r one "two/my cells"
    cp -r one two/b
    looks two
    says '^samples.coherent := b my_cells$' <found/positions.mk
    cut -f1-3 found/positions.tsv | says '^my_cells/acq_3_a_MMStack_Pos0\tmy cells\tacq_3/a_MMStack_Pos0$'
    # a folder of planes that say themselves which stack they are
    mkdir -p four/{p,q}/LED
    for p in p q; do
        meta stack=a/p7 <"$BATS_FILE_TMPDIR/world/1-led.npy" >led.npy
        for i in 0 1 2; do take $i <led.npy | tiff-write four/$p/LED/$i.tif; done
        take 0:3 <led.npy | tiff-write four/$p/Phase.tif
    done
    looks four
    says '^positions.four := p q$' <found/positions.mk
    # names that are equal once they are safe, and names that begin an option
    mkdir -p three/{-a,é1,ö1,x+y}/p
    for p in three/*/p; do cp one/acq_1/*.tif "$p/"; cp -r "$p" "${p%p}q"; done
    looks three
    [ "$(cut -f1 found/positions.tsv | sed 1d | cut -d/ -f1 | sort -u | paste -sd,)" = _-a,_1,_1-2,x_y ]
}

@test "what a position lacks is said in one line with what to do, and it is left out" {
    acquired words words
    rm "words/cell 2_Phase.tif"
    looks words
    says "^words/cell 2: it has no incoherent 'Phase', its channels are 1; name one: incoherent=NAME$" <found/lacking
    says '^positions.words := cell_1 cell_3$' <found/positions.mk
    tiff-read "words/cell 1_Phase.tif" | take 0:2 | tiff-write "words/cell 2_Phase.tif"
    looks words
    says "^words/cell 2: its incoherent 'Phase' has 2 planes, expected at least 3$" <found/lacking
    tiff-read --meta stack=a "words/cell 1_Phase.tif" | meta --drop z_um | tiff-write "words/cell 2_Phase.tif"
    looks words
    says "^words/cell 2: the z of its incoherent 'Phase' is not recorded; say the step: READ='--dz UM'$" <found/lacking
    tiff-read --z -6 "words/cell 1_Phase.tif" | tiff-write "words/cell 2_Phase.tif"
    looks words
    says "^words/cell 2: its coherent reaches from 0 to 12 um, its incoherent from -6 to 6: .*'--z 0'$" <found/lacking
    looks words "--z 0"
    [ ! -s found/lacking ]
    mkdir words/more
    cp "words/cell 1_Phase.tif" "words/cell 1-Phase.tif"
    looks words
    says "^words/cell 1: two stacks are its incoherent 'Phase'; move one out of DATA" <found/lacking
    truncate -s 5000 "words/cell 3_LED.tif"
    looks words
    says "^words/cell 3_LED.tif: " <found/broken
    says "^words/cell 3: it has no coherent 'LED'" <found/lacking
}

@test "a stack is made again only if its files or its channel change" {
    acquired mmsingle data
    newer() { find found -name '*.from' -newer then | sort | cut -d/ -f3- | paste -sd,; }
    looks data
    sleep 0.02
    touch then
    looks data
    [ -z "$(newer)" ]
    sleep 0.02
    touch data/Pos1/*channel000*z003*
    looks data
    [ "$(newer)" = Pos1/coherent.from,Pos1/incoherent.from ]
    sleep 0.02
    touch then
    looks data "" Phase
    [ "$(newer)" = Pos0/coherent.from,Pos1/coherent.from,Pos2/coherent.from ]
}

@test "two commands lead from a folder of Micro-Manager files to a network" {
    plain_only
    acquired mmsingle "my data é"
    own check DATA="$PWD/my data é" coherent=led incoherent=PHASE fftcrop.patch=32 fftcrop.crop=16x8 >checked
    says '^my data é/Pos2 +incoherent +Phase +9 +-6:6 +1.5 +0.325 +32x32 +[-0-9.]+ +[01][.0-9]* +ok$' <checked
    says '^3 positions of my data é can be used$' <checked
    typed=$(sed -n 's/^next: make //p' checked)
    eval "own $typed" >said
    says "^RMSE [.0-9]* um in 1 stacks of my_data_ that it has never seen" <said
    model=$(sed -n 's/^next: predict \(.*\) < frames.npy$/\1/p' said)
    [ "$model" = "$PWD/out/models/my_data_-fcfnn.npy" ]
    describe "$model" | cut -f1-3 >known
    says '^test\ttest_stacks\t1$' <known
    says '^test\tpositions_print\t[0-9a-f]{16}$' <known
    says '^depth\t-?[.0-9]+\t[.0-9]+$' <known
    take 1 <"$BATS_FILE_TMPDIR/world/1-led.npy" | meta channel=LED | predict "$model" | says '^1\t'
    not own check DATA="$PWD/my data é" coherent=led incoherent=DIC >checked 2>said
    says "^my data é/Pos0: it has no incoherent 'DIC', its channels are 1 .LED., 2 .Phase.; name one" <checked
    says '^no position can be used, expected at least 3$' <checked
}

@test "settings beside the data are read, those typed have the last word, and none is run" {
    plain_only
    acquired mmsingle data
    printf '%s\n' '# mine' 'coherent = LED' 'incoherent := Phase' fftcrop.patch=32 'READ = --meta na=0.5' >settings
    cp settings data/settings.mk
    own check DATA="$PWD/data" >checked
    says "^read: $PWD/data/settings.mk$" <checked
    says '^3 positions of data can be used$' <checked
    own -n model DATA="$PWD/data" fftcrop.patch=16 >todo
    says 'read --meta na=0.5 --meta stack=data/Pos0' <todo
    says 'fftcrop --patch=16' <todo
    echo 'READ = $(touch hacked)' >data/settings.mk
    fails 2 'settings.mk: line 1 has characters in READ that the shell would run; remove them' own list DATA="$PWD/data"
    echo 'coherent = $(shell touch hacked) `touch hacked`' >data/settings.mk
    fails 2 '0 positions in DATA=.*' own list DATA="$PWD/data"
    [ -z "$(find "$project" . -maxdepth 2 -name hacked)" ]
    echo 'photon = 3' >data/settings.mk
    fails 2 'nothing here is called photon; see: make list' own list DATA="$PWD/data" coherent=LED incoherent=Phase
    echo 'just words' >data/settings.mk
    fails 2 'settings.mk: line 1 is not NAME = VALUE' own list DATA="$PWD/data"
}
