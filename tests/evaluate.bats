load helpers

table() {
    printf 'frame\tdefocus_um\tspread_um\tstatus\tstack\ttarget_um\n'
    printf '%d\t%s\t0\t%s\t%s\t%s\n' 1 1.0 ok a 2 2 -1 ok a -1 3 nan blank b 1 4 3 ok b 1
}

@test "evaluate counts, judges, and leaves blank frames out" {
    table | evaluate --resamples 0 >out
    printf '%s\t' frames groups blank rmse_um rmse_low_um rmse_high_um bias_um constant_rmse_um right_side >want
    printf 'status\n' >>want
    printf '3\t2\t1\t1.2910\tnan\tnan\t0.3333\t1.2472\t1.0000\tok\n' >>want
    diff want out
}

@test "evaluate by a column, numbers in order and rounded" {
    table | evaluate --by target_um --step 2 --resamples 0 | cut -f1-3,5 >out
    printf 'by_target_um\tframes\tgroups\trmse_um\n-2\t1\t1\t0.0000\n2\t2\t2\t1.5811\n' >want
    diff want out
    table | evaluate --by status | cut -f1,2,11 >out
    printf 'by_status\tframes\tstatus\nblank\t0\tnone\nok\t3\tok\n' | diff - out
}

@test "what is rounded to nothing has no sign" {
    printf 'target_um\tdefocus_um\n-0.4\t0\n0.4\t0\n-0.6\t0\n' | evaluate --by target_um --resamples 0 |
        cut -f1,2 >out
    printf 'by_target_um\tframes\n-1\t1\n0\t2\n' | diff - out
}

@test "the right side of focus is counted beyond a depth" {
    printf 'target_um\tdefocus_um\n0\t1\n1\t-1\n-2\t-1\n3\tnan\n5\t0.1\n' >t
    side() { evaluate "$@" t | cut -f9 | tail -1; }
    [ "$(side)" = 0.6667 ]
    [ "$(side --side-beyond 1)" = 1.0000 ]
    [ "$(side --side-beyond 5)" = nan ]
}

# frames STACK ERROR ...: predictions of two planes of each stack, all wrong by that
frames() {
    printf 'stack\tz_um\tdefocus_um\ttarget_um\n'
    while [ $# -gt 0 ]; do
        printf '%s\t-1\t%s\t0\n%s\t2\t%s\t0\n' "$1" "$2" "$1" "$2"
        shift 2
    done
}

# ratio ARG...: against_rmse_um ratio ratio_low ratio_high
ratio() { evaluate "$@" | cut -f10-13 | tail -1 | tr '\t' ' '; }

@test "the errors of two sides are compared in the same stacks, in whatever order" {
    frames a 1 b 30 c 2 d 50 >this
    frames d 100 c 4 b 60 a 2 >other
    evaluate --against other this | head -1 >names
    [ "$(cut -f10- names | tr '\t' ' ')" = 'against_rmse_um ratio ratio_low ratio_high status' ]
    # every stack says one half, so does the interval, however wide that of each error is
    [ "$(ratio --against other this)" = '58.3524 0.5000 0.5000 0.5000' ]
    # in two stacks the ratios 1/2 and 3/2, each alone in a quarter of the samples
    frames a 1 b 3 >this
    frames a 2 b 2 >other
    [ "$(ratio --against other this)" = '2.0000 1.1180 0.5000 1.5000' ]
    # what the table says without a comparison stays
    evaluate --against other this | cut -f1-9 | diff - <(evaluate this | cut -f1-9)
    evaluate --by z_um --against other --resamples 0 this | cut -f1,12 | tr '\t' ' ' >out
    printf '%s\n' 'by_z_um ratio' '-1 1.1180' '2 1.1180' | diff - out
}

@test "several trainings on a side: their mean squared error" {
    frames a 1 b 1 >one
    frames a 7 b 7 >two
    frames a 2.5 b 2.5 >other
    [ "$(ratio --against other one two)" = '2.5000 2.0000 2.0000 2.0000' ]
    [ "$(ratio --against one --against two other)" = '5.0000 0.5000 0.5000 0.5000' ]
    # parts of the stacks, as of a cross-validation
    frames a 5 >first
    frames b 5 >second
    [ "$(ratio --against other first second)" = '2.5000 2.0000 2.0000 2.0000' ]
    [ "$(evaluate one two | cut -f1-3 | tail -1)" = $'8\t2\t0' ]
}

@test "a frame that one side calls blank is compared on neither" {
    frames a 1 b 3 >this
    frames a 2 b 2 | sed '2s/\t2\t0/\tnan\t0/' >other
    [ "$(ratio --against other --resamples 0 this)" = "2.0000 1.2583 nan nan" ]
    frames a nan >none
    frames a 2 >other
    [ "$(ratio --against other none)" = 'nan nan nan nan' ]
}

@test "sides with other frames are refused, with the first that is missing" {
    frames a 1 b 3 >this
    frames a 2 >other
    fails 1 'other: 0 predictions of stack=b z_um=-1, expected 1; predict the same frames' \
        evaluate --against other this
    fails 1 'other: 0 predictions of stack=b' evaluate --against this other # its rows are compared with nothing
    frames a 2 b 2 | sed '$d' >other
    fails 1 'other: 0 predictions of stack=b z_um=2, expected 1' evaluate --against other this
    fails 1 'this and others: 1 predictions of stack=b z_um=2, expected 2' evaluate --against other this other
    frames a 2 b 2 | cut -f1,3,4 >other
    fails 1 'other has no column z_um, .*with: predict --with stack,z_um' evaluate --against other this
    frames a 2 b 2 | cut -f2- >other
    fails 1 'other has no column stack' evaluate --against other this
    frames a 2 b 2 | sed '2s/-1/nan/' >other
    fails 1 'z_um in row 1 is nan' evaluate --against other this
}

@test "evaluate puts columns before its own" {
    table | evaluate --column seed=7 --column set=test | cut -f1,2 >out
    printf 'seed\tset\n7\ttest\n' | diff - out
}

@test "the interval is the same for the same seed" {
    table | evaluate --seed 3 >a
    table | evaluate --seed 3 | diff a -
}

@test "what evaluate cannot use is refused" {
    table | cut -f1,2 >narrow
    fails 1 'no column target_um' evaluate narrow
    printf 'target_um\tdefocus_um\n1\tx\n' >text
    fails 1 "'x', expected a number" evaluate text
    printf 'target_um\tdefocus_um\n1\t2\n-\t2\n' >unlabelled
    fails 1 'no target_um in row 2; .*label' evaluate unlabelled
    printf 'target_um\tdefocus_um\n' >empty
    fails 1 'no rows' evaluate empty
    fails 2 'NAME=VALUE' evaluate --column seed narrow
    fails 2 "'two words=1' is not NAME=VALUE" evaluate --column 'two words=1' narrow
    table >good
    fails 2 'columns 1 and 4 are both named blank' evaluate --column blank=1 good
}
