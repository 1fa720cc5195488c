/* The guard: an image that is blurred by a known kernel resembles its frame, other images do not. */
#include <stdlib.h>

#include "near.h"

#include "measure/blur.h"
#include "model/guard.h"
#include "stats/rng.h"

enum { SIDE = 32, RINGS = SIDE / 2, H = 80, W = 112 };

static float sharp[H * W], other[H * W], frame[H * W], defocus_um[H * W], map[H * W];

/* A Gaussian of this sigma, in pixels, and its transform at ring k. */
static const double sigma = 1.5;
static double transfer(double k)
{
    double f = k / SIDE;
    return exp(-2 * M_PI * M_PI * sigma * sigma * f * f);
}

static void blur(const float *from, float *to)
{
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++) {
            double sum = 0, weights = 0;
            for (int v = -5; v <= 5; v++)
                for (int u = -5; u <= 5; u++) {
                    double weight = exp(-(u * u + v * v) / (2 * sigma * sigma));
                    sum += weight * (double)from[(y + v + H) % H * W + (x + u + W) % W];
                    weights += weight;
                }
            to[y * W + x] = (float)(sum / weights);
        }
}

/* Rough images, not white ones. */
static int images(void **state)
{
    (void)state;
    static float white[2][H * W];
    struct rng *rng = rng_new(5, 0);
    assert_non_null(rng);
    for (int i = 0; i < H * W; i++) {
        white[0][i] = (float)rng_gauss(rng);
        white[1][i] = (float)rng_gauss(rng);
        defocus_um[i] = 1;
    }
    rng_free(rng);
    blur(white[0], sharp);
    blur(white[1], other);
    blur(sharp, frame);
    return 0;
}

/* Two planes: at -1 um nothing is blurred, at 1 um the Gaussian is. */
static struct guard known(void)
{
    struct guard g;
    guard_new(&g, 2, RINGS);
    for (size_t k = 0; k < RINGS; k++) {
        g.transfer[k] = 1;
        g.transfer[RINGS + k] = (float)transfer((double)k);
        g.weight[k] = g.weight[RINGS + k] = k > 0 && k < RINGS / 2;
    }
    g.defocus_um[0] = -1;
    g.defocus_um[1] = 1;
    g.limit[0] = g.limit[1] = 0.2F;
    return g;
}

static double judge(const struct guard *g, const float *focused)
{
    return guard_judge(g, H, W, frame, focused, defocus_um, map);
}

static void test_transfer_is_measured(void **state)
{
    (void)state;
    struct blur b;
    struct blur_sums ring[RINGS] = {0};
    assert_true(blur_new(&b, SIDE, SIDE));
    static float x[SIDE * SIDE], y[SIDE * SIDE];
    for (int top = 0; top + SIDE <= H; top += SIDE / 2)
        for (int left = 0; left + SIDE <= W; left += SIDE / 2) {
            for (int i = 0; i < SIDE * SIDE; i++) {
                x[i] = frame[(top + i / SIDE) * W + left + i % SIDE];
                y[i] = sharp[(top + i / SIDE) * W + left + i % SIDE];
            }
            blur_set(&b, x, y);
            blur_rings(&b, RINGS, ring);
        }
    for (int k = 1; k < 8; k++)
        assert_near(ring[k].xy / ring[k].yy, transfer(k), 0.08); /* the window reaches into the next rings */
    blur_free(&b);
}

static void test_the_truth_resembles_its_frame(void **state)
{
    (void)state;
    struct guard g = known();
    assert_true(judge(&g, sharp) < 1);
    for (int i = 0; i < H * W; i++)
        assert_true(map[i] >= 0 && map[i] < 2);
    guard_free(&g);
}

/* Neither the brightness of the output nor the defocus beyond the planes matters; the defocus between them does. */
static void test_brightness_and_defocus(void **state)
{
    (void)state;
    static float brighter[H * W];
    struct guard g = known();
    double one = judge(&g, sharp);
    for (int i = 0; i < H * W; i++)
        brighter[i] = 3 * sharp[i] + 100;
    assert_near(judge(&g, brighter), one, 1e-3);
    for (int i = 0; i < H * W; i++)
        defocus_um[i] = 7;
    assert_near(judge(&g, sharp), one, 0);
    for (int i = 0; i < H * W; i++)
        defocus_um[i] = -1;
    assert_true(judge(&g, sharp) > 1 && judge(&g, frame) < 1e-3);
    for (int i = 0; i < H * W; i++)
        defocus_um[i] = 1;
    guard_free(&g);
}

static void test_what_was_replaced_does_not(void **state)
{
    (void)state;
    static float partly[H * W], negative[H * W];
    struct guard g = known();
    assert_true(judge(&g, other) > 4);
    for (int i = 0; i < H * W; i++)
        negative[i] = -sharp[i];
    assert_near(judge(&g, negative), 5, 1e-5); /* nothing is explained */
    for (int i = 0; i < H * W; i++)
        partly[i] = i % W < W / 2 ? sharp[i] : other[i];
    assert_true(judge(&g, partly) > 1);
    for (int y = 0; y < H; y++) {
        assert_true(map[y * W] < map[y * W + W - 1]);
        assert_true(map[y * W + W - 1] > 1);
    }
    guard_free(&g);
}

/* In an empty part of a frame noise is nothing, but what is invented there is seen. */
static void test_empty_blocks(void **state)
{
    (void)state;
    static float dark[H * W], truth[H * W];
    struct guard g = known();
    for (int i = 0; i < H * W; i++) {
        dark[i] = i % W < W / 2 ? frame[i] : 0.01F * other[i];
        truth[i] = i % W < W / 2 ? sharp[i] : 0;
    }
    guard_judge(&g, H, W, dark, truth, defocus_um, map);
    for (int y = 0; y < H; y++)
        assert_true(map[y * W + W - 1] < 0.2F);
    guard_judge(&g, H, W, dark, sharp, defocus_um, map);
    for (int y = 0; y < H; y++)
        assert_true(map[y * W + W - 1] > 1);
    guard_free(&g);
}

static void test_what_is_not_finite(void **state)
{
    (void)state;
    static float wrong[H * W];
    struct guard g = known();
    for (int i = 0; i < H * W; i++)
        wrong[i] = NAN;
    assert_true(isinf(judge(&g, wrong)));
    assert_true(isinf(guard_judge(&g, H, W, frame, sharp, wrong, map)));
    for (int i = 0; i < H * W; i++)
        wrong[i] = 0;
    assert_near(judge(&g, wrong), 5, 1e-5); /* a blank output explains nothing */
    guard_free(&g);
}

static void test_small_frames(void **state)
{
    (void)state;
    struct guard g = known();
    for (size_t h = 1; h < 4; h++)
        for (size_t w = 1; w < 4; w++)
            assert_true(guard_judge(&g, h, w, frame, sharp, defocus_um, map) >= 0);
    guard_free(&g);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_transfer_is_measured),   cmocka_unit_test(test_the_truth_resembles_its_frame),
        cmocka_unit_test(test_brightness_and_defocus), cmocka_unit_test(test_what_was_replaced_does_not),
        cmocka_unit_test(test_empty_blocks),           cmocka_unit_test(test_what_is_not_finite),
        cmocka_unit_test(test_small_frames),
    };
    return cmocka_run_group_tests(tests, images, NULL);
}
