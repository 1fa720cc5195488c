/* Images of thin objects against closed forms: plane waves, gratings, shadows, a direct sum over all frequencies. */
#include <complex.h>
#include <string.h>

#include "near.h"

#include "optics/imaging.h"
#include "stats/rng.h"

enum { SIDE = 64, MOST = 2 * SIDE, SLICES = 4 };

static const struct microscope sharp = {SIDE, SIDE, 0.325, 0.5, 0.53, 0, 0};
static float complex object[MOST * MOST], slab[SLICES * MOST * MOST];
static float image[SIDE * SIDE], other[SIDE * SIDE];

static double field_um(void)
{
    return (double)SIDE * sharp.pixel_um;
}

static struct led on_grid(int y, int x)
{
    double step = sharp.lambda_um / field_um();
    return (struct led){x * step, y * step};
}

static void take_object(const struct microscope *m, const struct object *thing, size_t n, const struct led *led,
                        double z_um, bool weak, float *to)
{
    struct imaging *imaging = imaging_new(m, thing);
    assert_non_null(imaging);
    for (size_t i = 0; i < n; i++)
        assert_true(imaging_holds(m, led[i], false));
    assert_true(imaging_light(imaging, n, led));
    imaging_run(imaging, z_um, weak, to);
    imaging_free(imaging);
}

static void take(const struct microscope *m, size_t n, const struct led *led, double z_um, bool weak, float *to)
{
    take_object(m, &(struct object){object, 1, 0, 1}, n, led, z_um, weak, to);
}

/* exp(scale (i phase - loss)) with the rows all alike: phase and loss cosines of `periods` periods. */
static void set_grating(int periods, double phase, double loss)
{
    for (int y = 0; y < MOST; y++)
        for (int x = 0; x < MOST; x++) {
            double wave = cos(2 * M_PI * periods * (x + 0.5) / MOST);
            object[y * MOST + x] = (float complex)cexp(I * phase * wave - loss * wave);
        }
}

static void set_amplitude_grating(int periods, double depth)
{
    for (int y = 0; y < MOST; y++)
        for (int x = 0; x < MOST; x++)
            object[y * MOST + x] = (float)(1 + depth * cos(2 * M_PI * periods * (x + 0.5) / MOST));
}

/* The phase 0.7 that all share must not matter. */
static void set_noise(size_t n, double phase, double loss)
{
    struct rng *rng = rng_new(5, 0);
    for (size_t i = 0; i < n; i++) {
        double turn = 0.7 + phase * rng_gauss(rng), lost = loss * rng_uniform(rng);
        object[i] = (float complex)cexp(I * turn - lost);
    }
    rng_free(rng);
}

/* The amplitude of cos(2 pi q (x + 1/2) / SIDE) in the first row, complex if it is shifted. */
static double complex harmonic(const float *of, int q)
{
    double complex sum = 0;
    for (int x = 0; x < SIDE; x++)
        sum += (double)of[x] * cexp(-2 * M_PI * I * q * (x + 0.5) / SIDE);
    return (q ? 2 : 1) * sum / SIDE;
}

static double pixel_mtf(int q)
{
    return sin(M_PI * q / SIDE) / (M_PI * q / SIDE);
}

static double rms(const float *a, const float *b, double about)
{
    double sum = 0;
    for (int i = 0; i < SIDE * SIDE; i++) {
        double d = (double)a[i] - (b ? (double)b[i] : about);
        sum += d * d;
    }
    return sqrt(sum / SIDE / SIDE);
}

static void test_plane_wave_stays_plane(void **state)
{
    (void)state;
    set_grating(1, 0, 0);
    struct microscope soft = sharp;
    soft.pupil_edge = 0.1;
    static const struct led leds[] = {{0, 0}, {0.3, -0.2}, {0, 0.48}, {0.55, 0}, {-0.5, 0.6}};
    static const double z_um[] = {0, 7.3, -30};
    for (size_t i = 0; i < 5; i++)
        for (size_t j = 0; j < 3; j++)
            for (int weak = 0; weak < 2; weak++) {
                struct led used = microscope_led_on_grid(&soft, leds[i]);
                take(&sharp, 1, &leds[i], z_um[j], weak, image);
                assert_true(rms(image, NULL, i < 3 ? 1 : 0) < 1e-5);
                double amplitude = microscope_pupil_amplitude(&soft, used.na_x, used.na_y);
                take(&soft, 1, &leds[i], z_um[j], weak, image);
                assert_true(rms(image, NULL, amplitude * amplitude) < 1e-5);
            }
    assert_near(microscope_pupil_amplitude(&soft, 0.3, 0.4), 0.5, 1e-12);
}

