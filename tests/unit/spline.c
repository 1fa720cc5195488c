/* The two splines against closed forms and by their properties. */
#include <float.h>

#include "near.h"

#include "stats/rng.h"
#include "stats/spline.h"

#define assert_in_order(a, b, c) assert_true((a) <= (b) && (b) <= (c))

static double cubic(double x)
{
    return ((0.25 * x - 1.5) * x + 0.75) * x + 4;
}

static void test_cubic_is_exact(void **state)
{
    (void)state;
    /* Unequal steps, every number of points that a cubic needs and more. */
    const double x[] = {-2, -1.5, 0.25, 1, 3.5, 4, 7.75, 8};
    for (size_t n = 4; n <= 8; n++) {
        double y[8];
        for (size_t i = 0; i < n; i++)
            y[i] = cubic(x[i]);
        struct spline *s = spline_new(n, x, y);
        assert_non_null(s);
        for (double at = x[0]; at <= x[n - 1]; at += 0.0625)
            assert_near(spline_value(s, at), cubic(at), 1e-11);
        spline_free(s);
    }
}

static void test_cubic_summit(void **state)
{
    (void)state;
    /* The slope 0.75 x^2 - 3 x + 0.75 vanishes at 2 -+ sqrt 3; the summit is the lower one, and between points. */
    double x[9], y[9], value;
    for (size_t i = 0; i < 9; i++) {
        x[i] = (double)i / 2 - 1;
        y[i] = cubic(x[i]);
    }
    struct spline *s = spline_new(9, x, y);
    assert_non_null(s);
    assert_near(spline_maximum(s, &value), 2 - sqrt(3), 1e-12);
    assert_near(value, cubic(2 - sqrt(3)), 1e-12);
    spline_free(s);
}

static void test_few_points(void **state)
{
    (void)state;
    const double x[] = {1, 2, 4}, y[] = {5, 8, 2}; /* 5 + 3 (x - 1) - 2 (x - 1) (x - 2), summit at x = 2.25 */
    double value;
    struct spline *s = spline_new(3, x, y);
    assert_non_null(s);
    assert_near(spline_maximum(s, &value), 2.25, 1e-14);
    assert_near(value, 5 + 3 * 1.25 - 2 * 1.25 * 0.25, 1e-14);
    spline_free(s);
    s = spline_new(2, x, y);
    assert_non_null(s);
    assert_near(spline_value(s, 1.5), 6.5, 1e-14);
    assert_near(spline_maximum(s, &value), 2, 0);
    spline_free(s);
    s = spline_new(1, x, y);
    assert_non_null(s);
    assert_near(spline_maximum(s, &value), 1, 0);
    assert_near(value, 5, 0);
    spline_free(s);
}

static void test_points_are_met_and_the_error_is_of_fourth_order(void **state)
{
    (void)state;
    double error[2];
    for (size_t halved = 0; halved < 2; halved++) {
        size_t n = halved ? 33 : 17;
        double x[33], y[33];
        for (size_t i = 0; i < n; i++) {
            x[i] = 4 * (double)i / (double)(n - 1);
            y[i] = exp(-x[i]) * sin(3 * x[i]);
        }
        struct spline *s = spline_new(n, x, y);
        assert_non_null(s);
        for (size_t i = 0; i < n; i++)
            assert_near(spline_value(s, x[i]), y[i], 1e-14);
        error[halved] = 0;
        for (double at = 0; at <= 4; at += 1.0 / 256)
            error[halved] = fmax(error[halved], fabs(spline_value(s, at) - exp(-at) * sin(3 * at)));
        spline_free(s);
    }
    assert_true(error[0] / error[1] > 10);
    assert_true(error[1] < 1e-3);
}

/* Steffen's slope at an inner point is that of the parabola through it and its neighbours, unless it has to be smaller
 * for the spline to be monotone; at a maximum it is 0. */
static void test_monotone_slopes(void **state)
{
    (void)state;
    const double x[] = {0, 1, 4, 5}, y[] = {0, 1, 10, 8};
    struct spline *s = spline_new_monotone(4, x, y);
    assert_non_null(s);
    const double e = 1e-6; /* chords 1, 3, -2: at x = 1 the parabola's slope is (1 * 3 + 3 * 1) / 4 = 1.5 */
    assert_near((spline_value(s, 1 + e) - 1) / e, 1.5, 1e-5);
    assert_near((1 - spline_value(s, 1 - e)) / e, 1.5, 1e-5);
    assert_near((spline_value(s, 4 + e) - 10) / e, 0, 1e-5);
    assert_near((10 - spline_value(s, 4 - e)) / e, 0, 1e-5);
    double value;
    assert_near(spline_maximum(s, &value), 4, 1e-12);
    assert_near(value, 10, 1e-12);
    spline_free(s);
    s = spline_new_monotone(2, x, y);
    assert_non_null(s);
    assert_near(spline_value(s, 0.25), 0.25, 1e-15);
    spline_free(s);
}

/* Random points: between two of them, the monotone spline stays between their values; the other one does not. */
static void test_monotone_never_overshoots(void **state)
{
    (void)state;
    struct rng *rng = rng_new(5, 0);
    assert_non_null(rng);
    int overshoots = 0;
    for (int trial = 0; trial < 300; trial++) {
        enum { MOST = 12 };
        double x[MOST], y[MOST];
        size_t n = 3 + (size_t)(rng_uniform(rng) * (MOST - 2));
        for (size_t i = 0; i < n; i++) {
            x[i] = (i ? x[i - 1] : -3) + pow(10, 2 * rng_uniform(rng) - 1);
            y[i] = 1000 * rng_gauss(rng);
        }
        struct spline *s = spline_new_monotone(n, x, y), *other = spline_new(n, x, y);
        assert_true(s && other);
        for (size_t i = 0; i + 1 < n; i++) {
            double low = fmin(y[i], y[i + 1]), high = fmax(y[i], y[i + 1]);
            assert_near(spline_value(s, x[i]), y[i], 1e-9);
            for (size_t j = 1; j < 20; j++) {
                double at = x[i] + (x[i + 1] - x[i]) * (double)j / 20;
                assert_in_order(low - 1e-9, spline_value(s, at), high + 1e-9);
                overshoots += spline_value(other, at) > high + 1;
            }
        }
        spline_free(s);
        spline_free(other);
    }
    rng_free(rng);
    assert_true(overshoots > 100);
}

static void test_what_is_no_function_is_refused(void **state)
{
    (void)state;
    const double x[] = {0, 1, 1, 2}, y[] = {0, 1, 2, 3}, down[] = {3, 2, 1, 0};
    assert_null(spline_new(4, x, y));
    assert_null(spline_new(4, down, y));
    assert_null(spline_new_monotone(4, x, y));
    assert_null(spline_new(0, x, y));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cubic_is_exact),
        cmocka_unit_test(test_cubic_summit),
        cmocka_unit_test(test_few_points),
        cmocka_unit_test(test_points_are_met_and_the_error_is_of_fourth_order),
        cmocka_unit_test(test_monotone_slopes),
        cmocka_unit_test(test_monotone_never_overshoots),
        cmocka_unit_test(test_what_is_no_function_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
