# The tools behind `make measure` and `make bench` run and report errors; the measured values are not tested.
load helpers

tools=$(dirname "$BATS_TEST_DIRNAME")/tools

@test "the peak of a program's memory" {
    hold() { "$tools/peak" bash -c "text=\$(head -c $1 /dev/zero | tr '\\0' x); echo \"\$text\""; }
    hold 20000000 >large
    hold 200000 >small
    [ $(($(cat large) - $(cat small))) -gt 18000 ]
    [ $(($(cat large) - $(cat small))) -lt 200000 ]
    fails 1 'peak: true ended before its memory was read' "$tools/peak" true
    not "$tools/peak" false
}

@test "the time of a prediction, and that of SciPy, whose result is the same" {
    "$PYTHON" -c 'import scipy.fft' 2>/dev/null || skip "no SciPy here"
    "$BATS_TEST_DIRNAME/bench" 64 >table
    cut -f1 table | diff - <(printf '%s\n' program predict 'scipy and numpy')
    not grep -vxP '[a-z ]+\t(-?[0-9]+\.[0-9]|ms_per_frame)' table
    # A different prediction is detected.
    mkdir wrong
    printf '#!/bin/sh\n%s "$@" | sed "2,\$s/\t[-0-9.]*/\t99/"\n' "$(command -v predict)" >wrong/predict
    chmod +x wrong/predict
    not env PATH="$PWD/wrong:$PATH" "$BATS_TEST_DIRNAME/bench" 64 2>said
    says 'predict says .*99' <said
}

@test "the time of an iteration of a deconvolution, of its transforms, and of another program" {
    "$PYTHON" -c 'import scipy.signal' 2>/dev/null || skip "no SciPy here"
    "$BATS_TEST_DIRNAME/bench-deconv" 64 >table
    grep -cxP '(program|deconv-baseline|its transforms|scipy|scikit-image)\t(-?[0-9]+\.[0-9]|ms_per_iteration)' table |
        says '^4$'
    fails 1 'transforms: expected two sides' "$TRANSFORMS" 5
}

@test "the time of a prediction, a stack and a step" {
    fixtures
    seconds() { "$tools/speed" "$@" >said && grep -qxE -- '-?[0-9]+\.[0-9]+' said || { cat said; false; }; }
    seconds prediction model.npy 64x64
    seconds precomputation 64x64
    for stack in a b; do meta target_um=1 stack=$stack <stack.npy | fftcrop --patch 32 --crop 16x8; done >features.npy
    seconds step --preset paper --layers 1 --width 4 features.npy
    fails 1 'predict: missing.npy: No such file' "$tools/speed" prediction missing.npy 64x64
    fails 2 "speed: 'flight' is not one of prediction" "$tools/speed" flight
}

@test "the time of focusing a square millimetre with networks of two widths" {
    psf --size 64x64 --z -2:2:1 | label --focus-um 0 | pair --size 32x32 >pairs.npy
    meta stack=other <pairs.npy | cat <(meta stack=one <pairs.npy) - |
        deepr-train --levels 2 --max-steps 2 --check-every 1 >model.npy
    cd "$BATS_TEST_DIRNAME/.."
    bash experiments/p2/tabS2-network.sh 64 16 "$OLDPWD/model.npy" >"$OLDPWD/table"
    cd - >/dev/null
    [ "$(cut -f1,4 table | paste -sd,)" = $'base\tof,8\t64x64,16\t64x64' ]
    not grep -vP '\t-?[0-9]+\.[0-9]\t-?[0-9.]+\t|^base' table
}
