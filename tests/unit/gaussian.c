/* The Gaussian through points: exact ones, noisy ones, and points without a peak. */
#include "near.h"

#include "stats/gaussian.h"
#include "stats/rng.h"

enum { N = 15 };

static void draw(struct gaussian g, double noise, uint64_t seed, double *x, double *y)
{
    struct rng *rng = rng_new(seed, 0);
    assert_non_null(rng);
    for (size_t i = 0; i < N; i++) {
        x[i] = -7 + (double)i;
        double t = (x[i] - g.centre) / g.sd;
        y[i] = g.offset + g.height * exp(-t * t / 2) + noise * rng_gauss(rng);
    }
    rng_free(rng);
}

static void test_exact_points(void **state)
{
    (void)state;
    double x[N], y[N];
    const struct gaussian of[] = {{0, 1, 0.3, 2}, {1e9, 1e6, -4.7, 1.1}, {-5, 1e-9, 6.5, 3}, {2, 7, 9, 4}};
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        struct gaussian fit;
        draw(of[i], 0, 1, x, y);
        assert_true(gaussian_fit(N, x, y, &fit));
        assert_near(fit.centre, of[i].centre, 1e-4);
        assert_near(fit.sd, of[i].sd, 1e-4);
        assert_near(fit.height / of[i].height, 1, 1e-4);
        assert_near((fit.offset - of[i].offset) / of[i].height, 0, 1e-4);
    }
}

static void test_noisy_points(void **state)
{
    (void)state;
    /* The centre has the standard deviation (noise / height) sqrt(2 sd / sqrt(pi)), with points 1 apart. */
    double x[N], y[N], squares = 0, expected = 0.02 * sqrt(2 * 2 / sqrt(M_PI));
    for (uint64_t seed = 0; seed < 200; seed++) {
        struct gaussian fit;
        draw((struct gaussian){3, 1, 0.4, 2}, 0.02, seed, x, y);
        assert_true(gaussian_fit(N, x, y, &fit));
        squares += (fit.centre - 0.4) * (fit.centre - 0.4);
    }
    assert_near(sqrt(squares / 200) / expected, 1, 0.15);
}

static void test_no_peak(void **state)
{
    (void)state;
    double x[N], y[N];
    struct gaussian fit;
    draw((struct gaussian){3, 0, 0, 1}, 0, 1, x, y);
    assert_true(gaussian_fit(N, x, y, &fit));
    assert_true(isnan(fit.centre));
    draw((struct gaussian){3, 1, 0, 2}, 0, 1, x, y);
    assert_true(gaussian_fit(3, x, y, &fit));
    assert_true(isnan(fit.centre) && isnan(fit.height));
    draw((struct gaussian){3, -1, 0, 2}, 0, 1, x, y);
    assert_true(gaussian_fit(N, x, y, &fit));
    assert_true(isnan(fit.centre) || fabs(fit.centre) > 7); /* the rim of the valley, if anything */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exact_points),
        cmocka_unit_test(test_noisy_points),
        cmocka_unit_test(test_no_peak),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
