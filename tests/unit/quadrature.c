/* Gauss-Legendre quadrature against closed forms. */
#include "near.h"

#include "stats/quadrature.h"

enum { MOST = 40 };

static double x[MOST], weight[MOST];

static void test_polynomials_are_exact(void **state)
{
    (void)state;
    for (size_t n = 1; n <= 12; n++)
        for (int degree = 0; degree < 2 * (int)n; degree++) {
            double sum = 0;
            assert_true(quadrature_legendre(n, -1, 3, x, weight));
            for (size_t i = 0; i < n; i++)
                sum += weight[i] * pow(x[i], degree);
            double exact = (pow(3, degree + 1) - pow(-1, degree + 1)) / (degree + 1);
            assert_near(sum / exact, 1, 1e-12);
        }
}

/* Two nodes for each turn of the phase, and a few more, are enough. */
static void test_waves(void **state)
{
    (void)state;
    double re = 0, im = 0;
    assert_true(quadrature_legendre(MOST, 0, 1, x, weight));
    for (size_t i = 0; i < MOST; i++) {
        re += weight[i] * cos(2 * M_PI * 10.25 * x[i]);
        im += weight[i] * sin(2 * M_PI * 10.25 * x[i]);
    }
    assert_near(re, 1 / (2 * M_PI * 10.25), 1e-12);
    assert_near(im, 1 / (2 * M_PI * 10.25), 1e-12);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_polynomials_are_exact),
        cmocka_unit_test(test_waves),
    };
    return cmocka_run_group_tests_name("quadrature", tests, NULL, NULL);
}
