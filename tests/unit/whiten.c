/* Whitening: of a correlated cloud the whitened samples have unit covariance, and a known distance comes out. */
#include <math.h>
#include <stdlib.h>

#include "near.h"

#include "stats/rng.h"
#include "stats/whiten.h"

enum { N = 3, COUNT = 2000 };

static void a_correlated_cloud_becomes_a_round_one(void **state)
{
    (void)state;
    static double cloud[COUNT][N];
    struct rng *rng = rng_new(1, 2);
    for (size_t i = 0; i < COUNT; i++) {
        double a = rng_gauss(rng), b = rng_gauss(rng), c = rng_gauss(rng);
        cloud[i][0] = 5 + 2 * a;
        cloud[i][1] = a + 0.5 * b;
        cloud[i][2] = -1 + 100 * (a + b + c);
    }
    rng_free(rng);
    float mean[N], factor[N * N];
    assert_true(whiten(COUNT, N, cloud[0], mean, factor));
    double covariance[N][N] = {{0}}, distance2 = 0;
    for (size_t s = 0; s < COUNT; s++) {
        double z[N] = {0};
        for (size_t i = 0; i < N; i++)
            for (size_t j = 0; j < N; j++)
                z[i] += (double)factor[i * N + j] * (cloud[s][j] - (double)mean[j]);
        for (size_t i = 0; i < N; i++)
            for (size_t j = 0; j < N; j++)
                covariance[i][j] += z[i] * z[j] / COUNT;
        double d = whiten_distance(N, cloud[s], mean, factor);
        distance2 += d * d / COUNT;
    }
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < N;
             j++) /* the floor of the deviations, a thousandth of the mean one, shows in the small */
            assert_near(covariance[i][j], i == j, 0.05);
    assert_near(distance2, 1, 0.03);
}

static void along_one_axis_the_distance_is_in_deviations(void **state)
{
    (void)state;
    double two[] = {1, 3}, five = 12;
    float mean, factor;
    assert_true(whiten(2, 1, two, &mean, &factor));
    assert_near((double)mean, 2, 1e-6);
    assert_near(whiten_distance(1, &five, &mean, &factor), 10, 1e-4);
}

static void what_never_changes_is_far_at_once(void **state)
{
    (void)state;
    double same[] = {4, 1, 4, 2, 4, 3}, x[] = {4, 2}, other[] = {5, 2};
    float mean[2], factor[4];
    assert_true(whiten(3, 2, same, mean, factor));
    assert_near(whiten_distance(2, x, mean, factor), 0, 1e-6);
    assert_true(whiten_distance(2, other, mean, factor) > 100);
}

static void what_is_not_finite_is_refused(void **state)
{
    (void)state;
    float mean[2], factor[4];
    assert_false(whiten(2, 2, (double[]){1, 2, NAN, 4}, mean, factor));
    assert_false(whiten(2, 2, (double[]){1, 2, 3, INFINITY}, mean, factor));
    assert_false(whiten(2, 2, (double[]){1, 2, 1e200, 4}, mean, factor)); /* whose square is not */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_correlated_cloud_becomes_a_round_one),
        cmocka_unit_test(along_one_axis_the_distance_is_in_deviations),
        cmocka_unit_test(what_never_changes_is_far_at_once),
        cmocka_unit_test(what_is_not_finite_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
