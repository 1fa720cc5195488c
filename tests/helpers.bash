# helpers.bash -- functions shared by the bats files: load helpers
bats_require_minimum_version 1.5.0
# A program that fails on the left of a pipe fails the test. So the command on the right must read all of its input: use
# `says`, not grep -q, and sed -n 1p, not head -1.
set -o pipefail
cd "$BATS_TEST_TMPDIR" 2>/dev/null || cd "$BATS_FILE_TMPDIR" || exit 1

# fails STATUS PATTERN COMMAND...: the command must exit with STATUS and print exactly one line on stderr, which matches
# PATTERN, an extended regular expression.
fails() {
    local status=$1 pattern=$2 got
    shift 2
    if "$@" 2>stderr >stdout; then got=0; else got=$?; fi
    [ "$got" -eq "$status" ] || { echo "exit $got, expected $status: $*"; cat stderr; return 1; }
    [ "$(wc -l <stderr)" -eq 1 ] || { echo "stderr is not one line:"; cat stderr; return 1; }
    grep -qE -- "$pattern" stderr || { echo "stderr lacks '$pattern':"; cat stderr; return 1; }
}

# not COMMAND...: the command must fail. A mere `! COMMAND` never fails a test, as bash's -e passes over it.
not() {
    if "$@"; then
        echo "expected to fail: $*"
        return 1
    fi
}

# leaks: from here on, a program that leaks memory fails, if the sanitizers are there to see it.
leaks() { export ASAN_OPTIONS="${ASAN_OPTIONS:-}:detect_leaks=1"; }

# plain_only: skips a test of rules or pages under the sanitizers, under which other tests run the same programs.
plain_only() { [ -z "${SANITIZE:-}" ] || skip "tests rules or pages, not programs"; }

# says PATTERN: reads all of stdin, in which a line must match PATTERN, a regular expression of Perl.
says() {
    local text
    text=$(cat)
    grep -qP -- "$1" <<<"$text" || { echo "expected a line like '$1' in:" && echo "$text" && return 1; }
}

# numpy CODE [ARG...]: runs Python with numpy as np, or skips the test. Not inside $(...), where skip has no effect.
numpy() {
    [ "$PYTHON" != none ] || skip "no Python with NumPy here"
    "$PYTHON" -c "import sys, numpy as np
$1" "${@:2}"
}

# real NAME: sets $real to the path of a real file or folder, or skips the test.
real() {
    real=$REAL_DATA/$1
    [ -e "$real" ] || skip "no real data here: $1"
}

# programs: the names of all programs.
programs() { ls "$(dirname "$(command -v meta)")"; }

# fixtures: makes the files that the examples of the man pages use, in the current folder. stack.npy: nine frames of
# 64x64, a cell under one LED, 1 um apart; frame.npy: the middle one; stack.tif: the same stack as a TIFF; focus.tsv:
# its focus plane, found under a half annulus; model.npy: a briefly trained network.
fixtures() {
    local seed
    specimen cells --size 64x64 --density 8000 --seed 7 --focus 0.3 >specimen.npy
    illuminate --z -4:4:1 <specimen.npy | camera >stack.npy
    illuminate --z -4:4:1 --half-annulus <specimen.npy | camera | sharpness >focus.tsv
    rm specimen.npy
    take 4 <stack.npy >frame.npy
    tiff-write stack.tif <stack.npy
    for seed in 1 2; do
        specimen cells --size 64x64 --density 8000 --seed $seed --focus 0 | illuminate --z -4:4:1 | camera |
            meta --ramp target_um=4,-1 | fftcrop --patch 32 --crop 16x8
    done | fcfnn-train --layers 1 --width 4 --check-every 10 --max-steps 20 >model.npy
}