/* Parseval: the mean intensity is the light inside the pupil, whatever the defocus. Without a pupil's loss, on a grid
 * whose frequencies are all inside, it is the mean of |t|^2. */
static void test_energy(void **state)
{
    (void)state;
    set_amplitude_grating(4, 0.5);
    for (double z_um = -20; z_um <= 20; z_um += 8) {
        take(&sharp, 1, &(struct led){0, 0}, z_um, false, image);
        assert_near(creal(harmonic(image, 0)), 1 + 0.5 * 0.5 / 2, 1e-5);
        /* The LED at 18 of the pupil's 19.6 steps: 18 + 4 is outside, which leaves the orders 0 and -1. */
        struct led tilted = on_grid(0, 18);
        take(&sharp, 1, &tilted, z_um, false, image);
        assert_near(creal(harmonic(image, 0)), 1 + 0.5 * 0.5 / 4, 1e-5);
    }
}

/* An amplitude grating of period d images itself at lambda / (1 - sqrt(1 - (lambda/d)^2)), exactly; half way there
 * the image is shifted by half a period. */
static void test_talbot(void **state)
{
    (void)state;
    int periods = 8;
    double ratio = sharp.lambda_um * periods / field_um(), talbot_um = sharp.lambda_um / (1 - sqrt(1 - ratio * ratio));
    set_amplitude_grating(periods, 0.6);
    take(&sharp, 1, &(struct led){0, 0}, 0, false, image);
    assert_true(rms(image, NULL, 1) > 0.3);
    take(&sharp, 1, &(struct led){0, 0}, talbot_um, false, other);
    assert_true(rms(image, other, 0) < 1e-4);
    take(&sharp, 1, &(struct led){0, 0}, -talbot_um / 2, false, other);
    for (int x = 0; x < SIDE; x++)
        assert_near(image[x], other[(x + SIDE / periods / 2) % SIDE], 1e-3);
}

/* Under a tilted LED the shadow moves by z tan(theta), to where the light goes. */
static void test_shadow_moves(void **state)
{
    (void)state;
    for (int y = 0; y < MOST; y++)
        for (int x = 0; x < MOST; x++) {
            double r2 = pow(x + 0.5 - SIDE, 2) + pow(y + 0.5 - SIDE, 2);
            object[y * MOST + x] = (float)(1 - 0.2 * exp(-r2 / 2 / 8 / 8));
        }
    struct led led = on_grid(0, 12);
    double tangent = led.na_x / sqrt(1 - led.na_x * led.na_x);
    for (double z_um = -12; z_um <= 12; z_um += 4) {
        take(&sharp, 1, &led, z_um, false, image);
        double complex sum = 0;
        for (int y = 0; y < SIDE; y++)
            sum += harmonic(image + y * SIDE, 1);
        /* The shadow is at the middle, where the harmonic of the missing light is positive real times exp(-i pi). */
        double shift_um = -carg(sum) / (2 * M_PI) * field_um();
        assert_near(remainder(shift_um - z_um * tangent, field_um()), 0, 0.03);
    }
}

/* I = 1 + 2 phase sin(2 pi z (1/lambda - kz)) cos(2 pi x / d) for a weak phase grating on axis, and
 * 1 - 2 loss cos(2 pi z (1/lambda - kz)) cos(2 pi x / d) for a weak loss. */
static void test_transfer_function(void **state)
{
    (void)state;
    double size = 0.003;
    for (int periods = 3; periods <= 15; periods += 4)
        for (double z_um = -15; z_um <= 15; z_um += 5)
            for (int weak = 0; weak < 2; weak++) {
                double k = periods / field_um(), kz = sqrt(1 / sharp.lambda_um / sharp.lambda_um - k * k);
                double angle = 2 * M_PI * z_um * (1 / sharp.lambda_um - kz);
                set_grating(periods, size, 0);
                take(&sharp, 1, &(struct led){0, 0}, z_um, weak, image);
                double expected = 2 * size * sin(angle) * pixel_mtf(periods);
                assert_true(cabs(harmonic(image, periods) - expected) < 0.003 * size);
                set_grating(periods, 0, size);
                take(&sharp, 1, &(struct led){0, 0}, z_um, weak, image);
                expected = -2 * size * cos(angle) * pixel_mtf(periods);
                assert_true(cabs(harmonic(image, periods) - expected) < 0.003 * size);
            }
}

