/* The top of a parabola: exact, noisy, and where there is none. */
#include "near.h"

#include "stats/parabola.h"
#include "stats/rng.h"

static void test_exact_points(void **state)
{
    (void)state;
    const double x[] = {-3, -1, -0.9, 0.5, 4}, tops[] = {0, -0.95, 7};
    for (size_t n = 3; n <= 5; n++)
        for (size_t i = 0; i < 3; i++) {
            double y[5];
            for (size_t j = 0; j < n; j++)
                y[j] = 1e6 - 3 * (x[j] - tops[i]) * (x[j] - tops[i]);
            assert_near(parabola_top(n, x, y), tops[i], 1e-6);
        }
}

/* The standard deviation of the top of 21 points from -1 to 1 about 0 is that of the slope, over twice the bend. */
static void test_noisy_points(void **state)
{
    (void)state;
    enum { N = 21, TIMES = 2000 };
    double x[N], y[N], squares = 0, sum = 0;
    struct rng *rng = rng_new(1, 0);
    assert_non_null(rng);
    for (size_t i = 0; i < N; i++)
        x[i] = -1 + 0.1 * (double)i;
    for (int k = 0; k < TIMES; k++) {
        for (size_t i = 0; i < N; i++)
            y[i] = 0.05 * rng_gauss(rng) - x[i] * x[i];
        double top = parabola_top(N, x, y);
        sum += top;
        squares += top * top;
    }
    rng_free(rng);
    assert_near(sum / TIMES, 0, 1e-3);
    assert_near(sqrt(squares / TIMES) / (0.05 / sqrt(7.7) / 2), 1, 0.05);
}

static void test_points_without_a_top(void **state)
{
    (void)state;
    assert_true(isnan(parabola_top(0, NULL, NULL)));
    assert_true(isnan(parabola_top(2, (double[]){1, 2}, (double[]){3, 4})));
    assert_true(isnan(parabola_top(4, (double[]){0.1, 0.1, 0.7, 0.7}, (double[]){3, 4, 1, 9})));
    assert_true(isnan(parabola_top(3, (double[]){1, 2, 3}, (double[]){5, 4, 5})));
    assert_true(isnan(parabola_top(3, (double[]){1, 2, 3}, (double[]){5, 5, 5})));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exact_points),
        cmocka_unit_test(test_noisy_points),
        cmocka_unit_test(test_points_without_a_top),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
