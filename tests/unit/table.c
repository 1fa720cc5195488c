#include "ending.h"

#include "cli/cli.h"
#include "table/table.h"

static char path[] = "/tmp/table-test-XXXXXX";

static int make_file(void **state)
{
    (void)state;
    int file = mkstemp(path);
    return file < 0 ? -1 : close(file);
}

static int remove_file(void **state)
{
    (void)state;
    return unlink(path);
}

/* The file, with this text now. */
static const char *file_of(const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    return path;
}

static void read_table(void *text)
{
    struct table t;
    table_read(&t, file_of(text));
    for (size_t i = 0; i < t.rows; i++)
        table_number(&t, i, table_column(&t, "x"));
}

static void positions_keep_their_digits(void **state)
{
    (void)state;
    char text[32];
    static const struct {
        double um;
        const char *text;
    } cases[] = {{0.31327123, "0.313271"},
                 {-12.3456789, "-12.3457"},
                 {123.456789, "123.4568"},
                 {11235.44327, "11235.4433"},
                 {-112350.44327, "-112350.4433"},
                 {0, "0"},
                 {NAN, "nan"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        snprintf(text, sizeof text, "%.*g", table_digits(6, cases[i].um), cases[i].um);
        assert_string_equal(text, cases[i].text);
    }
    assert_int_equal(table_digits(5, 3), 5);
}

static void cells_and_names_come_back(void **state)
{
    (void)state;
    struct table t;
    size_t c;
    table_read(&t, file_of("x\ty_um\tz-2\n1\t\t-2.5e3\nnan\tb c\t0\n"));
    assert_true(t.rows == 2 && t.cols == 3);
    assert_string_equal(t.name[1], "y_um");
    assert_int_equal(table_column(&t, "z-2"), 2);
    assert_true(table_find(&t, "x", &c) && c == 0);
    assert_false(table_find(&t, "y", &c));
    assert_string_equal(table_text(&t, 0, 1), "");
    assert_string_equal(table_text(&t, 1, 1), "b c");
    assert_true(table_number(&t, 0, 2) == -2500);
    assert_true(isnan(table_number(&t, 1, 0)));
    table_free(&t);
}

static void a_header_alone_is_a_table_without_rows(void **state)
{
    (void)state;
    struct table t;
    table_read(&t, file_of("x\n"));
    assert_true(t.rows == 0 && t.cols == 1);
    table_free(&t);
}

static void a_growing_table_is_read_row_by_row(void **state)
{
    (void)state;
    struct table t;
    FILE *writer = fopen(path, "wb");
    assert_non_null(writer);
    fputs("a\tb\n", writer);
    fflush(writer);
    table_follow(&t, path);
    assert_int_equal(table_column(&t, "b"), 1);
    for (int i = 1; i < 100; i++) {
        fprintf(writer, "%d\tword%d\n", i, i);
        fflush(writer);
        assert_true(table_next(&t));
        assert_true(t.rows == 1 && t.passed == (size_t)i - 1);
        assert_int_equal((int)table_number(&t, 0, 0), i);
        assert_memory_equal(table_text(&t, 0, 1), "word", 4);
    }
    fclose(writer);
    assert_false(table_next(&t));
    assert_false(table_next(&t));
    table_free(&t);
}

static void large_tables_are_read_whole(void **state)
{
    (void)state;
    enum { ROWS = 50000 };
    struct table t;
    FILE *file = fopen(path, "wb");
    table_header(file, "i square");
    for (int i = 0; i < ROWS; i++)
        fprintf(file, "%d\t%.17g\n", i, (double)i * i);
    fclose(file);
    table_read(&t, path);
    assert_true(t.rows == ROWS && t.cols == 2);
    for (size_t i = 0; i < ROWS; i++)
        assert_true(table_number(&t, i, 1) == (double)i * (double)i);
    table_free(&t);
}

static void what_is_no_table_ends_the_program(void **state)
{
    (void)state;
    must_end(1, "is empty", read_table, "");
    must_end(1, "begins with '#', expected the name of a column; remove the '#' with: sed '1s/^# *//'", read_table,
             "# x\n1\n");
    must_end(1, "columns 1 and 3 are both named x", read_table, "x\ty\tx\n1\t2\t3\n");
    must_end(1, "the name of column 1 is '1', expected a letter", read_table, "1\t2\n3\t4\n");
    must_end(1, "the name of column 2 is ''", read_table, "x\t\n1\t2\n");
    must_end(1, "the name of column 2 is 'y um'", read_table, "x\ty um\n1\t2\n");
    must_end(1, "ends in the middle of a line", read_table, "x\n1\n2");
    must_end(1, "has the line ends of Windows", read_table, "x\n1\r\n");
    must_end(1, "line 3 has 1 cells, expected 2", read_table, "x\ty\n1\t2\n3\n");
    must_end(1, "line 2 has 3 cells, expected 2", read_table, "x\ty\n1\t2\t3\n");
    must_end(1, "has no column x", read_table, "y\n1\n");
    must_end(1, "x in row 2 is 'one', expected a number", read_table, "x\n1\none\n");
    must_end(1, "x in row 1 is '', expected a number", read_table, "x\n\n");
    must_end(1, "x in row 1 is 'inf'", read_table, "x\ninf\n");
}

static void write_header(void *keys)
{
    table_header_with(stdout, "frame status", keys);
}

static void a_header_that_could_not_be_read_is_not_written(void **state)
{
    (void)state;
    must_end(2, "columns 2 and 4 are both named status", write_header, "na,status");
    must_end(2, "the name of column 3 is '', expected a letter", write_header, "");
    must_end(2, "the name of column 3 is '3d'", write_header, "3d");
}

static void a_table_is_told_from_a_stream(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool table;
    } begins[] = {
        {"x\n", true},      {"_x\n", true},         {"Pixel\n", true},
        {"P\n", true},      {"# x\n", true},        {"\x93NUMPY\x01", false},
        {"P5 3 2 ", false}, {"\x89PNG\r\n", false}, {"1\n", false},
        {"", false},
    };
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        FILE *file = fopen(file_of(begins[i].text), "rb");
        assert_true(table_begins(file) == begins[i].table);
        char again[16] = "";
        fread(again, 1, sizeof again - 1, file);
        assert_string_equal(again, begins[i].text); /* nothing was taken */
        fclose(file);
    }
}

