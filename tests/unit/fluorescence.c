/* The image of a specimen that shines against sums over all of its points, and the surfaces that it lies on. */
#include <stdlib.h>
#include <string.h>

#include "near.h"

#include "optics/fluorescence.h"
#include "optics/surface.h"
#include "stats/rng.h"

enum { H = 30, W = 37, SLICES = 3, PLANES = 6, MOST = 12 };

static float light[SLICES * H * W], surface[H * W], image[H * W], values[PLANES][MOST * MOST];
static const double z_um[PLANES] = {-3, -1.5, -0.5, 0.25, 1, 3};

/* Planes without any symmetry, which do not sum to 1. */
static struct spread random_spread(size_t h, size_t w, struct rng *rng)
{
    static const float *const planes[PLANES] = {values[0], values[1], values[2], values[3], values[4], values[5]};
    for (size_t k = 0; k < PLANES; k++)
        for (size_t i = 0; i < h * w; i++)
            values[k][i] = (float)rng_between(rng, 0, 2);
    return (struct spread){PLANES, h, w, z_um, planes};
}

static void fill(struct rng *rng)
{
    for (size_t i = 0; i < SLICES * H * W; i++)
        light[i] = (float)rng_uniform(rng);
    for (size_t i = 0; i < H * W; i++)
        surface[i] = (float)rng_between(rng, -1, 1);
}

/* A plane of the spread, scaled to a sum of 1, at a distance from its middle. */
static double plane_value(const struct spread *s, size_t k, ptrdiff_t y, ptrdiff_t x)
{
    y += (ptrdiff_t)(s->h / 2);
    x += (ptrdiff_t)(s->w / 2);
    if (y < 0 || x < 0 || y >= (ptrdiff_t)s->h || x >= (ptrdiff_t)s->w)
        return 0;
    double sum = 0;
    for (size_t i = 0; i < s->h * s->w; i++)
        sum += (double)s->planes[k][i];
    return (double)s->planes[k][(size_t)y * s->w + (size_t)x] / sum;
}

static double spread_value(const struct spread *s, double z, ptrdiff_t y, ptrdiff_t x)
{
    size_t k = 0;
    while (k + 2 < s->count && z > s->z_um[k + 1])
        k++;
    double part = (z - s->z_um[k]) / (s->z_um[k + 1] - s->z_um[k]);
    return (1 - part) * plane_value(s, k, y, x) + part * plane_value(s, k + 1, y, x);
}

/* What all points together give at one point of the specimen's grid. */
static double brute_force(const struct glow *g, const struct spread *s, double z, size_t y, size_t x)
{
    double sum = 0;
    for (size_t slice = 0; slice < g->slices; slice++)
        for (size_t v = 0; v < H; v++)
            for (size_t u = 0; u < W; u++) {
                double height = ((double)slice - ((double)g->slices - 1) / 2) * g->slice_um;
                height += g->surface_um ? (double)g->surface_um[v * W + u] : 0;
                sum += (double)g->light[(slice * H + v) * W + u] *
                       spread_value(s, z - height, (ptrdiff_t)y - (ptrdiff_t)v, (ptrdiff_t)x - (ptrdiff_t)u);
            }
    return sum;
}

static void run(const struct glow *g, const struct spread *s, size_t bin, double z)
{
    struct fluorescence *f = fluorescence_new(g, s, bin);
    assert_non_null(f);
    memset(image, 0, sizeof image);
    fluorescence_run(f, z, 1, 0, image);
    fluorescence_free(f);
}

static void test_brute_force(void **state)
{
    (void)state;
    static const size_t sides[][2] = {{7, 7}, {8, 6}, {5, 12}, {1, 1}};
    struct rng *rng = rng_new(1, 0);
    assert_non_null(rng);
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++)
        for (int uneven = 0; uneven < 2; uneven++) {
            struct spread s = random_spread(sides[i][0], sides[i][1], rng);
            fill(rng);
            struct glow g = {SLICES, H, W, 0.8, light, uneven ? surface : NULL};
            size_t h = H - s.h + 1, w = W - s.w + 1, top = (s.h - 1) / 2, left = (s.w - 1) / 2;
            for (double z = -1.2; z <= 1.2; z += 0.6) {
                run(&g, &s, 1, z);
                for (size_t pixel = 0; pixel < h * w; pixel += 17)
                    assert_near(image[pixel], brute_force(&g, &s, z, top + pixel / w, left + pixel % w), 1e-5);
            }
        }
    rng_free(rng);
}

static void test_point(void **state)
{
    (void)state;
    struct rng *rng = rng_new(2, 0);
    assert_non_null(rng);
    struct spread s = random_spread(7, 9, rng);
    memset(light, 0, sizeof light);
    light[15 * W + 18] = 1;
    struct glow g = {1, H, W, 0, light, NULL};
    for (size_t k = 0; k < PLANES; k++) {
        run(&g, &s, 1, z_um[k]);
        double sum = 0;
        for (size_t y = 0; y < H - 6; y++)
            for (size_t x = 0; x < W - 8; x++) {
                sum += (double)image[y * (W - 8) + x];
                assert_near(image[y * (W - 8) + x], plane_value(&s, k, (ptrdiff_t)y + 3 - 15, (ptrdiff_t)x + 4 - 18),
                            1e-6);
            }
        assert_near(sum, 1, 1e-5);
    }
    rng_free(rng);
}

