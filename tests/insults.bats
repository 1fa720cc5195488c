load helpers

# Every program must handle broken, missing or absurd input, and output that cannot be written. It then exits with 1 (2
# for a terminal, an error of the command line) after one line on stderr that begins with its name, and with nothing on
# stdout except perhaps the header of a table.
#
# One row per program: the contents of stdin and of stdout, and the arguments. Arguments that are files in this folder
# are also replaced by a missing file, a folder and an empty file.
#   arrays    any arrays        images    frames, at least one 64x64     fields    c8 images
#   beads     a focal stack of one bead
#   pairs     what pair makes of two stacks
#   labelled  frames of one stack with target_um
#   features  what fftcrop makes, labelled     table     what predict prints       nothing   stdin is not read
rows() {
    cat <<'END'
autofocus-search images table --range 1
camera       fields_f4 stream
cast         arrays    stream  f8
deepr        images    stream  deepr.npy
deepr-train  pairs     stream  --levels 2 --max-steps 2 --check-every 1
deconv-baseline images  stream  --iterations 2 psf.npy
describe     nothing   table   model.npy
differ       arrays    nothing - same.npy
drift        images    stream
edof         images    stream 
evaluate     table     table
fcfnn-train  features  stream  --max-steps 10 --check-every 10
fftcrop      images    stream
fluoresce    images    stream  --bin 1 --z 0.3 --psf psf.npy
histogram    images    table
illuminate   fields    stream  --z 0
label        images    stream  --focus focus.tsv
led-sum      images    stream  - same.npy
meta         arrays    stream  a=1
net-count    nothing   table   model.npy
pair         labelled  stream  --size 32x32
pgm-write    images    bytes   --bare
predict      images    table   model.npy
psf          nothing   stream  --size 9x9 --z 0
psf-beads    beads     stream
psf-fit      beads     table
relief       images    table
saliency     features  stream  model.npy
sharpness    images    table
show         images    bytes
similarity   images    table   --no-ms-ssim same.npy
specimen     nothing   stream  cells --size 16x16
spectrum     images    table
steer        table     table   --follow --range 0
stack        arrays    stream
stack-align  images    stream
take         arrays    stream
tiff-read    nothing   stream  stack.tif
tiff-write   images    nothing out.tif
END
}

setup_file() {
    cd "$BATS_FILE_TMPDIR"
    fixtures
    take 0:2 <stack.npy >images
    cp images arrays
    cp images same.npy
    specimen cells --size 16x16 | tee fields | illuminate --z 0 >fields_f4
    for s in a b; do meta target_um=1 stack=$s <stack.npy | fftcrop --patch 32 --crop 16x8; done >features
    meta target_um=1 <stack.npy | predict --with stack,target_um model.npy >table
    psf --size 64x64 --z -1:1:1 >beads
    take --where z_um=-2:2 <stack.npy | label --focus-um 0 >labelled
    for s in a b; do meta stack=$s <labelled | pair --size 32x32; done >pairs
    deepr-train --levels 2 --max-steps 2 --check-every 1 <pairs >deepr.npy
    psf --size 9x9 --z 0 --na 0.5 --lambda 0.53 >psf.npy
    mkdir folder
    : >empty
    : >nothing
}

setup() { cd "$BATS_FILE_TMPDIR"; }

# each STDIN... -- COMMAND...: runs the command for each program whose stdin holds one of these, with $program, $stdin,
# $stdout and $args set; fails if it fails for any, and prints which.
each() {
    local kinds= bad=0 program stdin stdout args
    while [ "$1" != -- ]; do kinds+=" $1 " && shift; done
    shift
    while read -r program stdin stdout args; do
        [[ $kinds == *" $stdin "* ]] || continue
        command -v "$program" >/dev/null || continue
        "$@" || { echo "^ $program $args" && bad=1; }
    done < <(rows)
    return $bad
}

