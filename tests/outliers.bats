load helpers

# spoiled NAME PLANES PIXEL...: cells.npy with 60000 in these pixels, y,x, of these planes, first:end, as NAME.npy.
spoiled() {
    numpy "
planes = np.load('cells.npy')
first, end = map(int, sys.argv[2].split(':'))
for pixel in sys.argv[3:]:
    y, x = map(int, pixel.split(','))
    planes[first:end, y, x] = 60000
np.save(sys.argv[1] + '.planes', planes)" "$@"
    meta stack=s z_um=-6 dz_um=2 pixel_um=0.325 na=0.5 lambda_um=0.53 <"$1.planes.npy" >"$1.npy"
}

setup() {
    specimen cells --size 160x160 --density 8000 --seed 3 --focus 0 | illuminate --half-annulus --z -6:6:2 |
        drift --step 3 --seed 2 | camera --sensor 128x128 --photons 5000 | stack >cells.npy
}

@test "the focus does not follow a hot pixel or a cosmic ray, in any measure" {
    spoiled clean 0:0
    spoiled one 6:7 40,50
    spoiled six 6:7 40,50 40,51 40,52 41,50 41,51 41,52
    spoiled border 6:7 0,50 1,50 127,3
    for measure in power tenengrad edges sd normalized-variance vollath4 vollath5 bandpass redondo brenner; do
        for stack in clean one six border; do sharpness --measure $measure <$stack.npy | sed 1d; done >found.tsv
        [ "$(cut -f7 found.tsv | paste -sd,)" = 0,1,6,3 ]
        awk -F'\t' 'NR == 1 { focus = $3; status = $6 } { d = $3 - focus; if (d * d > 0.01 || $6 != status) exit 1 }' \
            found.tsv
    done
}

@test "hot pixels do not hold a drifting specimen, and are counted in its frames" {
    spoiled clean 0:0
    spoiled hot 0:7 20,30 64,64 90,17 101,99 50,110
    for stack in clean hot; do
        stack-align --model translation --save $stack.tsv <$stack.npy >$stack.aligned
    done
    [ "$(sed 1d hot.tsv | cut -f7 | sort -u)" = ok ]
    differ --abs 0.05 <(cut -f2-5 clean.tsv) <(cut -f2-5 hot.tsv)
    [ "$(meta --list outliers <hot.aligned | sed 1d | cut -f3 | sort -u)" = 5 ]
    [ "$(meta --list outliers <clean.aligned | sed 1d | cut -f3 | sort -u)" = - ]
}

@test "more than one outlier in a thousand pixels makes every result doubtful" {
    numpy "for i, x in enumerate(np.random.default_rng(1).integers(4, 124, 30)):
    print('%d,%d' % (5 + 4 * i, x))" >pixels
    spoiled many 0:7 $(cat pixels)
    sharpness <many.npy | cut -f6 | says low-confidence
    stack-align --save many.tsv <many.npy 2>err >aligned
    cut -f7 many.tsv | says low-confidence
    grep -q 'the motion of 7 of 7 planes is doubtful' err
    stack-align --apply many.tsv <many.npy | meta --list align | says low-confidence
    # The count passes through the features; the frame and its features get the same status.
    for seed in 1 2 3; do
        specimen cells --size 128x128 --density 8000 --seed $seed --stack s$seed --focus 0 | illuminate --z -6:6:2 |
            camera | label --focus-um 0 | fftcrop --patch 64 --crop 32x16
    done | fcfnn-train --layers 1 --width 4 --check-every 10 --max-steps 20 >model.npy
    take 3 <many.npy | meta illumination=led led_na_x=0 led_na_y=0.4 >frame
    predict --with outliers model.npy <frame | sed 1d | cut -f6,7 >from-frame
    fftcrop --patch 64 --crop 32x16 <frame | predict --with outliers model.npy | sed 1d | cut -f6,7 >from-features
    says '^low-confidence\t30$' <from-frame
    cmp from-frame from-features
}

@test "the cases of a shared folder" {
    cases=$REAL_DATA/../cases
    [ -e "$cases/cosmic-ray" ] || skip "no cases here"
    for name in clean one_pixel six_pixels; do
        tiff-read "$cases/cosmic-ray/$name.tif" | sharpness
        tiff-read "$cases/cosmic-ray/$name.tif" | sharpness --peak centre
    done | awk -F'\t' '$1 != "stack" { d = $3 - 9.06; if (d * d > 0.25 && $6 == "ok") exit 1 }'
    tiff-read "$cases/drift-with-hot-pixels/five_hot.tif" | stack-align --model translation --save d.tsv >aligned
    paste <(sed 1d d.tsv) <(printf '%s\n' -9.69 -6.27 -3.05 0 3.01 6.05 9.19) |
        awk -F'\t' '{ d = $3 - $10; if (d * d > 0.01 || $7 != "ok") exit 1 }'
}
