/* Random numbers: moments of the distributions, independence of streams, reproducibility. */
#include <string.h>

#include "near.h"

#include "stats/rng.h"

enum { N = 200000 };

struct moments {
    double mean, variance;
};

static struct moments moments_of(double (*draw)(struct rng *, double), double argument)
{
    struct rng *rng = rng_new(11, 0);
    double sum = 0, squares = 0;
    assert_non_null(rng);
    for (int i = 0; i < N; i++) {
        double x = draw(rng, argument) - argument;
        sum += x;
        squares += x * x;
    }
    rng_free(rng);
    return (struct moments){argument + sum / N, squares / N - sum / N * (sum / N)};
}

static double uniform(struct rng *rng, double unused)
{
    (void)unused;
    double x = rng_uniform(rng);
    assert_true(x >= 0 && x < 1);
    return x;
}

static double gauss(struct rng *rng, double unused)
{
    (void)unused;
    return rng_gauss(rng);
}

/* Bounds are five standard errors. */
static void test_moments(void **state)
{
    (void)state;
    struct moments u = moments_of(uniform, 0), g = moments_of(gauss, 0);
    assert_near(u.mean, 0.5, 5 * sqrt(1.0 / 12 / N));
    assert_near(u.variance, 1.0 / 12, 5 * sqrt(1.0 / 180 / N));
    assert_near(g.mean, 0, 5 * sqrt(1.0 / N));
    assert_near(g.variance, 1, 5 * sqrt(2.0 / N));
    static const double means[] = {0, 0.3, 5, 9.99, 10, 130, 4000, 1e6};
    for (size_t i = 0; i < sizeof means / sizeof *means; i++) {
        double mu = means[i], spread = sqrt(mu + 2 * mu * mu); /* of the squared deviation */
        struct moments p = moments_of(rng_poisson, mu);
        assert_near(p.mean, mu, 5 * sqrt(mu / N));
        assert_near(p.variance, mu, 5 * spread / sqrt(N));
    }
}

/* The distribution itself, on both sides of the change of method: chi square over all values, against a bound of
 * five standard deviations. */
static void test_poisson_distribution(void **state)
{
    (void)state;
    static const double means[] = {2, 9.9, 10, 40};
    for (size_t i = 0; i < sizeof means / sizeof *means; i++) {
        static int seen[200];
        memset(seen, 0, sizeof seen);
        struct rng *rng = rng_new(2, i);
        for (int j = 0; j < N; j++)
            seen[(int)rng_poisson(rng, means[i])]++;
        rng_free(rng);
        double expected = N * exp(-means[i]), chi2 = 0;
        int cells = 0;
        for (int k = 0; k < 200; k++) {
            if (expected > 5) {
                chi2 += pow(seen[k] - expected, 2) / expected;
                cells++;
            }
            expected *= means[i] / (k + 1);
        }
        assert_near(chi2, cells, 5 * sqrt(2.0 * cells));
    }
}

static void test_streams(void **state)
{
    (void)state;
    static const uint64_t seed[][2] = {{1, 0}, {1, 1}, {2, 0}, {0, 1}, {1 + (UINT64_C(1) << 32), 0}};
    for (size_t a = 0; a < 5; a++)
        for (size_t b = 0; b < 5; b++) {
            struct rng *first = rng_new(seed[a][0], seed[a][1]), *second = rng_new(seed[b][0], seed[b][1]);
            double product = 0;
            for (int i = 0; i < N; i++)
                product += rng_gauss(first) * rng_gauss(second);
            if (a == b)
                assert_true(product / N > 0.9);
            else
                assert_near(product / N, 0, 5 / sqrt(N));
            rng_free(first);
            rng_free(second);
        }
    assert_true(rng_mix(1, 2) != rng_mix(2, 1));
}

/* Many at once are the same as one after the other. */
static void test_fill(void **state)
{
    (void)state;
    enum { MANY = 7 };
    struct rng *one = rng_new(3, 4), *all = rng_new(3, 4);
    uint32_t drawn[MANY];
    for (int turn = 0; turn < 2; turn++) {
        rng_fill(all, MANY, drawn);
        for (int i = 0; i < MANY; i++)
            assert_int_equal(drawn[i], rng_u32(one));
    }
    assert_near(rng_uniform(all), rng_uniform(one), 0);
    rng_free(one);
    rng_free(all);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_moments),
        cmocka_unit_test(test_poisson_distribution),
        cmocka_unit_test(test_streams),
        cmocka_unit_test(test_fill),
    };
    return cmocka_run_group_tests_name("rng", tests, NULL, NULL);
}
