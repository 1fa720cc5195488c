load helpers

list() { printf '%s\n' 'layer,kind,height,width,channels,stride,padding' "$@" | tr , '\t'; }

@test "a small network, by hand" {
    list image,input,8,6,2,-,- a,conv,3,3,5,1,same b,pool,2,2,-,2,valid c,mean,-,-,-,-,- d,dropout,-,-,-,-,- \
        e,dense,-,-,4,-,- | net-count >out
    cat >want <<'END'
layer	kind	height	width	channels	weights	values	memory_bytes
image	input	8	6	2	0	96	384
a	conv	8	6	5	95	240	960
b	pool	4	3	5	0	60	240
c	mean	1	1	5	0	5	20
d	dropout	1	1	5	0	0	0
e	dense	1	1	4	24	4	16
total	-	-	-	-	119	405	1620
END
    diff want out
}

@test "a model has as many weights as its file has numbers" {
    fixtures
    net-count model.npy >out
    local weights values
    read -r weights values < <(awk '$1 == "total" {print $6, $7}' out)
    numpy '
count = 0
with open("model.npy", "rb") as f:
    shift, gain = np.load(f), np.load(f)
    inputs = np.count_nonzero(gain) # what is seen of the features
    for _ in range(2): # the shape of the spectra
        np.load(f)
    while f.peek(1):
        count += np.load(f).size
print(count, inputs + 4 + 2) # of the inputs, the hidden units and the outputs' >want
    echo "$weights $values" | diff want -
}

@test "a model of deepr-train has as many weights as its file, and the published generator those of its layers" {
    psf --pixel 0.1625 --size 33x33 --z -1:1:0.5 >psf.npy
    for seed in 2 3; do
        specimen nuclei --size 128x128 --density 2000 --seed $seed --focus 0 |
            fluoresce --psf psf.npy --z 0:1:1 | camera --sensor 96x96 --photons 500
    done | label --focus-um 0 | pair --size 48x48 >pairs
    numbers() { numpy 'import sys
count = 0
with open(sys.argv[1], "rb") as f:
    while f.peek(1): count += np.load(f).size
print(count)' "$1"; }
    weights() { awk -F'\t' '$1 == "total" {print $6}'; }
    train() { deepr-train --max-steps 1 --check-every 1 --batch 1 --validated 1 "$@" pairs; }
    train --levels 2 >r.npy
    train --levels 2 --model dpm --generator r.npy >dpm.npy
    train --base 48 >wide.npy
    for model in r dpm wide; do
        net-count $model.npy >$model
        # What the guard knows is in the file too, but no weight
        take :$(meta --list name <$model.npy | grep -vc '\(texture_\|^array\)') <$model.npy >weights.npy
        numbers weights.npy | diff - <(weights <$model)
        awk -F'\t' 'NR > 1 && $1 != "total" {sum += $6} $1 == "total" {exit sum != $6}' $model
    done
    weights <wide | says '^18522731$'
    says '^down1b\tconv\t-\t-\t48\t10848\t-\t-$' <wide
    cut -f1 dpm | says '^dpm'
    # The channels of the published layers, from their list
    awk -F'\t' '$1 == "generator" && $4 == "conv" {print $7}' "$BATS_TEST_DIRNAME/../experiments/p2/layers.tsv" |
        diff - <(awk -F'\t' '$2 == "conv" {print $5}' wide)
    net-count <(cat r.npy) | diff - r
}

@test "the published CNN has the published number of weights" {
    net-count <"$BATS_TEST_DIRNAME/../experiments/p1/yang2018.tsv" | awk '$1 == "total" {printf "%.1e\n", $6}' >out
    echo 2.9e+07 | diff - out
}

@test "Table S1 says which published numbers can be explained, and by which rule" {
    local p1=$BATS_TEST_DIRNAME/../experiments/p1
    list features,input,1,1,31314,-,- w{1..10},dense,-,-,100,-,- w11,dense,-,-,1,-,- | net-count >fcfnn-1024.count.tsv
    net-count <"$p1/yang2018.tsv" >yang2018.count.tsv
    awk -f "$p1/../columns.awk" -f "$p1/tabS1-count.awk" ./*.count.tsv "$p1/tabS1.tsv" | cut -f1,2,4,6,8,11 >out
    cat >want <<'END'
network	image_px	weights	weights_status	memory_kb	memory_status
FCFNN	1024	3222501	unhalved	126.2	unexplained
Ren 2018	1000	-	unknown	-	unknown
FCFNN	1000	-	unknown	-	unknown
Yang 2018	84	28965771	ok	1685.4	layers
FCFNN	84	-	unknown	-	unknown
END
    diff want out
}

@test "further columns are ignored" {
    printf 'source\tlayer\tkind\theight\twidth\tchannels\nme\timage\tinput\t2\t3\t4\n' | net-count |
        says 'total.*\t0\t24\t96$'
}

@test "a list that is not a network is refused" {
    refuses() { fails 1 "$1" net-count < <(list "${@:2}"); }
    refuses 'no rows'
    refuses "kind in row 1 is 'cake', expected .*net-count --help" image,cake,8,8,1,-,-
    refuses 'row 1 is of kind dense, expected the input' a,dense,-,-,4,-,-
    refuses 'row 2 is of kind input' image,input,8,8,1,-,- more,input,8,8,1,-,-
    refuses "width in row 1 is '0', expected a whole number from 1 to 1000000" image,input,8,0,1,-,-
    refuses "channels in row 1 is '1.5', expected a whole" image,input,8,8,1.5,-,-
    refuses "channels in row 1 is 'nan', expected a whole" image,input,8,8,nan,-,-
    refuses "height in row 1 is '-', expected a number" image,input,-,8,1,-,-
    refuses "padding in row 2 is 'full', expected same or valid" image,input,8,8,1,-,- a,conv,3,3,1,1,full
    refuses 'layer a is impossible: its window is larger' image,input,8,8,1,-,- a,conv,9,3,1,1,valid
    refuses 'layer a is impossible: .*larger than can be counted' \
        image,input,10000,10000,100,-,- a,dense,-,-,1000000,-,-
    fails 1 'no column kind' net-count < <(printf 'layer\nimage\n')
    fails 1 'is not a model; make one with: fcfnn-train' net-count <(specimen cells --size 8x8)
    fails 2 'one argument too many' net-count a b
}
