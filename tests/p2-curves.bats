# What is said of images by their distance from focus: means and differences of fields, what is shown, the judges.
load helpers
load p2

setup() { plain_only; }

# compared: images of three fields of ovary, as they are and focused
compared() {
    echo 'sample source stack z_um ssim rmse' | tabs
    for field in 1 2 3; do
        for z in -6 -2 0 2 6; do
            echo "ovary input ovary/$field $z 0.$((5 + (z * z < 9) + field)) 0.5"
            echo "ovary deep-r ovary/$field $z 0.$((5 + (z < 0) + field)) 0.4"
        done
    done | tabs
}
curves() {
    awk -v zones="${1:-1:5 6:9}" -v pairs=pairs.tsv -f "$experiments/columns.awk" -f "$experiments/student.awk" \
        -f "$p2/curves.awk" - >table.tsv
}
# pair SOURCE AGAINST LOW SIDE
pair() {
    awk -v a="$1" -v b="$2" -v low="$3" -v s="$4" '$2 == a && $3 == b && $4 == low && $6 == s {
        print $7, $8, $10, $11}' pairs.tsv
}

@test "curves have the mean and the deviation of the fields at each z, and none at the plane in focus" {
    compared | curves
    [ "$(awk '$2 == "input" && $3 == -6' table.tsv | cut -f4-8)" = "$(echo 3 0.7000 0.1000 0.4516 0.9484 | tabs)" ]
    [ "$(awk '$3 == 0' table.tsv | wc -l)" -eq 0 ]
    compared | grep -v 'ovary/[23]' | curves
    [ "$(awk '$2 == "input" && $3 == -6' table.tsv | cut -f4-6)" = "$(echo 1 0.6000 nan | tabs)" ]
}

@test "sources are compared in the same fields, zone by zone and on each side, and with themselves in the first zone" {
    compared | curves
    [ "$(pair deep-r input 6 both)" = '3 0.0500 0.0500 0.0500' ]
    [ "$(pair deep-r input 6 below)" = '3 0.1000 0.1000 0.1000' ]
    [ "$(pair deep-r input 1 above)" = '3 -0.1000 -0.1000 -0.1000' ]
    [ "$(pair input input 6 both)" = '3 -0.1000 -0.1000 -0.1000' ]
    [ -z "$(pair input input 1 both)" ]
    # a field that one of them lacks is not compared
    compared | awk -F'\t' '!($2 == "deep-r" && $3 == "ovary/3")' | curves
    [ "$(pair deep-r input 6 both)" = '2 0.0500 nan nan' ]
}

@test "the field that is shown has the most contrast in focus, whatever its images" {
    printf 'stack\tz_um\tscore\n%s\n' "$(printf 'ovary/%s\t%s\t%s\n' 1 0 5 1 2 99 2 0 7 3 0 6)" >contrast.tsv
    compared | awk -f "$experiments/columns.awk" -f "$p2/curves-shown.awk" contrast.tsv - >shown.tsv
    [ "$(cut -f4 shown.tsv | sed 1d | sort -u)" = ovary/2 ]
    [ "$(wc -l <shown.tsv)" -eq 11 ]
    # without a field in focus there is the line of names
    : >nothing
    awk -f "$experiments/columns.awk" -f "$p2/curves-shown.awk" nothing nothing >shown.tsv
    [ "$(cat shown.tsv)" = "$(echo sample source z_um stack ssim rmse | tabs)" ]
}

