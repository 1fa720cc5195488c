/* evaluate -- compares predictions with the truth: root mean square error with its interval, and bias, per depth or
 * stack */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "stats/status.h"
#include "stats/summary.h"
#include "table/table.h"

static const char *by, *predicted = "defocus_um", *truth = "target_um", *group = "stack";
static double step = 1;
static struct cli_list columns;
static size_t resamples = 1000, seed = 1;

static const struct cli_option options[] = {
    {"by", 0, CLI_TEXT(&by), "COLUMN", "print one row for each value of this column, such as target_um"},
    {"step", 0, CLI_REAL(&step), "WIDTH", "round numbers in the --by column to multiples of WIDTH", .min = 1e-9,
     .max = 1e9},
    {"predicted", 0, CLI_TEXT(&predicted), "COLUMN", "column of the predictions"},
    {"truth", 0, CLI_TEXT(&truth), "COLUMN", "column of the true values"},
    {"group", 0, CLI_TEXT(&group), "COLUMN",
     "column of the groups that the bootstrap resamples; if it is missing, every row is a group"},
    {"column", 0, CLI_LIST(&columns), "NAME=VALUE", "begin every row with this column; may be given more than once"},
    {"resamples", 0, CLI_COUNT(&resamples), "N", "number of bootstrap samples; 0 gives no interval", .max = 1e6},
    {"seed", 's', CLI_COUNT(&seed), "N", "seed of the bootstrap"},
    {0},
};

static const struct cli_command command = {
    .name = "evaluate",
    .summary = "compare predictions with the truth",
    .args = "[TABLE]",
    .max_args = 1,
    .description =
        "Reads the table of predict --with stack,target_um and prints the root mean square error with its 95 % "
        "bootstrap interval over whole stacks, the bias, and the error of the best constant predictor: a network that "
        "is no better has learned nothing. Rows without a prediction (status blank) are counted but not evaluated.\n\n"
        "status is ok; few: fewer than two groups, so there is no interval; none: there is nothing to evaluate.",
    .in = "a table, unless TABLE is given",
    .out = "a table: by_COLUMN with --by, frames groups blank rmse_um rmse_low_um rmse_high_um bias_um "
           "constant_rmse_um status",
    .example = "predict --with stack,target_um model.npy < stack.npy > p.tsv || true\n"
               "label --focus-um 0 < stack.npy | predict --with stack,target_um model.npy | evaluate",
    .options = options,
};

/* One row of the table: the key that rows are sorted by, and the group for the bootstrap. */
struct row {
    char key[256];
    double order, predicted, truth;
    size_t group;
};

static int by_key(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    return x->order != y->order ? (x->order > y->order) - (x->order < y->order) : strcmp(x->key, y->key);
}

static void read_rows(const struct table *t, struct row *rows)
{
    size_t p = table_column(t, predicted), q = table_column(t, truth), g, b = by ? table_column(t, by) : 0;
    bool grouped = table_find(t, group, &g);
    for (size_t i = 0; i < t->rows; i++) {
        struct row *row = &rows[i];
        row->predicted = table_number(t, i, p);
        if (strcmp(table_text(t, i, q), "-") == 0)
            cli_die("%s has no %s in row %zu; before predicting, set it with: label", t->path, truth, i + 1);
        row->truth = table_number(t, i, q);
        row->group = i;
        for (size_t j = i; grouped && j-- > 0;) /* backwards, because the previous row is usually in the same group */
            if (strcmp(table_text(t, i, g), table_text(t, j, g)) == 0) {
                row->group = rows[j].group;
                break;
            }
        const char *text = by ? table_text(t, i, b) : "";
        char *end;
        double number = strtod(text, &end);
        bool numeric = end != text && !*end && isfinite(number);
        row->order = numeric ? step * round(number / step) : 0;
        if (numeric)
            snprintf(row->key, sizeof row->key, "%.9g", row->order);
        else
            snprintf(row->key, sizeof row->key, "%s", text);
    }
    qsort(rows, t->rows, sizeof *rows, by_key);
}

static void print_summary(const struct row *rows, size_t count)
{
    double *x = cli_alloc(2 * count, sizeof *x), *y = x + count;
    size_t *of = cli_alloc(count, sizeof *of), n = 0;
    for (size_t i = 0; i < count; i++) {
        if (isnan(rows[i].predicted) || isnan(rows[i].truth))
            continue;
        x[n] = rows[i].predicted;
        y[n] = rows[i].truth;
        of[n++] = rows[i].group;
    }
    struct summary s;
    if (!summary_compute(n, x, y, of, resamples, 0.95, seed, &s))
        cli_die("no memory for %zu rows", n);
    for (size_t i = 0; i < columns.count; i++)
        printf("%s\t", strchr(columns.item[i], '=') + 1);
    enum status status = !n ? STATUS_NONE : s.groups < 2 ? STATUS_FEW : STATUS_OK;
    printf("%s%s%zu\t%zu\t%zu\t%.4f\t%.4f\t%.4f\t%.4f\t%.4f\t%s\n", rows[0].key, by ? "\t" : "", n, s.groups, count - n,
           s.rmse, s.rmse_low, s.rmse_high, s.bias, s.constant_rmse, status_name(status));
    free(x);
    free(of);
}

static void print_header(void)
{
    char *names;
    size_t size;
    FILE *text = cli_need(open_memstream(&names, &size), "a header");
    for (size_t i = 0; i < columns.count; i++)
        fprintf(text, "%.*s ", (int)table_name_length(columns.item[i]), columns.item[i]);
    if (by) /* by_, because it may be status, the name of the last column */
        fprintf(text, "by_%s ", by);
    fputs("frames groups blank rmse_um rmse_low_um rmse_high_um bias_um constant_rmse_um status", text);
    cli_need(fclose(text) == 0 ? names : NULL, "a header");
    table_header(stdout, names);
    free(names);
}

int main(int argc, char **argv)
{
    char **args = cli_begin(&command, argc, argv);
    for (size_t i = 0; i < columns.count; i++)
        if (columns.item[i][table_name_length(columns.item[i])] != '=')
            cli_usage("--column: '%s' is not NAME=VALUE", columns.item[i]);
    struct table t;
    table_read(&t, args[0]);
    if (!t.rows)
        cli_die("%s has no rows", t.path);
    struct row *rows = cli_alloc(t.rows, sizeof *rows);
    read_rows(&t, rows);
    print_header();
    for (size_t first = 0, i = 1; i <= t.rows; i++)
        if (i == t.rows || (by && by_key(&rows[i], &rows[first]) != 0)) {
            print_summary(rows + first, i - first);
            first = i;
        }
    free(rows);
    table_free(&t);
    return cli_end();
}
