/* The mean of beads against the shape that they have, wherever they lie in their pixels. */
#include <string.h>

#include "near.h"

#include "psfs/mean.h"
#include "stats/rng.h"

enum { H = 120, W = 150, PLANES = 3, SIDE_MOST = 21 };

static float data[PLANES][H * W], psf[PLANES * SIDE_MOST * SIDE_MOST];
static const float *const plane[PLANES] = {data[0], data[1], data[2]};
static const double width[PLANES] = {4, 2, 3};

static double shape(size_t p, double dy, double dx)
{
    return exp(-(dy * dy + dx * dx / 2) / (2 * width[p] * width[p])) / (width[p] * width[p]);
}

static void add_bead(double y, double x, double light)
{
    for (size_t p = 0; p < PLANES; p++)
        for (size_t i = 0; i < H * W; i++)
            data[p][i] += (float)(light * shape(p, (double)(i / W) - y, (double)(i % W) - x));
}

static void set_ground(void)
{
    struct rng *rng = rng_new(4, 0);
    assert_non_null(rng);
    for (size_t p = 0; p < PLANES; p++)
        for (size_t i = 0; i < H * W; i++)
            data[p][i] = (float)(30 + 5 * (double)p + 0.01 * rng_gauss(rng));
    rng_free(rng);
}

/* The beads, which the caller frees; and their mean into psf, if any is used. */
static struct beads take(size_t ph, size_t pw)
{
    struct beads beads;
    size_t dark = PLANES;
    assert_true(beads_find(PLANES, H, W, plane, 10, ph, pw, &beads));
    if (beads.of[BEAD_USED])
        assert_true(beads_mean(PLANES, H, W, plane, &beads, ph, pw, &dark, psf));
    assert_int_equal(dark, PLANES);
    return beads;
}

/* A window holds some of the light of each plane, which becomes 1. */
static void test_shape_is_recovered(void **state)
{
    (void)state;
    static const size_t sides[][2] = {{21, 21}, {20, 18}, {13, 20}};
    set_ground();
    for (size_t i = 0; i < 6; i++)
        add_bead(30.1 + (double)(i / 3) * 55 + 0.17 * (double)i, 25.4 + (double)(i % 3) * 49 + 0.23 * (double)i, 1000);
    for (size_t s = 0; s < 3; s++) {
        size_t h = sides[s][0], w = sides[s][1];
        struct beads beads = take(h, w);
        assert_int_equal(beads.count, 6);
        assert_int_equal(beads.of[BEAD_USED], 6);
        assert_int_equal(beads.sharpest, 1);
        for (size_t p = 0; p < PLANES; p++) {
            double sum = 0;
            for (size_t i = 0; i < h * w; i++)
                sum += shape(p, (double)(i / w) - (double)(h / 2), (double)(i % w) - (double)(w / 2));
            for (size_t i = 0; i < h * w; i++) {
                double want = shape(p, (double)(i / w) - (double)(h / 2), (double)(i % w) - (double)(w / 2)) / sum;
                assert_near(psf[p * h * w + i] * sum, want * sum, 0.005 * shape(p, 0, 0));
            }
        }
        beads_free(&beads);
    }
}

static void test_beads_are_counted(void **state)
{
    (void)state;
    set_ground();
    add_bead(30, 30, 1000);
    add_bead(30, 80, 1100);
    add_bead(85, 30, 900);
    add_bead(85.3, 80.2, 2500); /* odd: too bright */
    add_bead(60, 5, 1000);      /* edge */
    add_bead(30, 120, 1000);    /* crowded, by the next, which is not the highest in its window */
    add_bead(38, 120, 800);
    struct beads beads = take(21, 21);
    assert_int_equal(beads.count, 6);
    assert_int_equal(beads.of[BEAD_USED], 3);
    assert_int_equal(beads.of[BEAD_ODD], 1);
    assert_int_equal(beads.of[BEAD_EDGE], 1);
    assert_int_equal(beads.of[BEAD_CROWDED], 1);
    assert_int_equal(beads.of[BEAD_CLIPPED], 0);
    beads_free(&beads);
}

static void test_no_beads(void **state)
{
    (void)state;
    set_ground();
    for (int i = 0; i < 2; i++) {
        struct beads beads = take(21, 21);
        assert_int_equal(beads.count, 0);
        beads_free(&beads);
        memset(data, 0, sizeof data);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shape_is_recovered),
        cmocka_unit_test(test_beads_are_counted),
        cmocka_unit_test(test_no_beads),
    };
    return cmocka_run_group_tests_name("beads", tests, NULL, NULL);
}