@test "a gallery draws the images of a field, and that part which has the most contrast in focus" {
    numpy '
rng = np.random.default_rng(1)
flat = rng.normal(100, 1, (64, 64))
flat[26:38, 10:22] += rng.normal(0, 30, (12, 12))
np.save("truth.npy", flat.astype("f4"))'
    mkdir -p ovary out
    meta stack=ovary/1 z_um=0 pixel_um=0.5 <truth.npy >ovary/1.truth.npy
    for z in -2 2; do meta z_um=$z <ovary/1.truth.npy; done >ovary/1.npy
    printf 'sample\tsource\tz_um\tstack\tssim\trmse\novary\tinput\t-2\tovary/1\t0.5\t0.5\n' >shown.tsv
    local here=$PWD
    (cd "$experiments/.." && bash "$p2/gallery.sh" "$here/shown.tsv" 16x16 '-2 2' "$here/out/pictures.tsv" \
        ovary/truth="$here/%.truth.npy" ovary/input="$here/%.npy" none/truth="$here/%.npy")
    [ "$(cut -f1,2,6- out/pictures.tsv | sed -n 2p)" = "$(echo ovary-truth 64 0.5 24 8 16 | tabs)" ]
    [ "$(cut -f1 out/pictures.tsv | paste -sd,)" = picture,ovary-truth,ovary-input--2,ovary-input-2 ]
    [ "$(find out -name '*.png' | wc -l)" -eq 6 ]
    printf 'sample\tsource\tz_um\tstack\tssim\trmse\n' >shown.tsv
    (cd "$experiments/.." && bash "$p2/gallery.sh" "$here/shown.tsv" 16x16 '-2 2' "$here/out/pictures.tsv" \
        ovary/truth="$here/%.truth.npy")
    [ "$(wc -l <out/pictures.tsv)" -eq 1 ]
}

# pairs FIGURE ROW...: its differences, a row SAMPLE SOURCE AGAINST LOW HIGH SIDE MEAN LOW HIGH, of SSIM and of RMSE
pairs() {
    local name=$1
    shift
    {
        echo sample source against low_um high_um side fields ssim ssim_low ssim_high rmse rmse_low rmse_high
        printf '%s\n' "$@" |
            awk 'NF {print $1, $2, $3, $4, $5, $6, 8, $7, $8, $9, (NF > 9 ? $10 OFS $11 OFS $12 : $7 OFS $8 OFS $9)}'
    } | tabs >"p2-$name-pairs.tsv"
}

@test "Figure 2 is judged inside of the range of training and beyond it" {
    fig2() { # SSIM at 5 um, its interval; mean, low and high of a difference
        {
            echo sample source z_um fields ssim ssim_low ssim_high
            for z in -7 -3 3 7; do echo "ovary deep-r $z 8 0.8 0.7 0.9"; done
            echo "ovary deep-r 5 8 $1 $2 $3"
        } | tabs >p2-fig2.tsv
        local less="-$4 ${6/#/-} ${5/#/-}"
        pairs fig2 "ovary input input 1.3 2 both $less" "ovary deep-r input 1 5 both $4 $5 $6 ${7:-${less//--/}}" \
            "ovary deep-r input 6 9 both $4 $5 $6 ${7:-${less//--/}}"
        judge fig2 p2-fig2.tsv p2-fig2-pairs.tsv
    }
    [ "$(fig2 0.72 0.7 0.8 0.2 0.1 0.3 | verdicts)" = reproduced,reproduced,reproduced,reproduced ]
    [ "$(fig2 0.72 0.6 0.8 0.1 -0.1 0.3 | verdicts)" = partly,partly,partly,partly ]
    # a level that the input reaches too is no merit, nor is a gain by one measure
    fig2 0.72 0.7 0.8 0.2 0.1 0.3 '-0.1 -0.3 0.1' | verdicts | says ',partly,partly$'
    fig2 0.72 0.7 0.8 0.2 0.1 0.3 '0.2 0.1 0.3' | verdicts | says ',not,not$'
    echo ovary input 5 8 0.7 0.6 0.8 | tabs >>p2-fig2.tsv
    [ "$(judge fig2 p2-fig2.tsv p2-fig2-pairs.tsv | verdicts | cut -d, -f1)" = partly ]
    [ "$(fig2 0.3 0.2 0.4 0.1 -0.1 0.3 | sed -n 2p | cut -f3-7)" = "$(echo 0.30 0.20 0.40 SSIM not | tabs)" ]
    pairs fig2
    echo sample source z_um fields ssim ssim_low ssim_high | tabs >p2-fig2.tsv
    [ "$(judge fig2 p2-fig2.tsv p2-fig2-pairs.tsv | cut -f3-5,7 | sed 1d | sort -u)" = $'-\t-\t-\tnot attempted' ]
}

