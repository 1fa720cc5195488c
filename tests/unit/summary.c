/* The judgement of predictions against closed forms. */

#include "near.h"

#include "stats/rng.h"
#include "stats/summary.h"

static const struct resampling often = {200, 0.95, 1};

static void errors_of_a_few_pairs(void **state)
{
    (void)state;
    const double predicted[] = {1, 2, 3, 8}, truth[] = {0, 2, 4, 6};
    const size_t group[] = {0, 0, 5, 5};
    struct summary s;
    assert_true(summary_errors(4, predicted, truth, group, &often, &s));
    assert_near(s.rmse.value, sqrt(6 / 4.0), 1e-12);
    assert_near(s.bias, 0.5, 1e-12);
    assert_near(s.constant_rmse, sqrt(20 / 4.0), 1e-12);
    assert_int_equal(s.rmse.groups, 2);
    assert_near(s.rmse.low, sqrt(1 / 2.0), 1e-12); /* twice the better group */
    assert_near(s.rmse.high, sqrt(5 / 2.0), 1e-12);
}

static void no_interval_from_one_group(void **state)
{
    (void)state;
    const double x[] = {1, 2}, y[] = {1, 2};
    const size_t group[] = {3, 3};
    struct summary s;
    assert_true(summary_errors(2, x, y, group, &often, &s));
    assert_int_equal(s.rmse.groups, 1);
    assert_true(s.rmse.value == 0 && isnan(s.rmse.low) && isnan(s.rmse.high));
    assert_true(summary_errors(0, x, y, group, &often, &s));
    assert_true(isnan(s.rmse.value) && isnan(s.bias));
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
        const struct resampling r = {300, 0.95, e};
        assert_true(summary_errors(GROUPS * EACH, x, y, group, &r, &s));
        covered += s.rmse.low < 2 && 2 < s.rmse.high;
    }
    assert_in_range(covered, 0.88 * EXPERIMENTS, 0.99 * EXPERIMENTS);
}

/* Of two groups a sample has the first twice, each once, or the second twice: the ratios are 1/2, sqrt(10/8) and 3/2. A
 * quarter of the samples has each extreme, so the interval reaches both. */
static void the_ratio_of_two_errors(void **state)
{
    (void)state;
    const double above[] = {1, 9}, below[] = {4, 4};
    const size_t group[] = {7, 2};
    struct estimate ratio;
    assert_true(summary_root(2, above, below, group, &often, &ratio));
    assert_near(ratio.value, sqrt(10 / 8.0), 1e-12);
    assert_near(ratio.low, 1 / 2.0, 1e-12);
    assert_near(ratio.high, 3 / 2.0, 1e-12);
    assert_int_equal(ratio.groups, 2);
}

/* Groups differ a thousandfold, and the others err by a tenth more in each: drawn for both sides at once, every sample
 * says so. */
static void pairs_are_drawn_together(void **state)
{
    (void)state;
    enum { GROUPS = 12 };
    double above[GROUPS], below[GROUPS];
    size_t group[GROUPS];
    for (size_t i = 0; i < GROUPS; i++) {
        above[i] = pow(10, (double)i / 4);
        below[i] = 1.21 * above[i];
        group[i] = i;
    }
    struct estimate ratio;
    assert_true(summary_root(GROUPS, above, below, group, &often, &ratio));
    assert_near(ratio.low, 1 / 1.1, 1e-12);
    assert_near(ratio.high, 1 / 1.1, 1e-12);
}

static void a_ratio_to_nothing(void **state)
{
    (void)state;
    const double nothing[] = {0, 0}, something[] = {1, 0};
    const size_t group[] = {0, 1};
    struct estimate ratio;
    assert_true(summary_root(2, nothing, nothing, group, &often, &ratio));
    assert_true(ratio.value == 1 && ratio.low == 1 && ratio.high == 1);
    assert_true(summary_root(2, something, nothing, group, &often, &ratio));
    assert_true(isnan(ratio.value) && ratio.low == 1 && isnan(ratio.high));
}

static void the_right_side(void **state)
{
    (void)state;
    const double predicted[] = {1, -1, 0, 2, 5}, truth[] = {3, 2, -2, 1, 0};
    assert_near(summary_right_side(5, predicted, truth, 0), 2 / 4.0, 0); /* a truth of 0 has no side */
    assert_near(summary_right_side(5, predicted, truth, 1), 1 / 3.0, 1e-12);
    assert_true(isnan(summary_right_side(5, predicted, truth, 3)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_of_a_few_pairs),
        cmocka_unit_test(no_interval_from_one_group),
        cmocka_unit_test(the_interval_covers_the_truth),
        cmocka_unit_test(the_ratio_of_two_errors),
        cmocka_unit_test(pairs_are_drawn_together),
        cmocka_unit_test(a_ratio_to_nothing),
        cmocka_unit_test(the_right_side),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
