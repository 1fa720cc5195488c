/* Pixels that no light has made are found, and noise and points of light are not taken for them. */
#include <stdlib.h>
#include <string.h>

#include "near.h"

#include "measure/outlier.h"
#include "psfs/theory.h"
#include "stats/rng.h"

enum { SIDE = 256 };

static float frame[SIDE * SIDE], before[SIDE * SIDE];

static void noise(uint64_t seed, double electrons)
{
    struct rng *rng = rng_new(seed, 0);
    assert_non_null(rng);
    for (size_t i = 0; i < SIDE * SIDE; i++)
        frame[i] = (float)(electrons > 0 ? rng_poisson(rng, electrons) : 100 + 5 * rng_gauss(rng));
    rng_free(rng);
}

static struct outlier_count found(double psf_sd_px)
{
    struct outlier_count count;
    memcpy(before, frame, sizeof frame);
    assert_true(outlier_replace(SIDE, SIDE, psf_sd_px, frame, &count));
    return count;
}

static void noise_has_none(void **state)
{
    (void)state;
    static const double electrons[] = {0, 0.01, 0.1, 0.5, 1, 2, 5, 30};
    for (size_t i = 0; i < sizeof electrons / sizeof *electrons; i++)
        for (uint64_t seed = 1; seed <= 4; seed++) {
            noise(seed, electrons[i]);
            struct outlier_count count = found(NAN);
            assert_true(count.replaced == 0 && count.doubtful == 0);
            assert_memory_equal(frame, before, sizeof frame);
        }
}

/* Most pixels are at the highest value, and a few below it: they would be seen nowhere else. */
static void saturated_frames_have_none(void **state)
{
    (void)state;
    for (int most = 1900; most <= 2000; most += 50) {
        noise(9, 2000);
        for (size_t i = 0; i < SIDE * SIDE; i++)
            frame[i] = frame[i] < (float)most ? frame[i] : (float)most;
        struct outlier_count count = found(1.5);
        assert_true(count.replaced == 0 && count.doubtful == 0);
    }
}

/* Adds `height` to the pixels of a rectangle. */
static void add(size_t y, size_t x, size_t h, size_t w, float height)
{
    for (size_t i = y; i < y + h; i++)
        for (size_t j = x; j < x + w; j++)
            frame[i * SIDE + j] += height;
}

static void whatever_is_alone_is_replaced_by_its_surroundings(void **state)
{
    (void)state;
    static const size_t size[][2] = {{1, 1}, {1, 2}, {2, 2}, {2, 3}, {3, 2}, {1, SIDE - 20}};
    for (size_t i = 0; i < sizeof size / sizeof *size; i++)
        for (int border = 0; border < 2; border++)
            for (int dark = 0; dark < 2; dark++) {
                noise(7, 2000);
                add(border ? 0 : 100, 10, size[i][0], size[i][1], dark ? -1990 : 60000);
                struct outlier_count count = found(0.7);
                if (border && dark)
                    continue; /* four times as much as is there */
                assert_int_equal(count.replaced, size[i][0] * size[i][1]);
                for (size_t k = 0; k < SIDE * SIDE; k++)
                    assert_near(frame[k], 2000, 6 * sqrt(2000));
            }
}

static void corners_are_looked_at(void **state)
{
    (void)state;
    static const size_t corner[][2] = {{0, 0}, {0, SIDE - 1}, {SIDE - 1, 0}, {SIDE - 1, SIDE - 1}};
    for (size_t i = 0; i < 4; i++) {
        noise(1, 100);
        add(corner[i][0], corner[i][1], 1, 1, 60000);
        assert_int_equal(found(NAN).replaced, 1);
    }
}

/* A bead in focus, at each eighth of a pixel, beside the border too, brighter than any camera resolves. */
static void points_of_light_are_none(void **state)
{
    (void)state;
    enum { FINE = 8, BIG = 22 * FINE + 1 };
    static const double pixel_um[] = {0.1, 0.195, 0.25, 0.325};
    float *point = calloc(BIG, BIG * sizeof *point);
    assert_non_null(point);
    for (size_t i = 0; i < 4; i++) {
        struct psf_optics optics = {.na = 0.75,
                                    .lambda_um = 0.584,
                                    .pixel_um = pixel_um[i] / FINE,
                                    .immersion_index = 1,
                                    .sample_index = 1.46,
                                    .coverslip_index = 1.525};
        struct psf_theory *theory = psf_theory_new(&optics, BIG, BIG, 1);
        assert_non_null(theory);
        psf_theory_plane(theory, 0, point);
        psf_theory_free(theory);
        for (size_t at = 0; at < FINE * FINE; at++) {
            noise(at, 30);
            for (size_t y = 0; y < 21 * FINE; y++)
                for (size_t x = 0; x < 21 * FINE; x++) {
                    float light = 20000 * point[(y + at / FINE) * BIG + x + at % FINE];
                    frame[(100 + y / FINE) * SIDE + 100 + x / FINE] += light;
                    if (y / FINE >= 8 + at % 4) /* the first rows are outside */
                        frame[(y / FINE - 8 - at % 4) * SIDE + 30 + x / FINE] += light;
                }
            struct outlier_count count = found(0.21 * optics.lambda_um / optics.na / pixel_um[i]);
            assert_true(count.replaced == 0 && count.doubtful == 0);
        }
    }
    free(point);
}

static void what_may_be_a_point_is_doubtful_where_nothing_is_known(void **state)
{
    (void)state;
    noise(1, 1000);
    add(100, 100, 2, 3, 1500);
    struct outlier_count count = found(NAN);
    assert_true(count.doubtful > 0);
    noise(1, 1000);
    add(100, 100, 2, 3, 1500);
    count = found(1);
    assert_true(count.replaced == 6 && count.doubtful == 0);
}

static void absurd_frames_are_left_alone(void **state)
{
    (void)state;
    struct outlier_count count;
    float small[6 * 6] = {[14] = 1000}, none[9 * 9];
    assert_true(outlier_replace(6, 6, NAN, small, &count) && count.replaced == 0 && small[14] > 999);
    for (size_t i = 0; i < 81; i++)
        none[i] = NAN;
    assert_true(outlier_replace(9, 9, NAN, none, &count) && count.replaced == 0);
    noise(1, 100);
    frame[5000] = INFINITY;
    assert_true(found(NAN).replaced == 0 && isinf(frame[5000]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(noise_has_none),
        cmocka_unit_test(saturated_frames_have_none),
        cmocka_unit_test(whatever_is_alone_is_replaced_by_its_surroundings),
        cmocka_unit_test(corners_are_looked_at),
        cmocka_unit_test(points_of_light_are_none),
        cmocka_unit_test(what_may_be_a_point_is_doubtful_where_nothing_is_known),
        cmocka_unit_test(absurd_frames_are_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
