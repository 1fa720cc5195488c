# The judges of the figures, and the page that tools/report makes of what they say.
load helpers

project=$(dirname "$BATS_TEST_DIRNAME")

setup() { plain_only; }

tabs() { tr ' ' '\t'; }

# judge FIGURE TABLE...: the claims of a figure of P1
judge() {
    local p1=$project/experiments/p1
    awk -f "$project/experiments/student.awk" -f "$project/experiments/judge.awk" -f "$p1/$1.awk" \
        "$p1/claims.tsv" "${@:2}"
}

# trained STACKS RMSE LOW HIGH ...: a table of Figure 2 with one network for each number of stacks
trained() {
    echo 'stacks seed set rmse_um rmse_low_um rmse_high_um' | tabs
    while [ $# -gt 0 ]; do
        for set in validation test; do echo "$1 1 $set $2 $3 $4" | tabs; done
        shift 4
    done
}

# paired STACKS AGAINST RATIO LOW HIGH ...: the table of comparisons of Figure 2
paired() {
    echo 'stacks against rmse_um against_rmse_um ratio ratio_low ratio_high' | tabs
    while [ $# -gt 0 ]; do
        echo "$1 $2 $3 1 $3 $4 $5" | tabs
        shift 5
    done
}

# fig2 TABLE...: the claims of Figure 2; the published recipe has an error of 3 (2.8 to 3.2)
fig2() {
    trained 125 3 2.8 3.2 >recipe.tsv
    judge fig2 "$@" "$project/experiments/p1/published.tsv" as=p1-fig2-recipe recipe.tsv
}

# page: results of a profile in results/tiny and out, and the page of it, results/index.html
page() {
    mkdir -p results/tiny out/steps
    touch out/.times out/steps/{p1-fig2,p1-tab-speed,sim-check}
    trained 5 9 8 10 125 2.5 2 3 >results/tiny/p1-fig2.tsv
    paired 125 5 0.27 0.2 0.3 >p1-fig2-pairs.tsv
    fig2 results/tiny/p1-fig2.tsv p1-fig2-pairs.tsv >results/tiny/p1-fig2.claims.tsv
    printf 'Beyond the paper: more\t-\t1\t-\t-\tum\tpartly\t-\n' >>results/tiny/p1-fig2.claims.tsv
    specimen cells --size 64x64 --seed 1 | illuminate | camera | show >results/tiny/p1-fig2.png
    printf 'seconds\n7\n' >results/tiny/p1-tab-speed.tsv
    echo '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><circle cx="9" cy="9" r="9"/></svg>' \
        >results/tiny/sim-check.svg
    { echo 'n	what'; seq 100 | sed 's/$/\tx/'; } >results/tiny/sim-check.tsv
    printf 'name\tvalue\n"a" < b & c\t1\n' >results/tiny/sim-check-odd.tsv
    printf '%s\t%s\t%s\t%s\n' p1 p1-fig2 'error <against> stacks' results/tiny/p1-fig2.tsv \
        sim sim-check 'the simulator' 'results/tiny/sim-check.tsv results/tiny/sim-check-odd.tsv' \
        p1 p1-tab-speed times results/tiny/p1-tab-speed.tsv |
        "$project/tools/report" out results/tiny 'make PROFILE=smoke fcfnn-train.rate=7' PROFILE=smoke DATA= \
            fcfnn-train.rate=7 'align=<none>' seed=3 dense=9 >results/index.html
}

@test "a claim is reproduced, partly or not, by the numbers" {
    verdicts() { fig2 p1-fig2.tsv p1-fig2-pairs.tsv | cut -f7 | paste -sd, | sed 's/^verdict,//'; }
    # with 125 stacks 2.75 um was published, 0.27 of the error with five
    trained 5 9 8 10 15 5 4 6 125 2.5 2 2.7 >p1-fig2.tsv
    paired 15 5 0.5 0.4 0.6 125 15 0.5 0.3 0.9 125 5 0.2 0.1 0.27 >p1-fig2-pairs.tsv
    [ "$(verdicts)" = reproduced,reproduced,reproduced,reproduced,not ]
    trained 5 9 8 10 15 9.5 9 10 125 4 2.7 4.2 >p1-fig2.tsv
    paired 15 5 1.05 0.9 1.2 125 15 0.5 0.3 0.9 125 5 0.3 0.2 0.4 >p1-fig2-pairs.tsv
    [ "$(verdicts)" = partly,partly,partly,partly,not ]
    trained 5 9 8 10 15 9.5 9 10 125 11 10.5 12 >p1-fig2.tsv
    paired 15 5 1.2 1.1 1.3 125 15 0.5 0.3 0.9 125 5 0.6 0.5 0.7 >p1-fig2-pairs.tsv
    [ "$(verdicts)" = not,not,not,not,not ]
    trained 5 9 nan nan 125 2 nan nan >p1-fig2.tsv
    paired 125 5 0.2 nan nan >p1-fig2-pairs.tsv
    [ "$(verdicts)" = partly,partly,not,not,not ]
    trained 4 9 8 10 >p1-fig2.tsv
    paired >p1-fig2-pairs.tsv
    [ "$(verdicts)" = 'not attempted,not attempted' ]
    fig2 p1-fig2.tsv p1-fig2-pairs.tsv | grep -q $'\tno point was published for 4 training stacks$'
}

@test "ours is the mean over the trainings, and the interval that of all of them" {
    { trained 125 2 1 3; trained 125 3 2.5 3.5 | tail -2; } >p1-fig2.tsv
    fig2 p1-fig2.tsv | sed -n 4p | cut -f2-5 >row
    [ "$(cat row)" = $'2.75\t2.50\t1.00\t3.50' ]
}

@test "a difference is decided where the whole interval of the ratio lies on one side" {
    said() { # RATIO LOW HIGH
        printf 'recipe\tagainst\trmse_um\tagainst_rmse_um\tratio\tratio_low\tratio_high\n' >p1-beyond-pairs.tsv
        printf 'ours\t%s\t1\t2\t%s\t%s\t%s\n' published "$@" recropped "$@" >>p1-beyond-pairs.tsv
        judge beyond p1-beyond-pairs.tsv | sed -n 2p | cut -f3-5,7,8 |
            sed 's/: .*//; s/\t1.00 um against.*//'
    }
    [ "$(said 0.8 0.7 0.99)" = $'0.80\t0.70\t0.99\treproduced' ]
    [ "$(said 0.8 0.7 1.01)" = $'0.80\t0.70\t1.01\tpartly\tnot decided' ]
    [ "$(said 1.2 1.01 1.5)" = $'1.20\t1.01\t1.50\tnot' ]
    [ "$(said 0.8 nan nan)" = $'0.80\t-\t-\tpartly\tnot decided' ]
    [ "$(said nan nan nan)" = $'-\t-\t-\tnot attempted' ]
}

@test "times are judged as far as they were measured" {
    speed() { judge tab-speed "$@" | tail -n +2 | cut -f3,7 | tr '\t\n' ' ,'; }
    [ "$(speed)" = '- not attempted,- not attempted,- not attempted,' ]
    cp "$project/experiments/p1/tab-speed.tsv" p1-tab-speed.tsv
    [ "$(speed p1-tab-speed.tsv)" = '- not attempted,- not attempted,- not attempted,' ]
    printf '%s\t%s\t%s\tthis one\n' precomputation 'a stack' 150 training '125 stacks' 9 prediction 'a frame' 0.02 \
        training '440 stacks once: 4224 steps' 7000 >>p1-tab-speed.tsv
    [ "$(speed p1-tab-speed.tsv)" = '7000 not,150.0 partly,0.020 reproduced,' ]
}

@test "the sides of focus are counted where they matter, and the sharpness that is lost out of focus" {
    echo 'rmse_um rmse_low_um rmse_high_um constant_rmse_um
1 0.9 1.1 10' | tabs >p1-fig1-summary.tsv
    echo 'defocus_um status target_um
5 ok 4
-5 ok -4
-1 ok 0.5
nan blank 9' | tabs >predicted.tsv
    printf 'focus_um\n1\n' >p1-fig1-focus.tsv
    printf 'z_um\tscore\n-20\t50\n0.8\t95\n1.1\t100\n8\t9\n30\t60\n' >p1-fig1-curve.tsv
    printf 'z_um\tscore\n-20\t99\n1\t100\n30\t95\n' >p1-fig1-coherent.tsv
    fig1() { judge fig1 p1-fig1-*.tsv as=p1-fig1-prediction predicted.tsv >claims; }
    fig1
    [ "$(cut -f3,7 claims | sed -n 2p)" = $'0.07\treproduced' ] # it falls by 45, and by 3
    [ "$(cut -f3,7 claims | tail -2 | paste -sd' ')" = $'1.00\treproduced 100.0\treproduced' ]
    sed -i 's/^5/-5/' predicted.tsv
    fig1
    [ "$(cut -f3,7 claims | tail -1)" = $'50.0\tnot' ]
}

@test "rows are picked by words and by numbers, whichever a value is" {
    printf 'change\tled_na\tx\ncrop=full\t0.40\t1\ncrop=full\t0.5\t2\nrate=2\t0.4\tnan\n' >t.tsv
    pick() {
        echo "END {print mean_of(\"t\", \"x\", \"$1\"), summary[\"count\"]}" >pick.awk
        awk -f "$project/experiments/student.awk" -f "$project/experiments/judge.awk" -f pick.awk t.tsv | tail -1
    }
    [ "$(pick 'led_na=0.4')" = $'1\t1' ]
    [ "$(pick 'change=crop=full')" = $'1.5\t2' ]
    [ "$(pick 'change=rate=2 led_na=0.400')" = $'-\t0' ]
    [ "$(pick 'change=crop')" = $'-\t0' ]
}

@test "a table or a column that is not there is named" {
    trained 5 9 8 10 | sed '1s/rmse_um/error/' >p1-fig2.tsv
    fails 1 'p1-fig2.tsv has no column rmse_um' fig2 p1-fig2.tsv
    fails 1 'no table p1-fig2 was given' judge fig2
}

@test "the page has all in it: pictures, claims, tables, parameters, command" {
    page
    not grep -qE '(src|href)="?(https?:)?//' results/index.html
    not grep -qE '<(script|link rel="?stylesheet)|@import|url\(' results/index.html
    [ "$(grep -c 'src="data:image/png;base64,iVBOR' results/index.html)" -eq 1 ]
    [ "$(grep -c 'src="data:image/svg+xml;base64,PHN2' results/index.html)" -eq 1 ]
    open=$(grep -c '^open-' "$project/experiments/p1/claims.tsv")
    said="1 reproduced, 3 partly, 1 not, $open not attempted\. Beyond the paper 1: 0 reproduced, 1 partly"
    grep -q "$((5 + open)) claims: $said" results/index.html
    [ "$(grep -c '○ not attempted' results/index.html)" -eq "$open" ]
    grep -A1 'LEDs could fail to help with denser samples' results/index.html | grep -q '<small>a sweep over'
    grep -q '<h3 id="p1-fig2">Figure 2: error &lt;against&gt; stacks</h3>' results/index.html
    grep -q '&quot;a&quot; &lt; b &amp; c' results/index.html
    grep -q 'make PROFILE=smoke fcfnn-train.rate=7 results/tiny/p1-fig2.png</pre>' results/index.html
    grep -q '>fcfnn-train.rate<td class="changed">7 (profile: 1e-3)<td>step size of Adam<' results/index.html
    grep -q '&lt;none&gt; (profile: none)' results/index.html
    # A long table and the pictures are linked beside the page, and are there
    grep -q 'href="tiny/sim-check.tsv"' results/index.html
    for link in $(grep -o 'href="tiny/[^"]*"' results/index.html | cut -d'"' -f2); do [ -e "results/$link" ]; done
}

@test "each paper has its section: title, citation, claims, figures, parameters, and its part of the navigation" {
    page
    grep -oE '<h[123]( id="[^"]*")?|summary>Parameters|<th scope="row">[^<]*|[0-9]+ claims' results/index.html >outline
    diff outline - <<END
<h1
<h2 id="p1"
<h3 id="claims-p1"
$(open=$(grep -c '^open-' "$project/experiments/p1/claims.tsv"); echo $((5 + open))) claims
<h3 id="p1-fig2"
<h3 id="p1-tab-speed"
summary>Parameters
<th scope="row">align
<th scope="row">fcfnn-train.rate
<h2 id="sim"
<h3 id="sim-check"
summary>Parameters
<th scope="row">dense
<h2 id="made"
summary>Parameters
<th scope="row">seed
END
    grep -q '<h2 id="p1">Deep learning for single-shot autofocus microscopy</h2>' results/index.html
    [ "$(grep -c '^<p>Pinkard et al., Optica 6, 794 (2019)</p>$' results/index.html)" -eq 1 ]
    sed -n '/<nav/,/<\/nav/ s/<[^>]*>//gp' results/index.html | grep . >navigation
    printf '%s\n' 'Pinkard 2019' 'Figure 2' Speed 'The simulator' Check 'How it was made' | diff navigation -
    sed 's/;base64,[^"]*//' results/index.html >words # letters of a picture could be a name by chance
    not grep -qE 'Luo|Deep-R|id="p2' words
}

@test "figures are called as their paper calls them" {
    mkdir -p drawn out/steps
    touch out/.times
    for name in p1-figS1a p1-tabS1 p1-noteS3 p1-tab-speed p1-beyond p2-figS9 sim-check sweep-led_na-stacks; do
        touch "out/steps/$name"
        printf '%s\t%s\twhat\t\n' "${name%%-*}" "$name"
    done | sed 's/^sweep/p1/' | "$project/tools/report" out drawn make PROFILE=smoke DATA= >index.html
    grep -o '<h3 [^:]*' index.html | sed 's/.*>//' | paste -sd, >titles
    [ "$(cat titles)" = 'Figure S1a,Table S1,Note S3,Speed,Beyond,Sweep led_na stacks,Figure S9,Check' ]
}

@test "the time is that from the beginning of a step to the end of its file, where both are known" {
    page
    grep -q 'Time: not measured' results/index.html
    printf 'out "out/%s" "%s of it" 1\n' a train b train c judge d judge >out/steps/p1-fig2
    printf '1000.5\tout/%s\n' a b c >out/.times
    touch -d @1062.5 out/a
    touch -d @1001.75 out/b
    touch -d @900 out/c # made before its step began anew, and not since
    page
    grep -q 'Time: 1 min 03 s in 2 steps of 4, the others were not measured: train 1 min 03 s<' results/index.html
    [ "$(grep -c 'Time: not measured' results/index.html)" -eq 2 ]
}

@test "an unknown verdict or claim is refused, and a report without its arguments" {
    judged() {
        echo "END {claim($1)}" >maybe.awk
        awk -f "$project/experiments/student.awk" -f "$project/experiments/judge.awk" -f maybe.awk \
            "$project/experiments/p1/claims.tsv"
    }
    fails 1 'the verdict maybe, expected reproduced, partly, not or not attempted' judged '"fig2-falls", 1, 2, "maybe"'
    fails 1 'claims.tsv has no claim fig99' judged '"fig99", 1, 2, "not"'
    fails 2 'run: make report' "$project/tools/report" out
}

@test "a browser shows it on a phone and on a laptop without a fault, and sees one" {
    page
    result=0
    "$BATS_TEST_DIRNAME/browse" results/index.html >said || result=$?
    [ $result -ne 3 ] || skip "no chromium here"
    [ $result -eq 0 ] || { cat said; false; }
    [ "$(grep -c '2 pictures' said)" -eq 2 ]
    sed -e 's/base64,iVBOR/base64,xxxxx/' -e 's/#made/#unmade/' \
        -e 's/<h1>/<script>nothing()<\/script><p style="width: 400px">wide<h1>/' results/index.html >bad.html
    not "$BATS_TEST_DIRNAME/browse" bad.html >said
    for fault in 'a picture does not show: Figure 2' 'px wide, the screen 3' 'nothing is not defined' \
        'leads nowhere: #unmade'; do
        grep -q "$fault" said || { cat said; false; }
    done
}

@test "make report makes the figures, judges them and writes the page" {
    small() {
        env -u MAKEFLAGS -u MAKELEVEL -u MFLAGS make -s -C "$project" SANITIZE="${SANITIZE:-}" PROFILE=smoke size=64 \
            wide=64 margin=32 density=8000 specimen.slices=1 stacks=4 added=2 test=1 validation=1 training=2,4 \
            fftcrop.patch=64 fftcrop.crop=16x8 fcfnn-train.layers=2 fcfnn-train.width=16 \
            fcfnn-train.max-steps=200 z=-9.5:9.5:1 seeds=1 \
            out="$PWD/out" drawn="$PWD/figures/tiny" measurements= "$@" report >said
    }
    small figures="p1-fig1 p1-fig2"
    grep -q "figures/index.html" said
    [ "$(grep -c '<h3 id="p1-fig' figures/index.html)" -eq 2 ]
    [ "$(grep -cE 'Time: .* in [0-9]+ steps: .*simulate' figures/index.html)" -eq 2 ]
    grep -q 'fftcrop.crop=16x8' figures/index.html
    not grep -q 'drawn=' figures/index.html
    # One paper: the others have no section, and nothing of theirs is made.
    small figures=p2-figS9 PAPER=p2
    [ "$(grep -c '<h2 id="p2"' figures/index.html)" -eq 1 ]
    not grep -q 'id="p1' figures/index.html
    not grep -qE '^(simulate|train)' said
}

@test "the limits of claims.tsv decide a verdict that the judge leaves to them" {
    printf 'id\tclaim\tpublished\tdigits\tunit\tinterval\treproduced\tpartly\treason\n' >claims.tsv
    printf 'most\t%%s is most\t-\t0\t%%\tno\t> 50\t>= 25\twhy\nfew\tfew\t3\t1\tum\tno\t<= 5\t< 15\t-\n' >>claims.tsv
    verdicts() {
        echo "END {for (x = 0; x <= 60; x += 5) claim(\"$1\", \"\", x, \"\", \"\", \"it\")}" >many.awk
        awk -f "$project/experiments/student.awk" -f "$project/experiments/judge.awk" -f many.awk claims.tsv |
            tail -n +2 | cut -f3,7 | tr '\t\n' ': '
    }
    [ "$(verdicts most)" = "0:not 5:not 10:not 15:not 20:not 25:partly 30:partly 35:partly 40:partly 45:partly \
50:partly 55:reproduced 60:reproduced " ]
    [ "$(verdicts few | cut -d' ' -f1-4)" = "0.0:reproduced 5.0:reproduced 10.0:partly 15.0:not" ]
}
