/* The judgement of predictions against closed forms. */

#include "near.h"

#include "stats/rng.h"
#include "stats/summary.h"

static void errors_of_a_few_pairs(void **state)
{
    (void)state;
    const double predicted[] = {1, 2, 3, 8}, truth[] = {0, 2, 4, 6};
    const size_t group[] = {0, 0, 5, 5};
    struct summary s;
    assert_true(summary_compute(4, predicted, truth, group, 200, 0.95, 1, &s));
    assert_near(s.rmse, sqrt(6 / 4.0), 1e-12);
    assert_near(s.bias, 0.5, 1e-12);
    assert_near(s.constant_rmse, sqrt(20 / 4.0), 1e-12);
    assert_int_equal(s.groups, 2);
    assert_near(s.rmse_low, sqrt(1 / 2.0), 1e-12); /* twice the better group */
    assert_near(s.rmse_high, sqrt(5 / 2.0), 1e-12);
}

static void no_interval_from_one_group(void **state)
{
    (void)state;
    const double x[] = {1, 2}, y[] = {1, 2};
    const size_t group[] = {3, 3};
    struct summary s;
    assert_true(summary_compute(2, x, y, group, 100, 0.95, 1, &s));
    assert_int_equal(s.groups, 1);
    assert_true(s.rmse == 0 && isnan(s.rmse_low) && isnan(s.rmse_high));
    assert_true(summary_compute(0, x, y, group, 100, 0.95, 1, &s));
    assert_true(isnan(s.rmse));
}

/* The interval must hold the true value in about 95 of 100 experiments: 60 groups of independent normal errors. */
static void the_interval_covers_the_truth(void **state)
{
    (void)state;
    enum { GROUPS = 60, EACH = 5, EXPERIMENTS = 200 };
    static double x[GROUPS * EACH], y[GROUPS * EACH];
    static size_t group[GROUPS * EACH];
    size_t covered = 0;
    for (size_t e = 0; e < EXPERIMENTS; e++) {
        struct rng *rng = rng_new(11, e);
        for (size_t i = 0; i < GROUPS * EACH; i++) {
            x[i] = 2 * rng_gauss(rng);
            group[i] = i / EACH;
        }
        rng_free(rng);
        struct summary s;
        assert_true(summary_compute(GROUPS * EACH, x, y, group, 300, 0.95, e, &s));
        covered += s.rmse_low < 2 && 2 < s.rmse_high;
    }
    assert_in_range(covered, 0.88 * EXPERIMENTS, 0.99 * EXPERIMENTS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_of_a_few_pairs),
        cmocka_unit_test(no_interval_from_one_group),
        cmocka_unit_test(the_interval_covers_the_truth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