# refused STATUS COMMAND...: the command behaves as described above.
refused() {
    local want=$1 got=0 said out header=$'^[a-z_]+(\t[a-z_]+)+$'
    shift
    "$@" >stdout 2>stderr || got=$?
    mapfile -t said <stderr
    mapfile -t out <stdout
    [[ $got == "$want" && ${#said[@]} == 1 && ${said[0]} == "$program: "?* ]] &&
        [[ ${#out[@]} == 0 || (${#out[@]} == 1 && ${out[0]} =~ $header) ]] && return
    echo "exit $got, expected $want; ${#out[@]} lines on stdout; on stderr:" "${said[@]:0:5}"
    return 1
}

ours=(arrays images fields fields_f4 features beads)
from() { refused "${2:-1}" "$program" $args <"$1"; }

# forge SHAPE [COMMENT [DESCR [ORDER]]]: a header, and less data than it declares.
forge() {
    local text="{'descr': ${3:-'<u2'}, 'fortran_order': ${4:-False}, 'shape': $1, } $2"
    text=$(printf '%-*s' $(((${#text} + 74) / 64 * 64 - 11)) "$text")
    local size=$((${#text} + 1))
    printf "\x93NUMPY\x01\0\\x$(printf %x $((size % 256)))\\x$(printf %x $((size / 256)))%s\n" "$text"
    head -c 8192 /dev/zero
}

@test "every program has a row, and works with it" {
    leaks
    programs | sort | diff - <(rows | cut -d' ' -f1 | sort)
    works() { "$program" $args <"$stdin" >stdout 2>stderr && [ ! -s stderr ] || { cat stderr && false; }; }
    each "${ours[@]}" table nothing -- works
}

@test "empty input" {
    each "${ours[@]}" table -- from empty
}

@test "a file given as an argument instead of on stdin" {
    misplaced() {
        case "$program" in
        cast | differ | evaluate | fcfnn-train | led-sum | meta | specimen | take | tiff-read) return ;;
        esac
        fails 2 "'images' is one argument too many; the input is read from stdin: $program ... < images" \
            $program $args images <$stdin
    }
    each arrays images fields fields_f4 features table -- misplaced
}

@test "- as the name of another output than stdout" {
    written="--axial --checkpoint --curve --difference --guard --height --limits --looks --loss"
    written+=" --rows --save --stats --truth"
    dashed() {
        local option bad=0
        for option in $written; do
            # The rows of deepr are those of a decoder
            grep -q -- "$option=FILE" < <("$program" --help) && [ "$program$option" != deepr--rows ] || continue
            echo "$option" >>tried
            fails 2 "stdout is for the result; name a file instead of '-'" $program $option=- $args <"$stdin" || bad=1
        done
        return $bad
    }
    : >tried
    each "${ours[@]}" table labelled pairs nothing -- dashed
    [ "$(sort -u tried | paste -sd' ')" = "$written" ]
}

@test "closed stdin, or a folder as stdin" {
    closed() { refused 1 "$program" $args <&-; }
    each "${ours[@]}" table -- closed
    each "${ours[@]}" table -- from folder
}

@test "input of another kind" {
    echo 'GIF89a and then something' >gif
    printf 'II*\0 a TIFF' >tiff
    head -c 5000 /dev/urandom | sed '1s/^/x/' >noise
    for file in gif tiff noise; do each "${ours[@]}" table -- from $file; done
    each "${ours[@]}" -- from table
    each table -- from images
    printf 'P5\n4 4\n70000\n' >pgm
    each "${ours[@]}" -- from pgm
    printf '\x93NUMPY\x09\0\x76\0' >version
    each "${ours[@]}" -- from version
}

@test "a truncated header" {
    cut_at() { head -c $1 "$stdin" >cut && from cut; }
    for at in 1 2 6 9 10 11 40 127; do each "${ours[@]}" -- cut_at $at; done
}

@test "truncated data, in the first array and in the last" {
    header() { echo $((10 + $(od -An -tu2 -j8 -N2 "$stdin"))); }
    first() { head -c $(($(header) + 1)) "$stdin" >cut && from cut; }
    each "${ours[@]}" -- first
    # Arrays read before the error may be on stdout, as complete arrays and rows.
    cut_last() {
        local got=0
        head -c -1 "$stdin" >cut
        "$program" $args <cut >stdout 2>stderr || got=$?
        [ $got = 1 ] && [ "$(wc -l <stderr)" = 1 ] && grep -q "^$program: stdin: array.*ends after" stderr ||
            { cat stderr && false; }
    }
    each "${ours[@]}" -- cut_last
}

@test "junk after the last array" {
    junk() {
        local got=0
        { cat "$stdin" && echo junk; } >longer
        "$program" $args <longer >stdout 2>stderr || got=$?
        [ $got = 1 ] && [ "$(wc -l <stderr)" = 1 ] && grep -q "^$program: stdin: array" stderr ||
            { cat stderr && false; }
    }
    each "${ours[@]}" -- junk
}

@test "unsupported types and shapes" {
    for descr in "'<U3'" "'|O'" "'<f16'" "[('a', '<u2')]" "'<c16'" "u2"; do
        forge '(64, 64)' '' "$descr" >bad
        each "${ours[@]}" -- from bad
    done
    for shape in '(64, 0)' '(0,)' '(1, 1, 1, 64, 64)' '(-64, 64)' '(64, 6x4)' '(64, 64' 64 '[64, 64]'; do
        forge "$shape" >bad
        each "${ours[@]}" -- from bad
    done
}

@test "headers that claim more than fits into memory" {
    for shape in '(30000000, 30000000)' '(4294967296, 4294967296)' '(18446744073709551615,)' \
        '(2305843009213693952, 4)' '(99999999999999999999999, 1)' '(1000000, 1000000, 1000000, 1000000)' \
        '(4611686018427387903, 2)'; do
        forge "$shape" >bad
        each "${ours[@]}" -- from bad
    done
    printf '\x93NUMPY\x02\0\xff\xff\xff\x7f{' >bad && each "${ours[@]}" -- from bad
    printf 'P5 999999999 999999999 65535\n' >bad && each "${ours[@]}" -- from bad
    # 4 GB that are declared and missing
    forge '(32768, 65536)' >bad && each "${ours[@]}" -- from bad
}

@test "metadata that break the rules" {
    long=$(printf 'x%.0s' {1..600})
    for comment in '# a' '# =1' '# A=1' '# a=' '# a="b"' "# a=b'c" '# a=(' '# a=b\c' $'# a=b\tc' $'# a=\x1b[31m' \
        '# a=1 a=2' 'a=1' '# ä=1' "# a=$long" \
        "# a=${long:0:200} b=${long:0:255} c=${long:0:255} d=${long:0:255} e=${long:0:99}"; do
        forge '(64, 64)' "$comment" >bad
        each "${ours[@]}" -- from bad
    done
}

@test "other arrays where images are expected" {
    for shape in '(4096,)' '()' '(1, 1, 64, 64)'; do
        forge "$shape" '# na=0.5 lambda_um=0.53 pixel_um=0.325 z_um=0 focus_um=0 target_um=0 stack=a' >bad
        each images fields fields_f4 -- from bad
    done
}

@test "NaN and infinity in images" {
    numpy "
for name, x in dict(nan=np.nan, inf=np.inf, minus=-np.inf).items():
    a = np.full((64, 64), 100, 'f4')
    a[7, 9] = x
    for t in 'f2', 'f4', 'f8', 'c8': np.save(f'{name}-{t}', a.astype(t))"
    for x in nan inf minus; do
        for t in f2 f4 f8; do
            meta na=0.5 lambda_um=0.53 pixel_um=0.325 z_um=0 focus_um=0 stack=a led_na_x=0 led_na_y=0.4 <$x-$t.npy >bad
            each images fields_f4 -- from bad
            grep -q "not finite at row 7, column 9" stderr
        done
        meta pixel_um=0.2 focus_um=0 <$x-c8.npy >bad && each fields -- from bad
    done
}

@test "invalid tables" {
    printf 'frame\tdefocus_um\n1\n' >short
    printf 'frame\tdefocus_um\n1\t2' >cut
    printf 'frame\tother\n1\t2\n' >lacking
    printf 'frame\tdefocus_um\ttarget_um\tstatus\n1\tx\t2\tok\n' >word
    printf 'a\0b\n' >zero
    printf 'defocus_um\ttarget_um\tdefocus_um\n1\t2\t3\n' >twice
    printf '# defocus_um\ttarget_um\n1\t2\n' >marked
    for file in short cut lacking word zero twice marked; do each table -- from $file; done
}

@test "a full disk" {
    full() {
        [ "$stdout" != nothing ] || return 0
        refused 1 bash -c '"$@" >/dev/full' - "$program" $args <"$stdin" && grep -q "No space left" stderr
    }
    each "${ours[@]}" table nothing -- full
}

@test "a pipe that nobody reads" {
    # The only reader is gone before the program starts. Like cat, the program then ends by the signal, silently.
    broken() {
        [ "$stdout" != nothing ] || return 0
        exec 9> >(:)
        wait $!
        local status=0
        env --default-signal=PIPE "$program" $args <"$stdin" >&9 2>stderr || status=$?
        exec 9>&-
        [ $status = 141 ] && [ ! -s stderr ] || { echo "exit $status, expected 141" && cat stderr && false; }
    }
    each "${ours[@]}" table nothing -- broken
}

@test "a terminal as stdout, for output that is not text" {
    command -v script >/dev/null || skip "no script(1) here"
    on_terminal() {
        local got=0
        [ "$stdout" = stream ] || [ "$stdout" = bytes ] || return 0
        script -qec "$program $args <$stdin 2>stderr" typescript </dev/null >/dev/null || got=$?
        [ $got = 2 ] && [ "$(wc -l <stderr)" = 1 ] && grep -q "^$program: .*terminal" stderr || { cat stderr && false; }
    }
    each "${ours[@]}" table nothing -- on_terminal
}

@test "a terminal as stdin" {
    command -v script >/dev/null || skip "no script(1) here"
    at_terminal() {
        local got=0
        script -qec "$program $args >stdout 2>stderr" typescript </dev/null >/dev/null || got=$?
        [ $got = 2 ] && [ "$(wc -l <stderr)" = 1 ] && grep -q "^$program: stdin is a terminal" stderr ||
            { cat stderr && false; }
    }
    each "${ours[@]}" table -- at_terminal
}

@test "missing files, folders, empty files and files of another kind" {
    without_files() {
        local words=($args) good=$args i wrong
        for i in "${!words[@]}"; do
            [[ ${words[i]} == *.??? ]] || continue
            for wrong in missing folder empty gif; do
                words=($good)
                [ "${words[i]}" != out.tif ] || [ $wrong = folder ] || continue # which is written
                words[i]=$wrong
                refused 1 "$program" "${words[@]}" <"$stdin" && grep -q "$wrong" stderr || { cat stderr; return 1; }
            done
        done
    }
    echo 'GIF89a and then something' >gif
    each "${ours[@]}" table nothing -- without_files
}
