load helpers

# A stream of two 2x3 u1 arrays from twelve numbers below 10.
stream() { printf "$(printf '\\x%s' "$@")" | meta --raw 3x2:u1 --ramp z_um=0,1 na=0.5; }
table() { printf 'z_um\tscore\tstatus\n'; printf '%s\t%s\t%s\n' "$@"; }

@test "equal streams are equal, from files, pipes and stdin" {
    stream 1 2 3 4 5 6 7 8 9 0 1 2 >a
    cp a b
    differ a b
    differ - b <a
    differ a - <b
    differ <(cat a) <(cat b)
}

@test "differ names the first element, both values, how many and the largest difference" {
    stream 1 2 3 4 5 6 7 8 9 0 1 2 >a
    stream 1 2 3 4 5 6 7 5 9 0 1 9 >b
    fails 1 "^differ: a: array 2 \[0, 1\] is 8, b has 5; 2 of [0-9]+ values differ, at most by 7$" differ a b
}

@test "tolerances are absolute, relative to B, and add" {
    stream 1 2 3 4 5 6 7 8 9 0 1 2 >a
    stream 1 2 3 4 5 6 7 8 8 0 1 2 >b
    fails 1 "is 9, b has 8" differ a b
    differ --abs 1 a b
    fails 1 "is 9" differ --abs 0.99 a b
    differ --rel 0.125 a b
    fails 1 "is 8, a has 9" differ --rel 0.11 b a
    differ --rel 0.1 --abs 0.2 a b
}

@test "differences in length, shape, type and metadata are found" {
    stream 1 2 3 4 5 6 7 8 9 0 1 2 >a
    take 0 <a >b
    fails 1 "^differ: a goes on after array 1, where b ends$" differ a b
    fails 1 "^differ: a goes on after array 1, where b ends$" differ b a
    fails 1 "a: array 1 is 2x3 u1, stdin has 2x3 f4" differ a - < <(cast f4 <a)
    fails 1 "is 2x3 u1, stdin has 3x2 u1" \
        differ a - < <(stream 1 2 3 4 5 6 | tail -c 6 | meta --raw 2x3:u1 z_um=0 na=0.5)
    meta na=0.6 <a >b
    fails 1 "array 1: na is 0.5, b has 0.6" differ a b
    differ --abs 0.11 a b
    differ --no-meta a b
    meta --drop na <a >b
    fails 1 "na is 0.5, b has none" differ a b
    fails 1 "na is none, a has 0.5" differ b a
    meta --drop na <a | meta na=0.50 | meta --drop z_um --ramp z_um=0,1 | differ a -
}

@test "NaN is equal to NaN only, infinity to itself only" {
    numpy "
for i, x in enumerate([np.nan, np.inf, -np.inf, 1]): np.save(f'{i}', np.array([x], 'f4'))
np.save('nan8', -np.array([np.nan]))"
    for i in {0..3}; do
        for j in {0..3}; do
            if [ $i = $j ]; then differ $i.npy $j.npy; else fails 1 "is" differ --abs 1e30 --rel 9 $i.npy $j.npy; fi
        done
    done
    cast f8 <0.npy | differ - nan8.npy
}

@test "complex arrays are compared part by part" {
    numpy "np.save('a', np.array([1, 2 + 3j], 'c8')); np.save('b', np.array([1, 2 + 4j], 'c8'))"
    fails 1 "\[1\] \(imaginary\) is 3, b.npy has 4; 1 of 4 values differ, at most by 1$" differ a.npy b.npy
    differ --abs 1 a.npy b.npy
}

@test "cells are compared as numbers if both are numbers, otherwise as text" {
    table 1 0.5 ok 2 1e3 edge >a
    table 1.0 0.50 ok 2 1000 edge >b
    differ a b
    differ <(cat a) - <b
    table 1 0.5 ok 2 1001 edge >b
    fails 1 "^differ: a: score in row 2 is 1e3, b has 1001; 1 of [0-9]+ values differ, at most by 1$" differ a b
    differ --column score=1 a b
    differ --column score=0.1% a b
    fails 1 "score in row 2" differ --column score=0.05% a b
    differ --column score=0.05% --column score=0.5 a b
    fails 1 "score" differ --abs 100 --column score=0 a b
    table 1 0.5 ok 2 1000 ok >b
    fails 1 "status in row 2 is edge, b has ok; 1 of [0-9]+ values differ$" differ --abs 9 a b
    table 1 nan ok 2 1000 edge >b
    fails 1 "score in row 1 is 0.5, b has nan" differ --abs 9 a b
}

@test "differences in columns and rows are found" {
    table 1 0.5 ok 2 1 ok >a
    table 1 0.5 ok >b
    fails 1 "number of rows is 2, b has 1" differ a b
    cut -f1,2 a >b
    fails 1 "number of columns is 3, b has 2" differ a b
    sed 's/score/sore/' a >b
    fails 1 "name of column 2 is score, b has sore" differ a b
    fails 1 "no column sore" differ --column sore=1 a a
}

@test "inputs that cannot be compared are named" {
    stream 1 2 3 4 5 6 >a
    table 1 1 1 >b
    fails 1 "a is a stream, b is a table" differ a b
    printf 'P5 3 2 255\n123456' >pgm
    fails 1 "b is a table, pgm is a stream" differ b pgm
    fails 1 "begins with '#'.*sed" differ <(sed '1s/^/# /' b) b
    fails 2 "for tables" differ --column x=1 a a
    for wrong in score score=x score=-1 score=5%%; do fails 2 "column" differ --column "$wrong" b b; done
    fails 2 "both stdin" differ - - <a
    fails 1 "missing:.*No such file" differ a missing
    fails 1 "Is a directory" differ . a
    fails 2 "one argument too many" differ a a a
    head -c 100 a >b
    fails 1 "b: array 1 ends after" differ a b
}

@test "a column can be ignored" {
    printf 'x\tstatus\n1\tok\n' >a.tsv
    printf 'x\tstatus\n1\tedge\n' >b.tsv
    fails 1 'status in row 1' differ a.tsv b.tsv
    differ --column status=any a.tsv b.tsv
}
