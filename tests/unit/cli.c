#include "ending.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>

#include "cli/cli.h"

static bool flag;
static size_t count = 3, size[2];
static double real = 1.5;
static const char *text;
static int choice;
static struct cli_list list;

static const struct cli_option options[] = {
    {"flag", 'f', CLI_FLAG(&flag), NULL, "a flag"},
    {"count", 'c', CLI_COUNT(&count), "N", "a count", 1, 9},
    {"real", 'r', CLI_REAL(&real), "UM", "a real", -2, 2},
    {"text", 't', CLI_TEXT(&text), "WORD", "a text"},
    {"choice", 0, CLI_CHOICE(&choice), "one|two|three", "a choice"},
    {"size", 0, CLI_SIZE(size), "HxW", "a size"},
    {"list", 'l', CLI_LIST(&list), "ITEM", "a list"},
    {0},
};

static const struct cli_command command = {
    .name = "prog",
    .summary = "does nothing",
    .args = "FILE...",
    .min_args = 1,
    .max_args = 2,
    .description = "Nothing at all.",
    .options = options,
};

enum { MAX_WORDS = 12 };

/* Words of a command line, ended by NULL. */
static char **begin(const char *const words[])
{
    char *argv[MAX_WORDS + 2] = {"prog"};
    int argc = 1;
    while (words[argc - 1]) {
        argv[argc] = strdup(words[argc - 1]);
        argc++;
    }
    return cli_begin(&command, argc, argv);
}

static void begin_words(void *words)
{
    begin(words);
}

static void parse_all(void *unused)
{
    (void)unused;
    char **args = begin((const char *const[]){"-f", "--count=9", "a", "--real", "-1e0", "-tx y", "--choice=three",
                                              "--size=4x5", "-l1", "--list=2", "--", "-b", NULL});
    bool right = flag && count == 9 && real == -1 && strcmp(text, "x y") == 0 && choice == 2 && size[0] == 4 &&
                 size[1] == 5 && list.count == 2 && strcmp(list.item[0], "1") == 0 && strcmp(list.item[1], "2") == 0 &&
                 strcmp(args[0], "a") == 0 && strcmp(args[1], "-b") == 0 && !args[2];
    if (!right)
        cli_die("not as it was given");
}

static void a_command_line_is_read(void **state)
{
    (void)state;
    char message[MESSAGE_ROOM];
    int status = ending(parse_all, NULL, message);
    assert_string_equal(message, "");
    assert_int_equal(status, 0);
}

static void wrong_command_lines_are_usage_errors(void **state)
{
    (void)state;
    static const char *const wrong[][2][4] = {
        {{"FILE... is missing"}, {NULL}},
        {{"'c' is one argument too many"}, {"a", "b", "c"}},
        {{"--bogus: unknown option"}, {"a", "--bogus"}},
        {{"--count"}, {"a", "--count"}},
        {{"--count: '-1' is not a whole number"}, {"a", "--count=-1"}},
        {{"--count: '1.5' is not a whole number"}, {"a", "--count=1.5"}},
        {{"--count: '99999999999999999999' is not"}, {"a", "--count=99999999999999999999"}},
        {{"--count: 0 is outside 1 .. 9"}, {"a", "--count=0"}},
        {{"--real: 'nan' is not a finite"}, {"a", "--real=nan"}},
        {{"--real: '1e999' is not a finite"}, {"a", "--real=1e999"}},
        {{"--real: '1um' is not a finite"}, {"a", "--real=1um"}},
        {{"--real: '' is not a finite"}, {"a", "--real="}},
        {{"--real: 2.5 is outside -2 .. 2"}, {"a", "--real=2.5"}},
        {{"--choice: 'on' is not one of one|two|three"}, {"a", "--choice=on"}},
        {{"--size: '4' is not HxW"}, {"a", "--size=4"}},
        {{"--size"}, {"a", "--size=4x"}},
        {{"a?b"}, {"--count=a\nb", "x"}}, /* one line all the same */
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        must_end(2, wrong[i][0][0], begin_words, (void *)wrong[i][1]);
        must_end(2, "(try: prog --help)", begin_words, (void *)wrong[i][1]);
    }
}

struct range {
    const char *text;
    size_t count;
    double first, last;
};

static void read_range(void *range_text)
{
    double start, step;
    cli_range(range_text, "--z", &start, &step);
}

static void ranges_include_their_end(void **state)
{
    (void)state;
    static const struct range good[] = {
        {"-29.5:29.5:1", 60, -29.5, 29.5},
        {"0:1:0.1", 11, 0, 1},
        {"0:1:0.3", 4, 0, 0.9},
        {"5", 1, 5, 5},
        {"1:3", 3, 1, 3},
        {"3:1:-1", 3, 3, 1},
        {"2:2:1", 1, 2, 2},
        {"0:0.3:0.1", 4, 0, 0.3},
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        double start, step;
        size_t n = cli_range(good[i].text, "--z", &start, &step);
        assert_int_equal(n, good[i].count);
        assert_true(start == good[i].first && fabs(start + (double)(n - 1) * step - good[i].last) < 1e-9);
    }
    must_end(2, "never reaches STOP", read_range, "0:1:-1");
    must_end(2, "never reaches STOP", read_range, "0:1:0");
    must_end(2, "never reaches STOP", read_range, "1:0");
    must_end(2, "not START:STOP:STEP", read_range, "0:1:1:1");
    must_end(2, "not a finite number", read_range, "0::1");
}

