/* The k-th smallest, of values in any order and with equals among them. */
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rank_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
