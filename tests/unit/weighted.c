/* The weighted mean of a map: its weights, its limits, and its gradient against difference quotients. */
#include "noise.h"

#include "net/weighted.h"

enum { N = 50 };

static void a_mean_without_weights_is_plain(void **state)
{
    (void)state;
    float map[N], said[N];
    double sum = 0;
    set_gauss(N, map, 1, 0);
    for (size_t i = 0; i < N; i++) {
        sum += (double)map[i] / N;
        said[i] = -3;
    }
    assert_near(weighted_mean(N, map, NULL), sum, 1e-12);
    assert_near(weighted_mean(N, map, said), sum, 1e-12);
}

static void pixels_count_by_what_is_said_of_them(void **state)
{
    (void)state;
    const float map[] = {2, 7}, said[] = {0, -1.0986123f}; /* a half, a quarter */
    assert_near(weighted_mean(2, map, said), (0.501 * 2 + 0.251 * 7) / 0.752, 1e-6);
    const float far[] = {-1000, 1000}; /* at most a thousand and one times as much */
    assert_near(weighted_mean(2, map, far), (0.001 * 2 + 1.001 * 7) / 1.002, 1e-9);
    const float none[] = {-1000, -1000};
    assert_near(weighted_mean(2, map, none), 4.5, 1e-9);
}

static void the_gradient_is_the_difference_quotient(void **state)
{
    (void)state;
    float map[N], said[N], slope[N] = {0},
                           said_slope[N] = {0}, *const of[] = {map, said}, *const by[] = {slope, said_slope};
    set_gauss(N, map, 1, 0);
    set_gauss(N, said, 1, 1);
    weighted_gradient(N, map, said, 0.75, slope, said_slope);
    weighted_gradient(N, map, said, 0.75, slope, said_slope); /* it is added */
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < N; i++) {
            float old = of[k][i];
            of[k][i] = old + 0.01f;
            double above = weighted_mean(N, map, said);
            of[k][i] = old - 0.01f;
            double below = weighted_mean(N, map, said);
            of[k][i] = old;
            assert_near(by[k][i], 1.5 * (above - below) / 0.02, 1e-4);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mean_without_weights_is_plain),
        cmocka_unit_test(pixels_count_by_what_is_said_of_them),
        cmocka_unit_test(the_gradient_is_the_difference_quotient),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
