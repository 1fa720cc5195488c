load helpers

setup_file() { cd "$BATS_FILE_TMPDIR" && fixtures; }
setup() { cp "$BATS_FILE_TMPDIR"/*.npy .; }

# One frame that can be used, then one each that cannot, then the first again.
mixed() {
    cat frame.npy
    take 0 --region 16x64+0+0 <frame.npy
    meta pixel_um=1 <frame.npy
    numpy "
a = np.full((64, 64), 100.0)
for bad in (np.where(np.eye(64), np.nan, a), np.where(np.eye(64), np.inf, a), 1e300 * a, a.astype('c8'),
            np.zeros((1, 2, 64, 64)), np.zeros(9)):
    np.save('bad', bad)
    sys.stdout.buffer.write(open('bad.npy', 'rb').read())"
    take 0 --region 64x64+0+0 <frame.npy | fftcrop --patch 32 --crop 8x8
    cat frame.npy
}

@test "--keep-going: a frame that cannot be used has a row and a warning, and the others are predicted as always" {
    numpy "pass"
    mixed >mixed.npy
    predict --keep-going --with z_um model.npy <mixed.npy >said 2>warned
    [ "$(sed -n 3,11p said | cut -f2-6 | sort -u)" = $'nan\tnan\tnan\tnan\tunfit' ]
    predict --with z_um model.npy <frame.npy | sed 1d | cut -f2- >alone
    [ "$(sed -n 2p said | cut -f2-)" = "$(cat alone)" ]
    [ "$(sed -n '$p' said | cut -f2-)" = "$(cat alone)" ]
    cut -f1 said | sed 1d | diff - <(seq 11)
    for what in "2 is 16x64 f4.*patches of 32" \
        "3 has pixel_um=1, but model.npy has 0.325" \
        "4 .*not finite" "5 .*not finite" "6: .*1e.302, which f4 cannot hold" "7 is a complex array" \
        "8 is 1x2x64x64 f8" "9 is 9 f8, expected images" "10 has crop=8x8, but"; do
        grep -q "^predict: stdin: array $what" warned || { echo "$what" && cat warned && false; }
    done
    [ "$(wc -l <warned)" -eq 9 ]
}

@test "without it the first such frame ends the program, and a stream that breaks off ends it in any case" {
    { cat frame.npy && take 0 --region 16x64+0+0 <frame.npy; } | fails 1 "array 2 is 16x64" predict model.npy
    [ "$(wc -l <stdout)" -eq 2 ]
    { cat frame.npy && head -c 500 frame.npy; } | fails 1 "array 2 ends after" predict --keep-going model.npy
    [ "$(wc -l <stdout)" -eq 2 ]
}

@test "--no-header leaves out the first line, and nothing else" {
    predict --with stack model.npy <stack.npy | sed 1d | diff - <(predict --no-header --with stack model.npy <stack.npy)
}

@test "the header is there before the first frame" {
    mkfifo in out
    predict model.npy <in >out &
    exec 7>in 8<out
    read -r -t 10 line <&8
    [ "${line%%$'\t'*}" = frame ]
    exec 7>&- 8<&-
    not wait $!
}