@test "Figures S5 and S6 are judged where the ranges of training end" {
    figS5() { # MEAN LOW HIGH of all that should be positive
        local less="-$1 -$3 -$2"
        pairs figS5 "ovary within-2 input 1 2 both $* ${less//--/}" "ovary within-5 input 1 5 both $* ${less//--/}" \
            "ovary within-10 input 1 9 both $* ${less//--/}" \
            "ovary within-5 within-2 3 5 both $*" "ovary within-10 within-2 3 9 both $*" \
            "ovary within-10 within-5 6 9 both $*" \
            "ovary within-10 within-5 2 5 both $less" "ovary within-5 within-2 1 2 both $less" \
            "ovary within-10 within-2 1 2 both $less"
        judge figS5 p2-figS5-pairs.tsv | verdicts | tr , '\n' | sort | uniq -c | tr -s ' '
    }
    [ "$(figS5 0.2 0.1 0.3)" = ' 9 reproduced' ]
    [ "$(figS5 0.2 -0.1 0.3)" = ' 9 partly' ]
    pairs figS6 'ovary within-10 input 6 9 below 0.1 0.05 0.2 -0.1 -0.2 -0.05' \
        'ovary within-10 input 6 9 above -0.1 -0.2 -0.05 -0.1 -0.2 -0.05'
    [ "$(judge figS6 p2-figS6-pairs.tsv | verdicts)" = reproduced,not ]
    pairs figS6
    [ "$(judge figS6 p2-figS6-pairs.tsv | verdicts)" = 'not attempted,not attempted' ]
}

@test "Figure S7 is judged by the types that networks were taught" {
    figS7() { # what another type costs, what both types cost, and what the other network gains, each MEAN LOW HIGH
        local own other rows=()
        for own in nuclei filaments; do
            [ "$own" = nuclei ] && other=filaments || other=nuclei
            rows+=("$own $other $own 2 9 both $1" "$own both $own 2 9 both $2" "$own $other input 2 9 both $3")
        done
        pairs figS7 "${rows[@]}"
        {
            echo sample source z_um ssim rmse
            for own in nuclei filaments; do
                for z in -4 4; do
                    printf '%s\n' "$own input $z 0.5 0.5" "$own nuclei $z 0.5 0.4" "$own filaments $z 0.5 0.4"
                done
            done
        } | tabs >p2-figS7.tsv
        judge figS7 p2-figS7.tsv p2-figS7-pairs.tsv
    }
    [ "$(figS7 '0.2 0.1 0.3' '0.05 0.01 0.1' '-0.2 -0.3 -0.1' | verdicts)" = \
        reproduced,reproduced,reproduced,reproduced,reproduced,reproduced,not ]
    # both may cost more than slightly, or nothing; the gain at all z is not one of the mean
    [ "$(figS7 '0.2 0.1 0.3' '0.15 0.1 0.2' '-0.1 -0.3 0.1' | verdicts)" = \
        reproduced,partly,partly,reproduced,partly,partly,partly ]
    [ "$(figS7 '-0.2 -0.3 -0.1' '-0.1 -0.2 -0.05' '-0.1 -0.3 0.1' | verdicts)" = \
        not,not,partly,not,not,partly,partly ]
    # What costs as much as the other type is not similar
    [ "$(figS7 '0.2 0.1 0.3' '0.25 0.2 0.3' '-0.2 -0.3 -0.1' | verdicts | cut -d, -f2,5)" = not,not ]
}