/* Slices without thickness are the thin specimen; pixels are means; light and background do what they say. */
static void test_thin_and_bins(void **state)
{
    (void)state;
    static float thin[H * W], fine[H * W];
    struct rng *rng = rng_new(3, 0);
    assert_non_null(rng);
    struct spread s = random_spread(5, 6, rng);
    fill(rng);
    for (size_t i = 0; i < H * W; i++)
        thin[i] = light[i] + light[H * W + i] + light[2 * H * W + i];
    run(&(struct glow){1, H, W, 0, thin, NULL}, &s, 1, 0.7);
    memcpy(fine, image, sizeof fine);
    run(&(struct glow){SLICES, H, W, 0, light, NULL}, &s, 1, 0.7);
    size_t h = (H - 5 + 1) / 3, w = (W - 6 + 1) / 3, stride = W - 6 + 1;
    for (size_t i = 0; i < (H - 5 + 1) * stride; i++)
        assert_near(image[i], fine[i], 1e-5);
    struct fluorescence *f = fluorescence_new(&(struct glow){1, H, W, 0, thin, NULL}, &s, 3);
    assert_non_null(f);
    fluorescence_run(f, 0.7, 0.5, 2, image);
    static float means[H * W];
    fluorescence_means(f, surface, means);
    for (size_t y = 0; y < h; y++)
        for (size_t x = 0; x < w; x++) {
            double sum = 0, height = 0;
            for (size_t i = 0; i < 9; i++) {
                sum += (double)fine[(3 * y + i / 3) * stride + 3 * x + i % 3];
                height += (double)surface[(2 + 3 * y + i / 3) * W + 2 + 3 * x + i % 3];
            }
            assert_near(image[y * w + x], 0.5 * sum / 9 + 2, 1e-5);
            assert_near(means[y * w + x], height / 9, 1e-6);
        }
    fluorescence_free(f);
    rng_free(rng);
}

static void test_cover(void **state)
{
    (void)state;
    struct rng *rng = rng_new(4, 0);
    assert_non_null(rng);
    struct spread s = random_spread(3, 3, rng);
    double need[2];
    assert_true(spread_dark(&s) == PLANES);
    values[4][0] -= 100;
    assert_true(spread_dark(&s) == 4);
    struct glow flat = {1, H, W, 0, light, NULL}, thick = {SLICES, H, W, 1, light, NULL}, bent = flat;
    assert_true(glow_covered(&flat, &s, -3, 3, need) && !glow_covered(&flat, &s, -3.1, 0, need) &&
                !glow_covered(&flat, &s, 0, 3.1, need));
    assert_true(glow_covered(&thick, &s, -2, 2, need) && !glow_covered(&thick, &s, -2.1, 2, need));
    assert_near(need[0], -3.1, 1e-9);
    assert_near(need[1], 3, 1e-9);
    memset(surface, 0, sizeof surface);
    surface[5] = 1;
    surface[6] = -0.5;
    bent.surface_um = surface;
    assert_true(glow_covered(&bent, &s, -2, 2.5, need) && !glow_covered(&bent, &s, -2.1, 2, need) &&
                !glow_covered(&bent, &s, 0, 2.6, need));
    rng_free(rng);
}

static void test_surfaces(void **state)
{
    (void)state;
    enum { SIDE = 101 };
    static float height[SIDE * SIDE];
    struct surface s = {.shape = SURFACE_TILTED, .tilt_deg = 1.5, .radius_um = 60, .direction_deg = 90};
    assert_true(surface_heights(&s, SIDE, SIDE, 0.5, height));
    assert_near(height[100 * SIDE + 7] - height[7], 50 * tan(1.5 * M_PI / 180), 1e-5);
    assert_near(height[50 * SIDE] - height[50 * SIDE + 100], 0, 1e-6);
    s.shape = SURFACE_CYLINDRICAL;
    assert_true(surface_heights(&s, SIDE, SIDE, 0.5, height));
    assert_near(height[3], sqrt(60. * 60 - 25 * 25) - 60, 1e-5);
    assert_near(height[50 * SIDE + 3], 0, 1e-6);
    s.shape = SURFACE_SPHERICAL;
    s.radius_um = -60;
    assert_true(surface_heights(&s, SIDE, SIDE, 0.5, height));
    assert_near(height[0], 60 - sqrt(60. * 60 - 2 * 25 * 25), 1e-5);
    assert_near(height[50 * SIDE + 50], 0, 0);
    s.radius_um = 30;
    assert_false(surface_heights(&s, SIDE, SIDE, 0.5, height));
    s.shape = SURFACE_FLAT;
    assert_true(surface_heights(&s, SIDE, SIDE, 0.5, height) && height[3] == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_brute_force), cmocka_unit_test(test_point),    cmocka_unit_test(test_thin_and_bins),
        cmocka_unit_test(test_cover),       cmocka_unit_test(test_surfaces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
