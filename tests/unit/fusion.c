/* The sharpest of each place, and what is not sharp though it varies. */
#include <stdlib.h>

#include "near.h"

#include "fusion/fusion.h"
#include "stats/rng.h"

enum { H = 61, W = 50, PLANES = 3, HALF = W / 2 };

static float plane[PLANES][H * W];

/* A texture in the left half of plane 1 and in the right half of plane 2, a tenth of it elsewhere; and noise. */
static void draw(double noise)
{
    struct rng *rng = rng_new(8, 0);
    assert_non_null(rng);
    for (size_t i = 0; i < H * W; i++) {
        double value = rng_gauss(rng);
        for (size_t p = 0; p < PLANES; p++)
            plane[p][i] = (float)(5 + (p == (i % W < HALF ? 1 : 2) ? value : value / 10) + noise * rng_gauss(rng));
    }
    rng_free(rng);
}

static struct fusion *fuse(enum fusion_method method)
{
    struct fusion *f = fusion_new(method, 7, H, W);
    assert_non_null(f);
    while (fusion_pass(f))
        for (uint32_t p = 0; p < PLANES; p++)
            fusion_add(f, p, plane[p]);
    for (size_t i = 0; i < H * W; i++)
        assert_true(f->plane[i] < PLANES && f->value[i] == plane[f->plane[i]][i]);
    return f;
}

static void test_each_half_has_its_plane(void **state)
{
    (void)state;
    draw(0);
    for (enum fusion_method m = FUSION_WAVELET; m <= FUSION_VARIANCE; m++) {
        struct fusion *f = fuse(m);
        for (size_t i = 0; i < H * W; i++)
            if (i % W + 8 < HALF || i % W >= HALF + 8)
                assert_int_equal(f->plane[i], i % W < HALF ? 1 : 2);
        fusion_free(f);
    }
}

/* The variance by its definition. */
static void test_variance(void **state)
{
    (void)state;
    draw(0);
    struct fusion *f = fuse(FUSION_VARIANCE);
    for (size_t i = 0; i < H * W; i++) {
        size_t best = 0;
        double most = -1;
        for (size_t p = 0; p < PLANES; p++) {
            double n = 0, sum = 0, square = 0;
            for (size_t k = 0; k < H * W; k++)
                if (labs((long)(k / W) - (long)(i / W)) <= 3 && labs((long)(k % W) - (long)(i % W)) <= 3) {
                    n++;
                    sum += (double)plane[p][k];
                    square += (double)plane[p][k] * (double)plane[p][k];
                }
            double variance = square / n - sum / n * (sum / n);
            best = variance > most ? p : best;
            most = fmax(variance, most);
        }
        assert_int_equal(f->plane[i], best);
    }
    fusion_free(f);
}

/* The neighbours of a pixel that is hot in a plane out of focus have the majority. */
static void test_hot_pixel(void **state)
{
    (void)state;
    draw(0);
    size_t at = 30 * W + 12;
    plane[0][at] += 8;
    struct fusion *f = fuse(FUSION_WAVELET);
    assert_int_equal(f->plane[at], 1);
    fusion_free(f);
    f = fuse(FUSION_VARIANCE);
    assert_int_equal(f->plane[at], 0);
    fusion_free(f);
}

/* In strong noise the bands and the neighbours correct each other: without the vote of the bands a quarter of the
 * pixels is from the wrong plane, without that of the neighbours a third. */
static void test_noise(void **state)
{
    (void)state;
    draw(1);
    struct fusion *f = fuse(FUSION_WAVELET);
    size_t wrong = 0;
    for (size_t i = 0; i < H * W; i++)
        wrong += f->plane[i] != (i % W < HALF ? 1 : 2);
    assert_true(5 * wrong < H * W);
    fusion_free(f);
}

static void test_one_plane(void **state)
{
    (void)state;
    draw(0);
    for (enum fusion_method m = FUSION_WAVELET; m <= FUSION_VARIANCE; m++) {
        struct fusion *f = fusion_new(m, 3, H, W);
        assert_non_null(f);
        while (fusion_pass(f))
            fusion_add(f, 0, plane[0]);
        assert_memory_equal(f->value, plane[0], sizeof plane[0]);
        fusion_free(f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_half_has_its_plane),
        cmocka_unit_test(test_variance),
        cmocka_unit_test(test_hot_pixel),
        cmocka_unit_test(test_noise),
        cmocka_unit_test(test_one_plane),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
