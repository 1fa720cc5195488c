/* Structural similarity and the other distances of frames, against closed forms. */
#include <stdlib.h>

#include "near.h"

#include "measure/similarity.h"
#include "measure/ssim.h"
#include "stats/rng.h"

enum { SIDE = 161, N = SIDE * SIDE };

static float *noise(uint64_t seed, float mean, float sd)
{
    float *frame = calloc(N, sizeof *frame);
    struct rng *rng = rng_new(seed, 0);
    assert_non_null(frame);
    assert_non_null(rng);
    for (size_t i = 0; i < N; i++)
        frame[i] = mean + sd * (float)rng_gauss(rng);
    rng_free(rng);
    return frame;
}

static void test_ssim_of_constants(void **state)
{
    (void)state;
    /* Without variance the structure is 1, and SSIM compares the means. */
    float *x = noise(1, 3, 0), *y = noise(1, 4, 0);
    struct ssim mean;
    assert_true(ssim_mean(SIDE, SIDE, x, y, 10, &mean));
    assert_near(mean.structure, 1, 1e-12);
    assert_near(mean.ssim, (24 + 0.01) / (25 + 0.01), 1e-12);
    double multiscale;
    assert_true(ssim_multiscale(SIDE, SIDE, x, y, 10, &multiscale));
    assert_near(multiscale, pow((24 + 0.01) / (25 + 0.01), 0.1333), 1e-6); /* only the last scale has means */
    free(x);
    free(y);
}

static void test_like_itself_and_unlike_its_negative(void **state)
{
    (void)state;
    float *x = noise(1, 0, 1), *y = noise(1, 0, -1);
    struct ssim mean;
    double multiscale;
    assert_true(ssim_mean(SIDE, SIDE, x, x, 5, &mean));
    assert_near(mean.ssim, 1, 1e-12);
    assert_true(ssim_multiscale(SIDE, SIDE, x, x, 5, &multiscale));
    assert_near(multiscale, 1, 1e-12);
    assert_true(ssim_mean(SIDE, SIDE, x, y, 5, &mean));
    assert_true(mean.structure < -0.9);
    assert_true(ssim_multiscale(SIDE, SIDE, x, y, 5, &multiscale));
    assert_near(multiscale, 0, 0); /* a negative structure counts as 0 */
    free(x);
    free(y);
}

static void test_offset(void **state)
{
    (void)state;
    /* x = y + d everywhere: every distance is a closed form, and scaling takes it away. */
    float *y = noise(1, 100, 2), *x = noise(1, 103, 2);
    struct similarity s;
    assert_true(similarity_measure(SIDE, SIDE, x, y, 30, 0.1, false, &s));
    assert_near(s.rmse, 3, 1e-5);
    assert_near(s.psnr_db, 20, 1e-5);
    double c = 0.1 * 2;
    assert_near(s.berhu, (9 + c * c) / (2 * c), 0.3); /* c is the sample's */
    assert_true(isnan(s.ms_ssim));
    assert_true(similarity_measure(SIDE, SIDE, x, y, NAN, 10, false, &s));
    assert_near(s.berhu, 3, 1e-5);
    assert_true(s.range > 12 && s.range < 20);
    for (int scale = SIMILARITY_STANDARD; scale <= SIMILARITY_FIT; scale++) {
        similarity_scale((enum similarity_scale)scale, N, x, y);
        assert_true(similarity_measure(SIDE, SIDE, x, y, NAN, 0.1, true, &s));
        assert_near(s.rmse, 0, 1e-4);
        assert_near(s.ssim, 1, 1e-6);
        assert_near(s.ms_ssim, 1, 1e-6);
    }
    free(x);
    free(y);
}

static void test_sharpness_of_rows(void **state)
{
    (void)state;
    float *y = noise(1, 0, 1), *x = noise(1, 7, 2.5f), *other = noise(2, 0, 1);
    double slope, sd;
    similarity_row(SIDE, 80, x, y, &slope, &sd);
    assert_near(slope, 2.5, 1e-5);
    assert_near(sd, 0, 1e-5);
    similarity_row(SIDE, 80, other, y, &slope, &sd);
    assert_true(slope > 0.5 && slope < 1 && sd > 0.01 && sd < 0.1); /* both have the same mean gradient */
    for (size_t i = 0; i < N; i++)
        y[i] = 5;
    similarity_row(SIDE, 80, x, y, &slope, &sd);
    assert_true(isnan(slope) && isnan(sd));
    free(x);
    free(y);
    free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ssim_of_constants),
        cmocka_unit_test(test_like_itself_and_unlike_its_negative),
        cmocka_unit_test(test_offset),
        cmocka_unit_test(test_sharpness_of_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
