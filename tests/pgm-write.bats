load helpers

setup() {
    numpy "rng = np.random.default_rng(1)
np.save('a.npy', rng.integers(0, 65536, (3, 5, 7)).astype('u2'))
np.save('b.npy', rng.integers(0, 256, (2, 4)).astype('u1'))
np.save('f.npy', np.ones((2, 2), 'f4'))"
}

@test "what it writes is read again, value by value" {
    cat a.npy b.npy | pgm-write >frames.pgm
    cat a.npy b.npy | take : | cmp - <(take : <frames.pgm)
    cat a.npy a.npy | pgm-write --bare >frames.raw
    [ "$(stat -c %s frames.raw)" = $((6 * 5 * 7 * 2)) ]
    cat a.npy a.npy | take : | cmp - <(take --raw 7x5:u2 : <frames.raw)
    pgm-write --bare <f.npy | cmp - <(tail -c 16 f.npy)
}

@test "ffmpeg takes the frames for a film" {
    command -v ffmpeg >/dev/null || skip "no ffmpeg here"
    pgm-write <a.npy | ffmpeg -v error -f image2pipe -c:v pgm -i - -f rawvideo -pix_fmt gray16le film.raw
    cmp film.raw <(pgm-write --bare <a.npy)
}

@test "what PGM or headerless frames cannot hold is refused" {
    fails 1 "is 2x2 f4, but PGM knows u1 and u2 only.*cast u2" pgm-write <f.npy
    cat a.npy b.npy >ab.npy
    fails 1 "array 2 is 2x4 u1, the first frame is 5x7 u2" pgm-write --bare <ab.npy
    to_full() { pgm-write <a.npy >/dev/full; }
    fails 1 "stdout: No space" to_full
}
