/* The words of a status come back as what they are, and numbers in order. */
#include "near.h"

#include "stats/sort.h"
#include "stats/status.h"

static void every_word_is_its_status(void **state)
{
    (void)state;
    for (enum status s = STATUS_OK; s < STATUSES; s++)
        assert_int_equal(status_parse(status_name(s)), s);
    assert_string_equal(status_name(STATUS_LOW_CONFIDENCE), "low-confidence");
    assert_string_equal(status_name(STATUS_NONE), "none");
    assert_int_equal(status_parse("low"), STATUSES);
    assert_int_equal(status_parse(""), STATUSES);
}

static void what_is_not_finite_is_not_ok(void **state)
{
    (void)state;
    const double good[] = {0, -1e308, 5}, bad[] = {1, NAN, 2}, huge[] = {1, 2, -INFINITY};
    assert_int_equal(status_of(STATUS_OK, 3, good), STATUS_OK);
    assert_int_equal(status_of(STATUS_OK, 3, bad), STATUS_LOW_CONFIDENCE);
    assert_int_equal(status_of(STATUS_OK, 3, huge), STATUS_LOW_CONFIDENCE);
    assert_int_equal(status_of(STATUS_OK, 2, huge), STATUS_OK);
    assert_int_equal(status_of(STATUS_BLANK, 3, bad), STATUS_BLANK);
}

static void numbers_are_sorted(void **state)
{
    (void)state;
    double values[] = {3, -1, 2, 2, -5.5, INFINITY, 0};
    const double want[] = {-5.5, -1, 0, 2, 2, 3, INFINITY};
    sort_ascending(7, values);
    assert_memory_equal(values, want, sizeof want);
    sort_ascending(1, values);
    assert_true(values[0] == -5.5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_is_its_status),
        cmocka_unit_test(what_is_not_finite_is_not_ok),
        cmocka_unit_test(numbers_are_sorted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
