# From real files to an evaluated network: 2 um particles on a slide, three series of planes for training and a separate
# acquisition of the same slide for evaluation. The light is incoherent and there is only one field, so the network
# learns this field: the test checks that everything runs and prints the errors; it does not require small ones.
load helpers

@test "a network trained on the idpt calibration is evaluated on the idpt test" {
    real idpt/calibration
    local calibration=$real
    real idpt/test
    local series file z
    for series in 1 2 3; do
        for file in "$calibration"/calib_*.tif; do
            z=$(basename "$file" | sed 's/[^0-9]//g' | awk '{print $1 - 49.9}')
            tiff-read --z "$z" --pixel 1.6 --pages $series:$series --meta stack=series$series --meta na=0.45 "$file"
        done >$series.npy
    done
    # the focus that the curve gives is that of the stage's scale, z = 0
    cat 1.npy 2.npy 3.npy | sharpness >focus.tsv
    awk -F'\t' 'NR > 1 {n += $6 == "ok" && $3 < 3 && $3 > -3} END {exit n != 3}' focus.tsv || { cat focus.tsv; false; }
    for series in 1 2 3; do
        label --focus focus.tsv <$series.npy | fftcrop --patch 256 --crop 64x32 --type f2 >features$series.npy
    done
    fcfnn-train --rate 2e-4 --max-steps 1500 --patience 1500 --validate features3.npy features1.npy features2.npy \
        >model.npy
    for file in "$real"/test_*.tif; do
        z=$(basename "$file" | sed 's/[^0-9]//g' | awk '{print 5 * int($1 / 3) + 5 - 68.1}')
        tiff-read --z "$z" --pixel 1.6 --meta na=0.45 "$file"
    done | label --focus-um 0 | predict --with stack,z_um,target_um model.npy >predicted.tsv
    [ "$(wc -l <predicted.tsv)" -eq 22 ]
    predict --with stack,target_um model.npy <features3.npy | evaluate >validation.tsv
    evaluate predicted.tsv >test.tsv
    awk -F'\t' 'NR == 2 {exit !($4 > 0 && $4 < $8)}' validation.tsv
    awk -F'\t' 'NR == 2 {exit !($1 == 21 && $4 > 0 && $10 == "ok")}' test.tsv
    echo "# idpt validation: $(sed -n 2p validation.tsv | awk -F'\t' '{print $4 " um, constant " $8 " um"}')" >&3
    echo "# idpt test: $(sed -n 2p test.tsv | awk -F'\t' '{print $4 " um [" $5 ", " $6 "], constant " $8 " um"}')" >&3
    echo "# idpt test status: $(cut -f6 predicted.tsv | sed 1d | sort | uniq -c | paste -sd, | tr -s ' ')" >&3
}
