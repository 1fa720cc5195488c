/* The vocabulary of the metadata: its kinds, what counts as the same, what many frames have in common. */
#include "ending.h"

#include "tensor/keys.h"

/* The macros for the help list exactly the keys of their kind. */
static void the_lists_are_those_of_the_table(void **state)
{
    (void)state;
    static const struct {
        enum key_kind kind;
        const char *list, *name;
    } kinds[] = {{KEY_OPTICS, KEYS_OPTICS, "optics"},
                 {KEY_FRAME, KEYS_FRAME, "frame"},
                 {KEY_FEATURE, KEYS_FEATURE, "feature"},
                 {KEY_CHECKPOINT, "before data", "checkpoint"}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        char list[META_MAX] = "";
        for (const struct key *key = keys; key->name; key++)
            if (key->kind == kinds[i].kind)
                snprintf(list + strlen(list), sizeof list - strlen(list), "%s%s", list[0] ? " " : "", key->name);
        assert_string_equal(list, kinds[i].list);
        assert_string_equal(key_kind_name(kinds[i].kind), kinds[i].name);
    }
}

static void no_key_stands_twice(void **state)
{
    (void)state;
    struct meta meta = {""};
    size_t count = 0, at = 0;
    char key[META_VALUE_MAX + 1], value[META_VALUE_MAX + 1];
    for (const struct key *k = keys; k->name; k++, count++) {
        meta_set(&meta, k->name, "1");
        assert_true(strlen(k->meaning) > 5);
    }
    for (; meta_next(&meta, &at, key, value); count--)
        ;
    assert_int_equal(count, 0);
}

static void kinds_are_dropped(void **state)
{
    (void)state;
    struct meta meta = {"z_um=1 na=0.5 mine=2 stack=a crop=8x8 photons=5"};
    keys_drop(&meta, KEY_FRAME);
    assert_string_equal(meta.text, "na=0.5 mine=2 crop=8x8 photons=5");
    keys_drop(&meta, KEY_OPTICS | KEY_FEATURE);
    assert_string_equal(meta.text, "mine=2 photons=5");
}

static void match(void *text)
{
    const struct meta model = {"na=0.5 led_na_x=0 led_na_y=-0.4 crop=16x8 z_um=3"};
    struct meta meta = {""};
    snprintf(meta.text, sizeof meta.text, "%s", (char *)text);
    keys_match(&meta, "here", &model, "model.npy", KEY_OPTICS | KEY_FEATURE);
}

static void what_differs_ends_the_program(void **state)
{
    (void)state;
    match("na=0.5049 led_na_x=0.0199 led_na_y=-0.4199 crop=16x8");
    match("z_um=7 norm=mean pixel_um=9");
    match("");
    must_end(1, "here has na=0.5051, but model.npy has 0.5; if the file is wrong: meta na=0.5", match, "na=0.5051");
    must_end(1, "here has led_na_x=-0.0201, but model.npy has 0;", match, "led_na_x=-0.0201");
    must_end(1, "here has crop=16x9, but model.npy has 16x8; make the features again with: fftcrop", match,
             "crop=16x9");
    must_end(1, "na=x is not a finite number", match, "na=x");
}

static void assert_joined(const char *a, const char *b, const char *joined)
{
    struct meta all = {""}, one = {""};
    snprintf(all.text, sizeof all.text, "%s", a);
    snprintf(one.text, sizeof one.text, "%s", b);
    keys_join(&all, &one);
    assert_string_equal(all.text, joined);
}

static void many_frames_keep_what_they_have_in_common(void **state)
{
    (void)state;
    assert_joined("na=0.5 z_um=1 mine=2 photons=5", "na=0.501 z_um=2 mine=2 photons=6 more=1", "na=0.5 mine=2");
    assert_joined("na=0.5 crop=8x8 mine=2", "", "na=0.5 crop=8x8");
    assert_joined("specimen=cells", "specimen=cells", "specimen=cells");
    assert_joined("specimen=cells", "specimen=tissue", "specimen=cells+tissue");
    assert_joined("specimen=cells+tissue", "specimen=tissue", "specimen=cells+tissue");
    assert_joined("specimen=cells+tissue", "specimen=cell+cells", "specimen=cells+tissue+cell");
    assert_joined("specimen=cells", "", "");
}

static void join_long(void *arg)
{
    (void)arg;
    struct meta all = {"specimen=x"}, one = {""};
    char name[200];
    memset(name, 'a', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    meta_set(&one, "specimen", name);
    keys_join(&all, &one);
    name[0] = 'b';
    meta_set(&one, "specimen", name);
    keys_join(&all, &one);
}

static void too_many_specimens_end_the_program(void **state)
{
    (void)state;
    must_end(1, "do not fit into one value; name them together with: meta specimen=NAME", join_long, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_lists_are_those_of_the_table),
        cmocka_unit_test(no_key_stands_twice),
        cmocka_unit_test(kinds_are_dropped),
        cmocka_unit_test(what_differs_ends_the_program),
        cmocka_unit_test(many_frames_keep_what_they_have_in_common),
        cmocka_unit_test(too_many_specimens_end_the_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
