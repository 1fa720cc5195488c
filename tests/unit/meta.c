#include "ending.h"

#include "cli/cli.h"
#include "tensor/meta.h"

static void get(const struct meta *meta, const char *key, const char *want)
{
    char value[META_VALUE_MAX + 1] = "untouched";
    assert_int_equal(meta_get(meta, key, value), want != NULL);
    assert_string_equal(value, want ? want : "");
}

static void values_come_back(void **state)
{
    (void)state;
    struct meta m = {"a=1 ab=2 b=3"};
    meta_set(&m, "ab", "longer");
    assert_string_equal(m.text, "a=1 ab=longer b=3");
    meta_set(&m, "c", "x=y");
    assert_string_equal(m.text, "a=1 ab=longer b=3 c=x=y");
    get(&m, "c", "x=y");
    get(&m, "x", NULL);
    get(&m, "longer", NULL);
    meta_drop(&m, "a");
    assert_string_equal(m.text, "ab=longer b=3 c=x=y");
    meta_drop(&m, "c");
    meta_drop(&m, "c");
    assert_string_equal(m.text, "ab=longer b=3");
    struct meta from = {"b=4 d=5"};
    meta_merge(&m, &from);
    assert_string_equal(m.text, "ab=longer b=4 d=5");
    meta_set_pair(&m, "ab=0");
    assert_string_equal(m.text, "ab=0 b=4 d=5");
}

static void numbers_have_nine_digits(void **state)
{
    (void)state;
    struct meta m = {""};
    double x;
    meta_set_number(&m, "third", 1 / 3.0);
    meta_set_number(&m, "minus", -30);
    assert_string_equal(m.text, "third=0.333333333 minus=-30");
    assert_true(meta_number(&m, "minus", &x) && x == -30);
    assert_false(meta_number(&m, "none", &x));
    assert_true(meta_or(&m, "none", 5) == 5 && meta_need(&m, "third") == 0.333333333);
}

/* Any sequence of sets and drops leaves what a plain list of the values would hold, in a text that keeps the rules. */
static void any_sequence_agrees_with_a_plain_list(void **state)
{
    (void)state;
    static const char *const key[] = {"a", "aa", "b_um", "ab", "z9", "a_"};
    enum { KEYS = sizeof key / sizeof *key };
    char want[KEYS][40] = {{0}};
    struct meta m = {""};
    uint32_t random = 11;
    for (int step = 0; step < 20000; step++) {
        size_t k = draw(&random) % KEYS;
        if (draw(&random) % 3) {
            size_t length = 1 + draw(&random) % 30;
            for (size_t i = 0; i < length; i++)
                want[k][i] = "abz019=_.-+:,/"[draw(&random) % 14];
            want[k][length] = '\0';
            meta_set(&m, key[k], want[k]);
        } else {
            want[k][0] = '\0';
            meta_drop(&m, key[k]);
        }
        assert_null(meta_complaint(m.text));
        size_t count = 0, walked = 0;
        char got[META_VALUE_MAX + 1], value[META_VALUE_MAX + 1];
        for (size_t i = 0; i < KEYS; i++) {
            get(&m, key[i], want[i][0] ? want[i] : NULL);
            count += want[i][0] != '\0';
        }
        for (size_t at = 0; meta_next(&m, &at, got, value); walked++)
            get(&m, got, value);
        assert_int_equal(walked, count);
    }
}

static void rules_are_kept(void **state)
{
    (void)state;
    char longest[META_MAX + 10] = "a=";
    memset(longest + 2, 'x', 255);
    assert_null(meta_complaint(longest));
    longest[257] = 'x';
    assert_non_null(meta_complaint(longest));
    static const char *const good[] = {"", "a=1", "a_1=!$%&*+,-./:;<=>?@^`|~", "a=1  b=2"};
    static const char *const bad[] = {"a",    "a=",   "=1",     "A=1",        "1a=1",  "_a=1",    "a=1 b",      "a=(",
                                      "a=)",  "a=[",  "a=]",    "a={",        "a=}",   "a='",     "a=\"",       "a=#",
                                      "a=\\", "a=\t", "a=\x7f", "a=\xc3\xa9", "a b=1", "a=1 a=2", "a=1 b=2 a=1"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_null(meta_complaint(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (!meta_complaint(bad[i]))
            fail_msg("'%s' is let through", bad[i]);
    char name[] = "a b(\xc3\xa9)'#.tif";
    meta_clean(name);
    assert_string_equal(name, "a_b______.tif");
}

static void fill(void *arg)
{
    struct meta *m = arg;
    for (int i = 0;; i++) {
        char key[16];
        snprintf(key, sizeof key, "k%d", i);
        meta_set(m, key, "0123456789");
    }
}

static void set_pair(void *pair)
{
    struct meta m = {""};
    meta_set_pair(&m, pair);
}

static void set_value(void *value)
{
    struct meta m = {""};
    meta_set(&m, "a", value);
}

static void need(void *text)
{
    struct meta m = {""};
    snprintf(m.text, sizeof m.text, "%s", (char *)text);
    meta_need(&m, "na");
}

static void what_breaks_the_rules_ends_the_program(void **state)
{
    (void)state;
    struct meta m = {""};
    must_end(1, "full", fill, &m);
    must_end(2, "blank", set_pair, "a=1 b=2");
    must_end(2, "a key is not", set_pair, "a");
    must_end(2, "empty", set_pair, "a=");
    must_end(1, "empty", set_value, "");
    must_end(1, "blank", set_value, "a b");
    must_end(1, "'#'", set_value, "a#");
    must_end(1, "input lacks na; set it with: meta na=NUMBER", need, "a=1");
    must_end(1, "na=0.5x is not a finite number", need, "na=0.5x");
    must_end(1, "na=inf is not a finite number", need, "na=inf");
}

static void options_are_recorded_under_their_keys(void **state)
{
    (void)state;
    enum { SMALL, LARGE } size = LARGE;
    size_t count = 3, box[2] = {4, 5};
    double rate = 1 / 3.0, absent = NAN;
    const char *text = "x/y", *none = NULL;
    bool flag = true;
    const struct cli_option options[] = {
        {"count", 0, CLI_COUNT, &count, "N", "how many", .key = "n"},
        {"rate", 0, CLI_REAL, &rate, "R", "how fast", .min = 0, .max = 1, .key = "rate_hz"},
        {"size", 0, CLI_CHOICE, &size, "small|large", "how large", .key = "size"},
        {"box", 0, CLI_SIZE, &box, "HxW", "where", .key = "box_px"},
        {"text", 0, CLI_TEXT, &text, "TEXT", "what", .key = "text"},
        {"private", 0, CLI_COUNT, &count, "N", "without a key"},
        {"absent", 0, CLI_REAL, &absent, "R", "not given", .key = "absent"},
        {"none", 0, CLI_TEXT, &none, "TEXT", "not given", .key = "none"},
        {"flag", 0, CLI_FLAG, &flag, NULL, "has no value", .key = "flag"},
        {0},
    };
    struct meta m = {"rate_hz=9 z_um=1"};
    meta_set_options(&m, options);
    assert_string_equal(m.text, "rate_hz=0.333333333 z_um=1 n=3 size=large box_px=4x5 text=x/y");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_come_back),
        cmocka_unit_test(numbers_have_nine_digits),
        cmocka_unit_test(any_sequence_agrees_with_a_plain_list),
        cmocka_unit_test(rules_are_kept),
        cmocka_unit_test(options_are_recorded_under_their_keys),
        cmocka_unit_test(what_breaks_the_rules_ends_the_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
