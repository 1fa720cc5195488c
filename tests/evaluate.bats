load helpers

table() {
    printf 'frame\tdefocus_um\tspread_um\tstatus\tstack\ttarget_um\n'
    printf '%d\t%s\t0\t%s\t%s\t%s\n' 1 1.0 ok a 2 2 -1 ok a -1 3 nan blank b 1 4 3 ok b 1
}

@test "evaluate counts, judges, and leaves blank frames out" {
    table | evaluate --resamples 0 >out
    printf 'frames\tgroups\tblank\trmse_um\trmse_low_um\trmse_high_um\tbias_um\tconstant_rmse_um\tstatus\n' >want
    printf '3\t2\t1\t1.2910\tnan\tnan\t0.3333\t1.2472\tok\n' >>want
    diff want out
}

@test "evaluate by a column, numbers in order and rounded" {
    table | evaluate --by target_um --step 2 --resamples 0 | cut -f1-3,5 >out
    printf 'by_target_um\tframes\tgroups\trmse_um\n-2\t1\t1\t0.0000\n2\t2\t2\t1.5811\n' >want
    diff want out
    table | evaluate --by status | cut -f1,2,10 >out
    printf 'by_status\tframes\tstatus\nblank\t0\tnone\nok\t3\tok\n' | diff - out
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
