# Drawings: style.gp, which they share, with tables made here; and the layers of Figure S9 of Luo 2020.
load helpers

setup() { plain_only; }

experiments=$(dirname "$BATS_TEST_DIRNAME")/experiments

# draw FORMAT SCRIPT NAME=VALUE...: NAME.FORMAT in the current folder, of the tables here
draw() {
    local variables
    printf -v variables "%s;" "format='$1'; drawn='.'; out='.'" "${@:3}"
    gnuplot -e "$variables" "$experiments/style.gp" "$2" 2>said
}

# sweep PARAMETER VALUE...: the table of a sweep, where the test stacks have no interval
sweep() {
    local value
    printf '%s\t' "$1" sample set groups rmse_um rmse_low_um
    echo rmse_high_um
    for value in "${@:2}"; do
        printf '%s\tcells\tvalidation\t4\t2.5\t2\t3\n%s\tcells\ttest\t4\t3.5\tnan\tnan\n' "$value" "$value"
    done
}

@test "a sweep is drawn in every format" {
    sweep dropout 0 0.3 0.6 >sweep-dropout.tsv
    for format in pdf svg png; do
        draw $format "$experiments/sweep.gp" name="'sweep-dropout'" x="'dropout'" series="''"
        [ ! -s said ]
    done
    [ "$(head -c 4 sweep-dropout.pdf)" = %PDF ]
    grep -q '</svg>' sweep-dropout.svg
    [ "$(head -c 4 sweep-dropout.png | tail -c 3)" = PNG ]
}

@test "the axis shows numbers if all values are numbers, otherwise words; a second parameter gives lines" {
    sweep rate 1e-4 1e-3 >sweep-a.tsv
    draw svg "$experiments/sweep.gp" name="'sweep-a'" x="'rate'" series="''"
    not grep -q '>1e-4<' sweep-a.svg
    sweep crop 64x32 circles >sweep-b.tsv
    draw svg "$experiments/sweep.gp" name="'sweep-b'" x="'crop'" series="''"
    grep -q '>64x32<' sweep-b.svg
    grep -q '>circles<' sweep-b.svg
    awk -F'\t' -v OFS='\t' '{print $0, NR == 1 ? "stacks" : int(NR / 4) * 10 + 5}' sweep-b.tsv >sweep-c.tsv
    draw svg "$experiments/sweep.gp" name="'sweep-c'" x="'crop'" series="'stacks'"
    grep -q '>stacks = 5<' sweep-c.svg
    grep -q '>stacks = 15<' sweep-c.svg
}

@test "a point without an interval is drawn" {
    sweep dropout 0 0.3 0.6 >sweep-few.tsv
    sed 's/nan\tnan/3\t4/' sweep-few.tsv >sweep-all.tsv
    for name in few all; do
        draw svg "$experiments/sweep.gp" name="'sweep-$name'" x="'dropout'" series="''"
        grep -o "href='#gpPt4'" sweep-$name.svg | wc -l >$name
    done
    [ "$(cat few)" -ge 3 ]
    cmp few all
}

@test "a missing column ends the drawing and is named" {
    for column in dropout set rmse_um rmse_low_um rmse_high_um; do
        sweep dropout 0 0.3 | sed "1s/\\b$column\\b/other/" >sweep-dropout.tsv
        not draw svg "$experiments/sweep.gp" name="'sweep-dropout'" x="'dropout'" series="''"
        grep -qE "no column (with header )?\"?$column\b" said
    done
}

@test "a missing or ambiguous row ends the drawing" {
    sweep dropout 0 0.3 >table.tsv
    echo "eval(row('table.tsv', 'rmse_um groups', where)); print rmse_um.' '.groups" >script.gp
    draw svg script.gp name="'x'" where="'set=test dropout=0.3'"
    [ "$(cat said)" = '3.5 4' ]
    not draw svg script.gp name="'x'" where="'set=test'"
    grep -qF 'table.tsv: 2 rows with "set=test", expected one' said
    not draw svg script.gp name="'x'" where="'set=fold'"
    grep -qF 'table.tsv: 0 rows with "set=fold", expected one' said
    not draw svg script.gp name="'x'" where="'kind=test'"
    grep -qF 'table.tsv: no column kind' said
}

