/* The widths of beads whose shape is known, and what is said of those that have none. */
#include <string.h>

#include "near.h"

#include "psfs/width.h"

enum { SIDE = 40, PLANES = 9, WINDOW = 15 };
#define UNIT 2.3548200450309493 /* widths of a Gaussian per standard deviation */

static float data[PLANES][SIDE * SIDE];
static const float *plane[PLANES];
static double z[PLANES];
static const struct bead bead = {.y = 20, .x = 18, .centre_y = 20.3, .centre_x = 17.8};
static struct width lateral[PLANES];
static struct axial_width axial;
static size_t focus;

/* A bead of 3 by 4 pixels and of 2.5 in z, or a ring, on a ground of 7, with the focus at 0.2 and planes 0.5 apart from
 * `first`.
 */
static void draw(double first, double radius)
{
    for (size_t p = 0; p < PLANES; p++) {
        z[p] = first + 0.5 * (double)p;
        plane[p] = data[p];
        for (size_t i = 0; i < SIDE * SIDE; i++) {
            double sum = 0;
            for (int part = 0; part < 100; part++) {
                double y = (double)(i / SIDE) + (part / 10 + 0.5) / 10 - 0.5 - bead.centre_y;
                double x = (double)(i % SIDE) + (part % 10 + 0.5) / 10 - 0.5 - bead.centre_x;
                double a = UNIT * y / 3, b = UNIT * x / 4, c = UNIT * (z[p] - 0.2) / 2.5;
                double r = hypot(a, b) - radius;
                sum += exp(-(r * r + c * c) / 2) / 100;
            }
            data[p][i] = (float)(7 + 50 * sum);
        }
    }
}

static void measure(size_t n, enum bead_fate fate)
{
    struct bead like = bead;
    like.fate = fate;
    assert_true(width_measure(n, z, SIDE, plane, &like, WINDOW, WINDOW, lateral, &focus, &axial));
}

static void test_known_widths(void **state)
{
    (void)state;
    draw(-2, 0);
    measure(PLANES, BEAD_USED);
    assert_int_equal(focus, 4);
    for (size_t p = 0; p < PLANES; p++) {
        assert_int_equal(lateral[p].status, STATUS_OK);
        assert_near(lateral[p].fwhm_y, 3, 0.005);
        assert_near(lateral[p].fwhm_x, 4, 0.005);
        assert_near(lateral[p].fwhm, 3.5, 0.005);
        assert_near(lateral[p].y, bead.centre_y, 0.001);
        assert_near(lateral[p].x, bead.centre_x, 0.001);
        assert_near(lateral[p].offset, 7, 0.01);
    }
    assert_int_equal(axial.status, STATUS_OK);
    assert_near(axial.fwhm, 2.5, 0.005);
    assert_near(axial.focus, 0.2, 0.001);
}

static void test_statuses(void **state)
{
    (void)state;
    draw(0.5, 0); /* the focus is before the first plane */
    measure(PLANES, BEAD_USED);
    assert_int_equal(axial.status, STATUS_EDGE);
    assert_near(axial.focus, 0.2, 0.01);
    draw(-2, 0);
    measure(WIDTH_PLANES_MIN - 1, BEAD_USED);
    assert_int_equal(axial.status, STATUS_FEW);
    assert_true(isnan(axial.fwhm));
    draw(-2, 2.5); /* a ring, of which a Gaussian says little */
    measure(PLANES, BEAD_USED);
    assert_int_equal(lateral[4].status, STATUS_LOW_CONFIDENCE);
    assert_int_equal(axial.status, STATUS_LOW_CONFIDENCE);
    memset(data, 0, sizeof data);
    measure(PLANES, BEAD_USED);
    assert_int_equal(lateral[4].status, STATUS_LOST);
    assert_true(isnan(lateral[4].fwhm) && isnan(lateral[4].y));
    assert_int_equal(axial.status, STATUS_LOST);
}

static void test_refused_beads(void **state)
{
    (void)state;
    static const enum status want[BEAD_FATES] = {STATUS_OK, STATUS_EDGE, STATUS_SATURATED, STATUS_CROWDED, STATUS_ODD};
    draw(-2, 0);
    for (enum bead_fate fate = BEAD_EDGE; fate < BEAD_FATES; fate++) {
        measure(PLANES, fate);
        assert_int_equal(lateral[3].status, want[fate]);
        assert_int_equal(axial.status, want[fate]);
        assert_true(isnan(lateral[3].fwhm) && isnan(axial.fwhm));
        assert_near(lateral[3].y, bead.centre_y, 1e-9);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_widths),
        cmocka_unit_test(test_statuses),
        cmocka_unit_test(test_refused_beads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