static void values_agree_within_the_tolerance_and_no_further(void **state)
{
    (void)state;
    const struct tolerance exact = {0}, abs = {.abs = 0.5}, rel = {.rel = 0.1}, both = {0.5, 0.1};
    assert_true(compare_agree(1, 1, exact) && !compare_agree(1, nextafter(1, 2), exact));
    assert_true(compare_agree(0.0, -0.0, exact));
    assert_true(compare_agree(1.5, 1, abs) && compare_agree(0.5, 1, abs) && !compare_agree(1.51, 1, abs));
    assert_true(compare_agree(110, 100, rel) && !compare_agree(100, 90, rel)); /* a fraction of what is expected */
    assert_true(compare_agree(10.375, 9, both) && !compare_agree(10.5, 9, both));
    assert_true(compare_agree(-9.5, -9, rel) && !compare_agree(9, -9, rel));
    assert_true(compare_agree(NAN, NAN, exact) && !compare_agree(NAN, 1, both) && !compare_agree(1, NAN, both));
    assert_true(compare_agree(INFINITY, INFINITY, exact) && !compare_agree(INFINITY, -INFINITY, both));
    assert_false(compare_agree(1, INFINITY, rel)); /* whose fraction would be infinite */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(positions_keep_their_digits),
        cmocka_unit_test(cells_and_names_come_back),
        cmocka_unit_test(a_header_alone_is_a_table_without_rows),
        cmocka_unit_test(a_growing_table_is_read_row_by_row),
        cmocka_unit_test(large_tables_are_read_whole),
        cmocka_unit_test(what_is_no_table_ends_the_program),
        cmocka_unit_test(a_header_that_could_not_be_read_is_not_written),
        cmocka_unit_test(a_table_is_told_from_a_stream),
        cmocka_unit_test(values_agree_within_the_tolerance_and_no_further),
    };
    return cmocka_run_group_tests(tests, make_file, remove_file);
}
