/* differ -- checks whether two streams or two tables agree within a tolerance. npystream(5) */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "table/table.h"
#include "tensor/compare.h"
#include "tensor/npy.h"

static struct tolerance tolerance;
static struct cli_list columns;
static bool no_meta;

static const struct cli_option options[] = {
    {"abs", 0, CLI_REAL(&tolerance.abs), "X", "largest allowed difference between a value of A and that of B", 0,
     HUGE_VAL},
    {"rel", 0, CLI_REAL(&tolerance.rel), "X", "additional allowed difference, as a fraction of the value of B", 0,
     HUGE_VAL},
    {"column", 0, CLI_LIST(&columns), "NAME=X|NAME=X%|NAME=any",
     "tolerance of one column of a table, absolute or in percent, instead of --abs and --rel; if both forms are given, "
     "they add up; NAME=any ignores the column"},
    {"no-meta", 0, CLI_FLAG(&no_meta), NULL, "ignore the metadata of streams"},
    {0},
};

static const struct cli_command command = {
    .name = "differ",
    .summary = "compare two streams or two tables within a tolerance",
    .args = "A B",
    .min_args = 2,
    .max_args = 2,
    .description =
        "Reads two files, one of which may be '-' for stdin, and exits 0 if A agrees with B. Otherwise it exits 1 and "
        "prints one line: the first difference, how many values differ, and the largest difference between numbers. B "
        "is the reference: a and b agree if |a - b| <= abs + rel |b|, or if both are NaN.\n\n"
        "Streams must have the same number of arrays, with the same types, shapes and metadata (in any order). Tables "
        "must have the same columns and the same number of rows. Cells and metadata are compared as numbers if both "
        "are numbers, otherwise as text.",
    .in = "A or B, whichever is '-'",
    .example = "cast f4 --scale 1.001 < stack.npy > a.npy\n"
               "cast f4 < stack.npy | differ --rel 0.0011 a.npy -",
    .options = options,
};

static void compare_streams(struct difference *d, FILE *a_file, FILE *b_file, const char *a_path, const char *b_path)
{
    struct npy *a = npy_take(a_file, a_path), *b = npy_take(b_file, b_path);
    struct tensor x = {0}, y = {0};
    bool more_a, more_b;
    while ((more_a = npy_read(a, &x)) & (more_b = npy_read(b, &y))) {
        if (!no_meta)
            compare_metas(d, npy_where(a), &x.meta, cli_source(b_path), &y.meta, tolerance);
        compare_tensors(d, npy_where(a), &x, cli_source(b_path), &y, tolerance);
    }
    if (more_a != more_b && !d->differing)
        cli_die("%s goes on after array %zu, where %s ends", cli_source(more_a ? a_path : b_path),
                npy_index(more_a ? a : b) - 1, cli_source(more_a ? b_path : a_path));
    while (npy_read(a, &x) || npy_read(b, &y)) /* drain a pipe, so that its writer does not fail */
        ;
    npy_close(a);
    npy_close(b);
    tensor_free(&x);
    tensor_free(&y);
}

/* The tolerance of each column; every --column must name one. */
static struct tolerance *column_tolerances(const struct table *t)
{
    struct tolerance *each = cli_alloc(t->cols, sizeof *each);
    bool *named = cli_alloc(t->cols, sizeof *named);
    for (size_t c = 0; c < t->cols; c++)
        each[c] = tolerance;
    for (size_t i = 0; i < columns.count; i++) {
        char *name = cli_need(strdup(columns.item[i]), "--column"), *number = strrchr(name, '=');
        if (!number)
            cli_usage("--column: '%s' is not NAME=X, NAME=X%% or NAME=any", columns.item[i]);
        *number++ = '\0';
        char *percent = strchr(number, '%');
        if (percent && !percent[1])
            *percent = '\0';
        double x = strcmp(number, "any") == 0 ? INFINITY : cli_real(number, "--column");
        if (x < 0)
            cli_usage("--column: '%s' has a negative tolerance", columns.item[i]);
        size_t c = table_column(t, name);
        if (!named[c])
            each[c] = (struct tolerance){0};
        named[c] = true;
        *(percent ? &each[c].rel : &each[c].abs) = percent ? x / 100 : x;
        free(name);
    }
    free(named);
    return each;
}

static void compare_tables(struct difference *d, FILE *a_file, FILE *b_file, const char *a_path, const char *b_path)
{
    struct table a, b;
    table_take(&a, a_file, a_path);
    table_take(&b, b_file, b_path);
    struct tolerance *each = column_tolerances(&b);
    table_compare(d, &a, &b, each);
    free(each);
    table_free(&a);
    table_free(&b);
}

int main(int argc, char **argv)
{
    char **path = cli_begin(&command, argc, argv);
    if (strcmp(path[0], "-") == 0 && strcmp(path[1], "-") == 0)
        cli_usage("A and B are both stdin");
    FILE *a = cli_open(path[0]), *b = cli_open(path[1]);
    bool tables = table_begins(a);
    if (tables != table_begins(b))
        cli_die("%s is a %s, %s is a %s", cli_source(path[0]), tables ? "table" : "stream", cli_source(path[1]),
                tables ? "stream" : "table");
    if (columns.count && !tables)
        cli_usage("--column is for tables, %s is a stream", cli_source(path[0]));
    struct difference d = {0};
    (tables ? compare_tables : compare_streams)(&d, a, b, path[0], path[1]);
    if (d.largest > 0)
        cli_die("%s; %zu of %zu values differ, at most by %.3g", d.first, d.differing, d.compared, d.largest);
    if (d.differing)
        cli_die("%s; %zu of %zu values differ", d.first, d.differing, d.compared);
    return cli_end();
}
