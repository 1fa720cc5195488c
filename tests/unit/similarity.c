/* Structural similarity and the other distances of frames, against closed forms. */
#include <stdlib.h>

#include "near.h"

#include "measure/berhu.h"
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

enum loss { BERHU, SSIM, STRUCTURE, MULTISCALE };

/* A loss of a frame [h][w] against another; dx += its gradient. */
static double loss(enum loss which, size_t h, size_t w, const float *x, const float *y, float *dx)
{
    static const struct ssim share[] = {[SSIM] = {1, 0}, [STRUCTURE] = {0, 1}};
    struct ssim mean;
    double multiscale;
    if (which == BERHU)
        return berhu_mean(h * w, x, y, 0.5, 1, dx);
    if (which == MULTISCALE) {
        assert_true(ssim_multiscale_gradient(h, w, x, y, 6, 1, &multiscale, dx));
        return multiscale;
    }
    assert_true(ssim_mean(h, w, x, y, 6, &mean) && ssim_gradient(h, w, x, y, 6, &share[which], dx));
    return which == SSIM ? mean.ssim : mean.structure;
}

/* Along the direction of the gradient itself, and at single pixels: a border, an edge and the inside. */
static void test_gradients_are_difference_quotients(void **state)
{
    (void)state;
    static const size_t side[][2] = {
        [BERHU] = {3, 4}, [SSIM] = {11, 17}, [STRUCTURE] = {23, 14}, [MULTISCALE] = {161, 166}};
    for (enum loss which = BERHU; which <= MULTISCALE; which++) {
        size_t h = side[which][0], w = side[which][1], n = h * w;
        float *y = calloc(n, sizeof *y), *x = calloc(n, sizeof *x), *dx = calloc(n, sizeof *dx);
        float *moved = calloc(n, sizeof *moved), *unused = calloc(n, sizeof *unused);
        struct rng *rng = rng_new(3, 0);
        assert_true(y && x && dx && moved && unused && rng);
        for (size_t i = 0; i < n; i++) {
            y[i] = (float)rng_gauss(rng);
            x[i] = 0.8f * y[i] + 0.3f * (float)rng_gauss(rng) + 0.2f;
        }
        rng_free(rng);
        loss(which, h, w, x, y, dx);
        double squares = 0, most = 0;
        for (size_t i = 0; i < n; i++) {
            squares += (double)dx[i] * (double)dx[i];
            most = fmax(most, fabs((double)dx[i]));
        }
        for (int trial = 0; trial < 4; trial++) {
            const double step = trial ? 2e-2 : 2e-3 / most;
            size_t pixel[] = {0, 0, w / 2, (h / 2) * w + w - 1};
            double value[2];
            for (int sign = 0; sign < 2; sign++) {
                for (size_t i = 0; i < n; i++)
                    moved[i] = x[i] + (float)((sign ? step : -step) * (trial ? i == pixel[trial] : (double)dx[i]));
                value[sign] = loss(which, h, w, moved, y, unused);
            }
            double quotient = (value[1] - value[0]) / (2 * step);
            double got = trial ? (double)dx[pixel[trial]] : squares;
            assert_near(quotient, got, 0.01 * (fabs(got) + (trial ? most : 0)));
        }
        free(y), free(x), free(dx), free(moved), free(unused);
    }
}

static void test_gradients_are_added_and_weighted(void **state)
{
    (void)state;
    float x[] = {3, -0.2f, 1, 1}, y[] = {1, 0, 1, 0.95f}, dx[] = {1, 1, 1, 1};
    assert_near(berhu_mean(4, x, y, 1, 8, dx), (2.5 + 0.2 + 0 + 0.05) / 4, 1e-6);
    assert_near(dx[0], 1 + 8 * 2 / 4.0, 1e-6);
    assert_near(dx[1], 1 - 8 / 4.0, 1e-6);
    assert_near(dx[2], 1, 1e-6);
    assert_near(dx[3], 1 + 8 / 4.0, 1e-6);
    /* where MS-SSIM is 0 there is nothing to climb */
    float *a = noise(1, 0, 1), *b = noise(1, 0, -1), *slope = noise(1, 5, 0);
    double multiscale;
    assert_true(ssim_multiscale_gradient(SIDE, SIDE, a, b, 5, 1, &multiscale, slope));
    assert_near(multiscale, 0, 0);
    assert_near(slope[N / 2], 5, 0);
    free(a), free(b), free(slope);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ssim_of_constants),
        cmocka_unit_test(test_like_itself_and_unlike_its_negative),
        cmocka_unit_test(test_offset),
        cmocka_unit_test(test_sharpness_of_rows),
        cmocka_unit_test(test_gradients_are_difference_quotients),
        cmocka_unit_test(test_gradients_are_added_and_weighted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