/* The whole chain against a direct double sum over pairs of frequencies, on a grid of odd proportions where the
 * image's frequencies fold at the camera: 2 x 5 steps against 18/2, and 2 x 4 against 16/2, just at the edge. */
static void test_direct_sum(void **state)
{
    (void)state;
    enum { H = 16, W = 18, GH = 2 * H, GW = 2 * W, RY = 4, RX = 5 };
    struct microscope m = {H, W, 0.325, 0.44, 0.53, 0.02, 0.05};
    assert_int_equal(microscope_pupil_radius(&m, H), RY);
    assert_int_equal(microscope_pupil_radius(&m, W), RX);
    int ly = 3, lx = -3;
    double z_um = 6.7, height_um = H * m.pixel_um, width_um = W * m.pixel_um;
    struct led led = {lx * m.lambda_um / width_um, ly * m.lambda_um / height_um};
    set_noise(GH * GW, 1.2, 0.5);

    double complex u[2 * RY + 1][2 * RX + 1];
    for (int ky = -RY; ky <= RY; ky++)
        for (int kx = -RX; kx <= RX; kx++) {
            double complex t = 0;
            for (int y = 0; y < GH; y++)
                for (int x = 0; x < GW; x++)
                    t += object[y * GW + x] *
                         cexp(-2 * M_PI * I * ((ky - ly) * (y + 0.5) / GH + (kx - lx) * (x + 0.5) / GW));
            double fy = ky / height_um, fx = kx / width_um, k2 = fy * fy + fx * fx;
            double pupil = microscope_pupil_amplitude(&m, fx * m.lambda_um, fy * m.lambda_um);
            u[ky + RY][kx + RX] =
                t / GH / GW * pupil * cexp(2 * M_PI * I * z_um * sqrt(1 / m.lambda_um / m.lambda_um - k2));
        }
    static double direct[H][W];
    memset(direct, 0, sizeof direct);
    for (int a = 0; a < (2 * RY + 1) * (2 * RX + 1); a++)
        for (int b = 0; b < (2 * RY + 1) * (2 * RX + 1); b++) {
            int qy = a / (2 * RX + 1) - b / (2 * RX + 1), qx = a % (2 * RX + 1) - b % (2 * RX + 1);
            double complex pair = u[a / (2 * RX + 1)][a % (2 * RX + 1)] * conj(u[b / (2 * RX + 1)][b % (2 * RX + 1)]);
            double blur_um[] = {m.pixel_um, z_um * m.led_size};
            for (int i = 0; i < 2; i++) {
                double ay = M_PI * qy * blur_um[i] / height_um, ax = M_PI * qx * blur_um[i] / width_um;
                pair *= (ay != 0 ? sin(ay) / ay : 1) * (ax != 0 ? sin(ax) / ax : 1);
            }
            for (int y = 0; y < H; y++)
                for (int x = 0; x < W; x++)
                    direct[y][x] += creal(pair * cexp(2 * M_PI * I * (qy * (y + 0.5) / H + qx * (x + 0.5) / W)));
        }
    take(&m, 1, &led, z_um, false, image);
    for (int i = 0; i < H * W; i++)
        assert_near(image[i], direct[i / W][i % W], 1e-5);
}

/* LEDs add incoherently. */
static void test_mean_over_leds(void **state)
{
    (void)state;
    set_noise(MOST * MOST, 1, 0.2);
    struct led both[] = {on_grid(5, 3), on_grid(-16, 2)};
    static float first[SIDE * SIDE];
    for (int weak = 0; weak < 2; weak++) {
        take(&sharp, 1, &both[0], 4, weak, first);
        take(&sharp, 1, &both[1], 4, weak, other);
        take(&sharp, 2, both, 4, weak, image);
        for (int i = 0; i < SIDE * SIDE; i++)
            assert_near(image[i], (first[i] + other[i]) / 2, 1e-5);
    }
}

