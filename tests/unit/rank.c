/* The k-th smallest, of values in any order and with equals among them; and the median by weights. */
#include "near.h"

#include "stats/rank.h"

static void every_rank_is_found(void **state)
{
    (void)state;
    enum { N = 101 };
    for (size_t k = 0; k < N; k++) {
        float value[N], twice[N];
        for (size_t i = 0; i < N; i++) {
            value[i] = (float)(i * 37 % N);
            twice[i] = (float)(i * 37 % N / 2);
        }
        assert_true(rank_select(N, value, k) == (float)k);
        assert_true(rank_select(N, twice, k) == (float)(k / 2));
    }
    assert_true(rank_select(1, (float[]){7}, 0) == 7);
}

static void half_of_the_weights_lie_below_the_weighted_median(void **state)
{
    (void)state;
    const float value[] = {5, -3, 2, 9}, same[] = {1, 1, 1, 1}, weight[] = {1, 0, 2, 7}, first[] = {9, 1, 1, 1};
    assert_near(rank_weighted_median(4, value, same), 2, 1e-4);
    assert_near(rank_weighted_median(4, value, weight), 9, 1e-4);
    assert_near(rank_weighted_median(4, value, first), 5, 1e-4);
    assert_near(rank_weighted_median(1, value, weight), 5, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rank_is_found),
        cmocka_unit_test(half_of_the_weights_lie_below_the_weighted_median),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
