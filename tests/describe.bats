load helpers

setup_file() { cd "$BATS_FILE_TMPDIR" && fixtures; }
setup() { cd "$BATS_FILE_TMPDIR"; }

# row KIND KEY: the value in that row
row() { awk -F '\t' -v kind="$1" -v key="$2" '$1 == kind && $2 == key { print $3 }' described; }

@test "a model says what it is, what it was made from and how" {
    describe model.npy >described
    [ "$(head -1 described)" = "$(printf 'kind\tkey\tvalue\tmeaning')" ]
    [ "$(cut -f1 described | uniq | paste -sd,)" = kind,model,optics,feature,acquisition,specimen,training,option ]
    [ "$(row model model),$(row model layers),$(row model width)" = fcfnn,1,4 ]
    [ "$(row optics pixel_um),$(row feature crop),$(row training training_stacks)" = 0.325,16x8,1 ]
    [ "$(row option max_steps),$(row training version)" = "20,$(describe --version | sed 's/.* //')" ]
    [ "$(row model weights)" = "$(net-count model.npy | awk '$1 == "total" { print $6 }')" ]
    # every key once, and nothing else than the metadata
    cut -f2 described | sed 1d | sort >keys
    [ -z "$(uniq -d keys)" ]
    take 0 <model.npy | meta --list all | sed 1d | cut -f3 | tr ' ' '\n' | sed 's/=.*//; /^name$/d' | sort |
        diff - <(grep -vx weights keys)
}

@test "errors in the test are shown by depth, whatever made them known" {
    { take 0 <model.npy | meta taught_by=a+b test_rmse_um=1.5 by_depth=-2:1.25,0:0.5; take 1: <model.npy; } >tested.npy
    describe tested.npy >described
    [ "$(row test taught_by),$(row test test_rmse_um),$(row depth -2),$(row depth 0)" = a+b,1.5,1.25,0.5 ]
    # and the model is as good as before
    label --focus-um 0 <stack.npy | predict tested.npy >p.tsv
    label --focus-um 0 <stack.npy | predict model.npy | diff - p.tsv
    { take 0 <model.npy | meta by_depth=3; take 1: <model.npy; } >bad.npy
    fails 1 'by_depth=3 is not DEPTH:ERROR' describe bad.npy
}

@test "networks for images say as much, and what begins with one forgets its test" {
    label --focus-um 0 <stack.npy | pair --size 32x32 | meta stack=a >a.npy
    cat a.npy - < <(meta stack=b <a.npy) >pairs.npy
    deepr-train --levels 2 --base 8 --max-steps 2 --check-every 1 <pairs.npy >deepr.npy
    { take 0 <deepr.npy | meta test_ssim=0.9 taught_by=a; take 1: <deepr.npy; } >tested.npy
    describe tested.npy >described
    [ "$(row model model),$(row test test_ssim)" = deep-r,0.9 ]
    [ "$(row model weights)" = "$(net-count deepr.npy | awk '$1 == "total" { print $6 }')" ]
    deepr-train --model dpm --generator tested.npy --max-steps 2 --check-every 1 <pairs.npy >dpm.npy
    describe dpm.npy >described
    [ "$(row model decoder)" = 2 ]
    [ -z "$(row test test_ssim)$(row test taught_by)" ]
}

@test "what is no whole model is an error" {
    head -c 3000 model.npy >cut.npy
    fails 1 'cut.npy' describe cut.npy
    fails 1 'stack.npy is not a model; make one with: ' describe stack.npy
    fails 2 'MODEL is missing' describe
}
