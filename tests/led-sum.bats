load helpers

setup_file() {
    cd "$BATS_FILE_TMPDIR"
    specimen cells --size 64x64 --density 8000 --seed 3 >cell
    for y in 0.1 0.2 0.4; do illuminate --led 0,$y --z -4:4:2 <cell >$y.npy; done
}
setup() { cp "$BATS_FILE_TMPDIR"/* .; }

@test "the mean of single-LED images is the image under all LEDs" {
    led-sum --mean 0.1.npy 0.2.npy 0.4.npy >sum.npy
    illuminate --led 0,0.1 --led 0,0.2 --led 0,0.4 --z -4:4:2 <cell >whole.npy
    differ --no-meta --abs 1e-5 whole.npy sum.npy
    [ "$(meta --list leds,led_na_y,z_um <sum.npy | tail -1 | cut -f3-)" = "$(printf '3\t-\t4')" ]
}

@test "the sum is the mean times the number of LEDs, and counts do not overflow" {
    led-sum 0.1.npy 0.2.npy >sum.npy
    led-sum --mean 0.1.npy - <0.2.npy | cast f4 --scale 2 | differ --rel 1e-6 sum.npy -
    numpy "np.save('full.npy', np.full((4, 4), 65535, 'u2'))"
    led-sum full.npy full.npy >both.npy
    numpy "assert (np.load('both.npy') == 131070).all()"
}

@test "sums are added as the LEDs that they are of" {
    led-sum 0.1.npy 0.2.npy >two.npy
    led-sum two.npy 0.4.npy | meta --list leds | says '3$'
    led-sum 0.4.npy two.npy | meta --list leds | says '3$'
}

@test "stacks that do not match are refused" {
    take 0:4 <0.2.npy >short.npy
    fails 1 'short.npy ends after 4 frames' led-sum 0.1.npy short.npy
    fails 1 'short.npy ends after 4 frames, 0.1.npy has more' led-sum short.npy 0.1.npy
    take 1: <0.2.npy >moved.npy
    fails 1 'z_um=-2, expected -4' led-sum 0.1.npy moved.npy
    take --region 32x32+0+0 <0.2.npy >small.npy
    fails 1 'expected 64x64' led-sum 0.1.npy small.npy
    meta pixel_um=0.6 <0.2.npy >other.npy
    fails 1 'pixel_um' led-sum 0.1.npy other.npy
    fails 2 'is missing' led-sum
    fails 2 'more than one FILE is stdin' led-sum - 0.1.npy - <0.2.npy
}
