load helpers

# What goes wrong around a program: its reader ends, a disk stumbles, memory is short, a file changes under it.

setup_file() {
    cd "$BATS_FILE_TMPDIR"
    fixtures
    for s in a b; do label --focus-um 0 <stack.npy | meta stack=$s | fftcrop --patch 32 --crop 16x8; done >features.npy
}

setup() { cp "$BATS_FILE_TMPDIR"/* .; }

# tidy: no unfinished file is here.
tidy() { not compgen -G '*.tmp'; }

# forge SHAPE COMMENT: an NPY header of u1, whose data the caller adds.
forge() {
    local text="{'descr': '|u1', 'fortran_order': False, 'shape': $1, } # $2"
    text=$(printf '%-117s' "$text")
    printf "\x93NUMPY\x01\0\x76\0%s\n" "$text"
}

@test "a reader that has enough ends a program silently, and an unfinished file goes" {
    local status=0
    env --default-signal=PIPE take 0:9 <stack.npy 2>said | head -c 10 >first || status=$?
    [ $status = 141 ] && [ ! -s said ]
    exec 9> >(:)
    wait $!
    status=0
    env --default-signal=PIPE edof --height height.npy <stack.npy >&9 2>said || status=$?
    exec 9>&-
    [ $status = 141 ] && [ ! -s said ] && tidy && [ ! -e height.npy ]
    # To a caller that ignores the signal, it is an error like others.
    exec 9> >(:)
    wait $!
    fails 1 'stdout: Broken pipe' bash -c 'trap "" PIPE; take 0 <stack.npy >&9'
    exec 9>&-
}

@test "a library that gives up, or crashes: exit 1, a line, no unfinished file" {
    plain_only
    local signal id status
    mkfifo input
    for signal in ABRT SEGV; do
        sharpness --curve curve.tsv <input >row 2>said &
        id=$! status=0
        exec 9>input
        cat frame.npy >&9
        until compgen -G 'curve.tsv.*.tmp'; do sleep 0.02; done
        kill -$signal $id
        wait $id || status=$?
        exec 9>&-
        [ $status = 1 ] && tidy && [ ! -e curve.tsv ]
        [ "$(cat said)" = "sharpness: crashed, or a library gave up: is there enough memory?" ]
    done
}

@test "a file that is cut while it is trained on" {
    plain_only
    cp features.npy cut.npy
    fcfnn-train --layers 2 --width 8 --check-every 10 --patience 1000000000 --max-steps 100000000 --checkpoint state \
        cut.npy >model 2>said &
    local id=$! status=0
    until compgen -G 'state.*.tmp'; do sleep 0.02; done
    : >cut.npy
    wait $id || status=$?
    [ $status = 1 ] && tidy && [ ! -s model ]
    [ "$(cat said)" = "fcfnn-train: cut.npy: became shorter while it was read, or cannot be read" ]
}

@test "little address space is an error, not a hang" {
    [ -z "${SANITIZE:-}" ] || skip "the sanitizers need more addresses than these"
    local size command status
    for s in a b; do label --focus-um 0 <stack.npy | meta stack=$s | pair --size 32x32; done >pairs.npy
    for command in "predict model.npy <features.npy" "fcfnn-train --max-steps 10 --check-every 10 <features.npy" \
        "deepr-train --levels 2 --max-steps 2 --check-every 1 <pairs.npy"; do
        fails 1 'no memory for' bash -c "ulimit -v 170000; timeout 10 $command"
        bash -c "$command" >whole
        for size in 250000 310000 400000; do # enough or not, depending on when the threads ask
            status=0
            (ulimit -v $size && timeout 10 bash -c "$command" >out 2>said) || status=$?
            [ $status = 1 ] && [ "$(wc -l <said)" = 1 ] || cmp out whole
        done
    done
}

@test "a warning does not go into a file, where stderr is closed" {
    specimen cells --size 64x64 --seed 7 --density 8000 | illuminate --z -2:2:1 | camera >moved.npy
    { take 0 <moved.npy && cast f4 --scale 0 --offset 9 <moved.npy | take 1 && take 2:5 <moved.npy; } >blank.npy
    stack-align --save shifts.tsv <blank.npy 2>said | meta --list z_um >/dev/null
    grep -q '1 of 5 planes' said
    stack-align --save closed.tsv <blank.npy 2>&- >/dev/null
    diff shifts.tsv closed.tsv
}

@test "what overflows is never ok" {
    label --focus-um 0 <stack.npy | cast f4 --scale 1e30 >huge.npy
    predict model.npy <huge.npy >rows
    [ "$(grep -c ok rows)" = 0 ] && [ "$(grep -c low-confidence rows)" = 9 ]
    for command in spectrum relief "sharpness --measure sd" sharpness "similarity --no-ms-ssim stack.npy" \
        "similarity --no-ms-ssim huge.npy" "autofocus-search --range 1"; do
        $command <huge.npy >rows
        awk -F'\t' '$NF == "ok" && /inf/ {exit 1}' rows || { echo "$command" && cat rows && false; }
    done
    fails 1 'fftcrop: result 1 is not finite at row 0' fftcrop --patch 32 --crop 16x8 <huge.npy
    [ ! -s stdout ]
    cast f4 --scale 1e-26 <huge.npy | fftcrop --patch 32 --crop 16x8 >features
    printf 'stack\ttarget_um\tdefocus_um\na\t1e300\t-1e300\nb\t1\t1\n' | evaluate >rows
    says '\tlow-confidence$' <rows
}

@test "what cannot be held is said with its array" {
    cast f8 --scale 1e300 <stack.npy >huge.npy
    fails 1 'sharpness: stdin: array 1: element 0 is .*, which f4 cannot hold' sharpness <huge.npy
    fails 1 'cast: stdin: array 1: element 0 is .*, which u2 cannot hold' cast u2 <huge.npy
}

@test "numbers are decimal" {
    meta z_um=0x10 <frame.npy >hexadecimal.npy
    fails 1 'z_um=0x10 is not a finite number' sharpness <hexadecimal.npy
    fails 2 "'0x1' is not a finite number" label --focus-um 0x1 <frame.npy
    printf 'stack\ttarget_um\tdefocus_um\na\t0x1\t1\n' >table
    fails 1 "'0x1', expected a number" evaluate table
}

@test "a file that is read is not written" {
    local pattern='is both read and written; write the output to another file'
    cp features.npy whole.npy
    local train="fcfnn-train --layers 1 --width 4 --max-steps 10 --check-every 10"
    fails 2 "features.npy $pattern" $train --checkpoint features.npy features.npy
    fails 2 "features.npy $pattern" $train --checkpoint ./features.npy <features.npy
    fails 2 "features.npy $pattern" $train --loss features.npy features.npy
    ln features.npy link.npy
    fails 2 "link.npy $pattern" $train --loss link.npy features.npy
    cmp features.npy whole.npy
    fails 2 "stack.npy $pattern" sharpness --curve stack.npy <stack.npy
    fails 2 "stack.npy $pattern" edof --height stack.npy <stack.npy
    fails 2 "stdin $pattern" bash -c 'predict model.npy <stack.npy >>stack.npy'
    fails 2 "stack.tif $pattern" bash -c 'tiff-read stack.tif >>stack.tif'
    fails 2 'both is the name of two outputs' similarity --no-ms-ssim --rows both --difference both frame.npy <frame.npy
    cmp stack.npy "$BATS_FILE_TMPDIR/stack.npy" && cmp stack.tif "$BATS_FILE_TMPDIR/stack.tif" && tidy
    # A checkpoint is read to be replaced.
    $train --checkpoint state features.npy >model
    $train --checkpoint state --resume features.npy | cmp - model
}

@test "targets have a bound" {
    meta target_um=-1e38 <features.npy >far.npy
    fails 1 'far.npy: array 1 has target_um=-1e\+38, expected micrometres within 1e\+06 of 0' fcfnn-train far.npy
}

@test "a stack of many planes takes no longer if z falls" {
    local planes=200000
    { forge "($planes, 16, 16)" "z_um=0 dz_um=-1" && head -c $((256 * planes)) /dev/zero; } >falling.npy
    timeout 20 sharpness <falling.npy | says '^-\t0\tnan\tnan\tnan\tblank'
}

@test "a call that fails: a sample of what make stress tests" {
    plain_only
    "$BATS_TEST_DIRNAME/stress/faults" --every 13 tiff-read stack-align fcfnn-train tiff-write >said ||
        { cat said && false; }
    not grep -q 'nothing is tested' said || skip "strace may not trace here"
}

@test "a signal that the caller ignores, as nohup does, stays ignored" {
    mkfifo input
    (trap '' HUP && exec sharpness <input >row) &
    local id=$!
    exec 9>input
    cat frame.npy >&9
    kill -HUP $id
    exec 9>&-
    wait $id
    grep -q '^cells-7' row
}