/* The weak-object model errs in proportion to the object's strength. */
static void test_weak_against_exact(void **state)
{
    (void)state;
    static const double z_um[] = {0, -3, 11};
    double error[2];
    for (size_t j = 0; j < 3; j++) {
        for (int i = 0; i < 2; i++) {
            set_noise(MOST * MOST, i ? 0.02 : 0.04, i ? 0.01 : 0.02);
            take(&sharp, microscope_half_annulus_count, microscope_half_annulus, z_um[j], false, image);
            take(&sharp, microscope_half_annulus_count, microscope_half_annulus, z_um[j], true, other);
            error[i] = rms(image, other, 0) / rms(image, NULL, creal(harmonic(image, 0)));
        }
        assert_true(error[1] < 0.03);
        assert_true(error[0] / error[1] > 1.8 && error[0] / error[1] < 2.2);
    }
}

/* A thin object in one slice of an otherwise clear slab is the thin object, out of focus by its distance from the
 * middle; in water it seems nearer, by the index for small angles. */
static void test_one_slice_is_a_thin_object(void **state)
{
    (void)state;
    static const struct led leds[] = {{0, 0}, {0.1, -0.35}, {0, 0.55}};
    set_noise(MOST * MOST, 0.5, 0.2);
    for (size_t i = 0; i < 3; i++)
        for (size_t slice = 0; slice < SLICES; slice++) {
            for (size_t k = 0; k < SLICES * MOST * MOST; k++)
                slab[k] = k / (MOST * MOST) == slice ? object[k % (MOST * MOST)] : 1;
            double height_um = 3 * ((double)slice - (SLICES - 1) / 2.0);
            take(&sharp, 1, &leds[i], 7 - height_um, false, image);
            take_object(&sharp, &(struct object){slab, SLICES, 3, 1}, 1, &leds[i], 7, false, other);
            assert_true(rms(image, other, 0) < 1e-5 * rms(image, NULL, 0) + 1e-5);
        }
    struct microscope narrow = sharp;
    narrow.na = 0.15;
    take(&narrow, 1, &leds[0], 7 - 4.5 / 1.335, false, image); /* the last slice of the slab */
    take_object(&narrow, &(struct object){slab, SLICES, 3, 1.335}, 1, &leds[0], 7, false, other);
    assert_true(rms(image, other, 0) < 0.01 * rms(image, NULL, creal(harmonic(image, 0))));
}

/* Slices without distance are one, with the product of their transmissions. */
static void test_slices_without_distance(void **state)
{
    (void)state;
    const struct led led = {0.05, 0.4};
    set_noise(MOST * MOST, 0.2, 0.05);
    for (size_t k = 0; k < SLICES * MOST * MOST; k++)
        slab[k] = object[k % (MOST * MOST)];
    for (size_t i = 0; i < MOST * MOST; i++)
        object[i] = object[i] * object[i] * object[i] * object[i];
    take(&sharp, 1, &led, -6, false, image);
    /* what is evanescent is lost between slices, and the noise has little of it */
    take_object(&sharp, &(struct object){slab, SLICES, 0, 3}, 1, &led, -6, false, other);
    assert_true(rms(image, other, 0) < 0.02 * rms(image, NULL, creal(harmonic(image, 0))));
}

static void test_what_the_grid_holds(void **state)
{
    (void)state;
    struct microscope coarse = sharp;
    coarse.pixel_um = 0.6; /* the object's frequencies end at 1/0.6 um, the intensity's at 2 x 0.5/0.53 um */
    assert_false(imaging_holds(&coarse, (struct led){0, 0}, true));
    assert_true(imaging_holds(&sharp, (struct led){0.92, 0}, false));
    coarse.pixel_um = 0.4;
    assert_true(imaging_holds(&coarse, (struct led){0, 0.4}, false));
    assert_false(imaging_holds(&coarse, (struct led){0, 0.92}, false));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plane_wave_stays_plane),
        cmocka_unit_test(test_energy),
        cmocka_unit_test(test_talbot),
        cmocka_unit_test(test_shadow_moves),
        cmocka_unit_test(test_transfer_function),
        cmocka_unit_test(test_direct_sum),
        cmocka_unit_test(test_mean_over_leds),
        cmocka_unit_test(test_weak_against_exact),
        cmocka_unit_test(test_one_slice_is_a_thin_object),
        cmocka_unit_test(test_slices_without_distance),
        cmocka_unit_test(test_what_the_grid_holds),
    };
    return cmocka_run_group_tests_name("optics", tests, NULL, NULL);
}