static void lists_of_numbers_have_a_limit(void **state)
{
    (void)state;
    double value[3];
    assert_int_equal(cli_reals("1,-2.5", "--x", value, 3), 2);
    assert_true(value[0] == 1 && value[1] == -2.5);
    assert_int_equal(cli_reals("1,2,3", "--x", value, 3), 3);
}

static void numbers_are_finite_and_decimal(void **state)
{
    (void)state;
    static const char *const good[] = {"0", "-1.5", "+2", ".5", "1e-3", "2E+4", "1e-320"};
    static const char *const bad[] = {"", " 1", "1 ", "0x10", "nan", "inf", "1e400", "1,5", "1.2.3", "e5", "--1"};
    double number;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(cli_number(good[i], &number) && number == strtod(good[i], NULL));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(cli_number(bad[i], &number));
}

static void words_are_numbered(void **state)
{
    (void)state;
    static const char words[] = "mean|l2|none";
    char word[CLI_WORD_MAX + 1];
    assert_string_equal(cli_word_at(words, 0, word), "mean");
    assert_string_equal(cli_word_at(words, 1, word), "l2");
    assert_string_equal(cli_word_at(words, 2, word), "none");
    assert_null(cli_word_at(words, 3, word));
    assert_null(cli_word_at(words, 9, word));
    assert_int_equal(cli_word_find(words, "mean"), 0);
    assert_int_equal(cli_word_find(words, "none"), 2);
    static const char *const others[] = {"", "me", "l", "mean|l2", "nones"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_int_equal(cli_word_find(words, others[i]), -1);
}

/* Output files ---------------------------------------------------------------------------------------------------- */

static char folder[] = "/tmp/cli-test-XXXXXX";

static int enter_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave_folder(void **state)
{
    (void)state;
    return chdir("/") == 0 && rmdir(folder) == 0 ? 0 : -1;
}

static size_t files_here(void)
{
    FILE *ls = popen("ls -A | wc -l", "r");
    size_t n = 99;
    assert_int_equal(fscanf(ls, "%zu", &n), 1);
    pclose(ls);
    return n;
}

static void must_hold(const char *path, const char *want)
{
    char got[64] = "";
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    got[fread(got, 1, sizeof got - 1, file)] = '\0';
    fclose(file);
    assert_string_equal(got, want);
}

static void write_and_then(void *what)
{
    FILE *file = cli_create("out");
    fputs("new", file);
    if (strcmp(what, "die") == 0)
        cli_die("no");
    if (strcmp(what, "kill") == 0) {
        begin((const char *const[]){"x", NULL}); /* signals are caught from here on */
        fflush(file);
        raise(SIGTERM);
    }
    cli_close(file, "out");
}

static void put_old(void)
{
    FILE *file = fopen("out", "wb");
    fputs("old", file);
    fclose(file);
}

static void output_appears_whole_or_not_at_all(void **state)
{
    (void)state;
    char message[MESSAGE_ROOM];
    put_old();
    must_end(1, ": no", write_and_then, "die");
    must_hold("out", "old");
    assert_int_equal(ending(write_and_then, "kill", message), SIGNALLED + SIGTERM);
    must_hold("out", "old");
    assert_int_equal(files_here(), 1);
    assert_int_equal(ending(write_and_then, "close", message), 0);
    must_hold("out", "new");
    assert_int_equal(files_here(), 1);
    unlink("out");
}

static void links_stay_links(void **state)
{
    (void)state;
    char message[MESSAGE_ROOM];
    struct stat status;
    assert_int_equal(mkdir("sub", 0700), 0);
    FILE *file = fopen("sub/target", "wb");
    fputs("old", file);
    fclose(file);
    assert_int_equal(symlink("sub/target", "out"), 0);
    assert_int_equal(ending(write_and_then, "close", message), 0);
    must_hold("sub/target", "new");
    assert_true(lstat("out", &status) == 0 && S_ISLNK(status.st_mode));
    unlink("out");
    unlink("sub/target");
    rmdir("sub");
}

static void create(void *path)
{
    cli_close(cli_create(path), path);
}

static void write_full(void *unused)
{
    (void)unused;
    FILE *file = cli_create("/dev/full");
    fputs("data", file);
    cli_close(file, "/dev/full");
}

static void open_input(void *path)
{
    cli_open(path);
}

static void files_that_cannot_be_had_are_named(void **state)
{
    (void)state;
    must_end(1, "none/out: No such file or directory", create, "none/out");
    must_end(1, ".: Is a directory", create, ".");
    must_end(1, "/dev/full: No space left on device", write_full, NULL);
    must_end(1, "none: No such file or directory", open_input, "none");
    must_end(1, ".: Is a directory", open_input, ".");
    must_end(1, "/dev/null is empty", open_input, "/dev/null");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_command_line_is_read),
        cmocka_unit_test(wrong_command_lines_are_usage_errors),
        cmocka_unit_test(ranges_include_their_end),
        cmocka_unit_test(lists_of_numbers_have_a_limit),
        cmocka_unit_test(numbers_are_finite_and_decimal),
        cmocka_unit_test(words_are_numbered),
        cmocka_unit_test(output_appears_whole_or_not_at_all),
        cmocka_unit_test(links_stay_links),
        cmocka_unit_test(files_that_cannot_be_had_are_named),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