@test "a photo has its z and a scale bar of a round length; without the size of a pixel it has no bar" {
    cat >photo.gp <<'END'
eval(figure(2, 2)); eval(photo(0.1, 0.9, 0.2, 0.9, '', '', 'frame.png'))
plot 'frame.png' @image
END
    for width in 64 128 2048; do # of 0.325 um: a quarter is 5.2, 10.4, 166 um
        specimen clear --size 16x$width | illuminate --z -3:-3:1 |
            show --limits frame.tsv --with z_um,pixel_um >frame.png
        draw svg photo.gp name="'photo'"
        [ ! -s said ]
        grep -q '>z = -3 µm<' photo.svg
        grep -o '>[0-9]* µm' photo.svg | grep -o '[0-9]*'
    done >bars
    [ "$(paste -sd, bars)" = 5,10,100 ]
    specimen clear --size 16x16 | illuminate --z 4:4:1 | meta --drop pixel_um |
        show --limits frame.tsv --with z_um,pixel_um >frame.png
    draw svg photo.gp name="'photo'"
    [ ! -s said ]
    grep -q '>z = 4 µm<' photo.svg
    [ "$(grep -c '[0-9] µm' photo.svg)" -eq 1 ]
}

@test "a spectrum has the scale of its own black and white, and half of one leaves out what is 0" {
    specimen cells --size 32x32 | illuminate --z 0:0:1 | show --spectrum --range 2,14 --limits a.tsv >a.png
    cat >spectrum.gp <<'END'
eval(figure(3, 2)); na = 0.5; led_x = 0; led_y = 0.4; reach = nyquist(0.53, 0.325)
eval(spectrum(0.1, 0.7, 0.2, 0.9, '', '', 'a.png').scale(0.7, 0.2, 0.9, 'ln power'))
plot 'a.png' @spectral
print GPVAL_CB_MIN, GPVAL_CB_MAX
eval(frequencies(0.1, 0.7, 0.2, 0.9, '', '')); across = 3; down = 4
plot values('half.npy') @half, '' @mirrored
print GPVAL_CB_MIN, GPVAL_CB_MAX
END
    numpy "np.save('half.npy', np.array([[0, 2, 3], [0, 0, 8], [5, 0, 0], [0, 0, 0]], 'f4'))"
    draw svg spectrum.gp name="'spectrum'"
    [ "$(paste -sd, said)" = '2.0 14.0,2.0 8.0' ]
    grep -q '>ln power<' spectrum.svg
}

@test "no drawing addresses columns by number" {
    not grep -nE "using [^'\"]*[0-9]+:|[\$][0-9]|column\([^)]*[1-9]" "$experiments"/*.gp "$experiments"/*/*.gp
}

@test "the networks of Figure S9 are counted layer by layer, and drawn" {
    awk -f "$experiments/p2/figS9-count.awk" "$experiments/p2/layers.tsv" >p2-figS9.tsv
    [ "$(awk -F'\t' '$3 == "total" {print $1, $9}' p2-figS9.tsv | paste -sd,)" = \
        'generator 18522731,discriminator 94346017' ]
    [ "$(awk -F'\t' '$3 ~ /^(pool5|joined4|block6b)$/ {print $6 "x" $7 "x" $8}' p2-figS9.tsv | paste -sd,)" = \
        32x32x384,64x64x1152,8x8x3072 ]
    draw svg "$experiments/p2/figS9.gp" name="'p2-figS9'"
    [ ! -s said ]
    grep -q '18 522 731 weights' p2-figS9.svg
    grep -q '>1152<' p2-figS9.svg
}

@test "a list of layers that do not fit together is refused" {
    layers() { awk -f "$experiments/p2/figS9-count.awk" "$@"; }
    sed '1s/stride/step/' "$experiments/p2/layers.tsv" >a
    fails 1 'a line 1: no column stride' layers a
    sed '/joined4/s/sum4/sum3/' "$experiments/p2/layers.tsv" >b
    fails 1 'layer joined4 has 64x64, but sum3 has 128x128' layers b
    sed '/joined4/s/sum4/sum9/' "$experiments/p2/layers.tsv" >c
    fails 1 'layer joined4 is with sum9, which is not above it' layers c
    sed '/pool2/s/pool\t2/fold\t2/' "$experiments/p2/layers.tsv" >d
    fails 1 'layer pool2 is a fold, expected input' layers d
    sed '/down2b/s/\t96\t/\t40\t/' "$experiments/p2/layers.tsv" >e
    fails 1 'layer sum2 has 40 channels, fewer than pool2' layers e
}
