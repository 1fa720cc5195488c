# helpers.bash -- what the bats files share: load helpers
bats_require_minimum_version 1.5.0
cd "$BATS_TEST_TMPDIR" 2>/dev/null || cd "$BATS_FILE_TMPDIR" || exit 1

# fails STATUS PATTERN COMMAND...: the command exits with STATUS, says one line on stderr that matches PATTERN (an
# extended regular expression), and nothing else there.
fails() {
    local status=$1 pattern=$2 got
    shift 2
    if "$@" 2>stderr >stdout; then got=0; else got=$?; fi
    [ "$got" -eq "$status" ] || { echo "exit $got, expected $status: $*"; cat stderr; return 1; }
    [ "$(wc -l <stderr)" -eq 1 ] || { echo "stderr is not one line:"; cat stderr; return 1; }
    grep -qE -- "$pattern" stderr || { echo "stderr lacks '$pattern':"; cat stderr; return 1; }
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
