/* evaluate -- compares predictions with the truth: root mean square error with its interval, and bias, per depth or
 * stack */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "model/predictions.h"
#include "stats/status.h"
#include "stats/summary.h"

static struct prediction_columns named = {"defocus_um", "target_um", "stack", NULL, 1};
static double side_beyond_um;
static struct cli_list columns, against;
static size_t resamples = 1000, seed = 1;

static const struct cli_option options[] = {
    {"by", 0, CLI_TEXT(&named.by), "COLUMN", "print one row for each value of this column, such as target_um"},
    {"step", 0, CLI_REAL(&named.step), "WIDTH", "round numbers in the --by column to multiples of WIDTH", .min = 1e-9,
     .max = 1e9},
    {"predicted", 0, CLI_TEXT(&named.predicted), "COLUMN", "column of the predictions"},
    {"truth", 0, CLI_TEXT(&named.truth), "COLUMN", "column of the true values"},
    {"group", 0, CLI_TEXT(&named.group), "COLUMN",
     "column of the groups that the bootstrap resamples; if it is missing, every row is a group"},
    {"against", 0, CLI_LIST(&against), "FILE",
     "a table of other predictions of the same frames, for the ratio of the errors; may be given more than once"},
    {"side-beyond", 0, CLI_REAL(&side_beyond_um), "UM",
     "count the right side of focus only in frames whose truth is further from it than UM", .max = 1e6},
    {"column", 0, CLI_LIST(&columns), "NAME=VALUE", "begin every row with this column; may be given more than once"},
    {"resamples", 0, CLI_COUNT(&resamples), "N", "number of bootstrap samples; 0 gives no interval", .max = 1e6},
    {"seed", 's', CLI_COUNT(&seed), "N", "seed of the bootstrap"},
    {0},
};

static const struct cli_command command = {
    .name = "evaluate",
    .summary = "compare predictions with the truth",
    .args = "[TABLE...]",
    .max_args = -1,
    .description =
        "Reads the table of predict --with stack,target_um and prints the root mean square error with its 95 % "
        "bootstrap interval over whole stacks, the bias, the error of the best constant predictor, and the share of "
        "frames whose prediction has the sign of the truth: a network that is no better than the constant has learned "
        "nothing. Rows without a prediction (status blank) are counted but not evaluated. Several tables, such as "
        "those of several trainings, are pooled.\n\n"
        "--against compares with other predictions of the same frames, which stack and z_um tell apart: ratio is the "
        "error of TABLE over that of FILE, below 1 where TABLE is better. The interval is that of a paired bootstrap, "
        "each sample of which has the same stacks on both sides; so an interval on one side of 1 decides, even where "
        "the intervals of the two errors overlap. With several tables on a side, such as those of several trainings, "
        "the squared error of a frame there is the mean over them.\n\n"
        "status is ok; few: fewer than two groups, so there is no interval; none: nothing to evaluate; low-confidence: "
        "errors beyond what a number holds.",
    .in = "a table, unless TABLE is given",
    .out = "a table: by_COLUMN with --by, frames groups blank rmse_um rmse_low_um rmse_high_um bias_um "
           "constant_rmse_um right_side, with --against against_rmse_um ratio ratio_low ratio_high, status",
    .example = "predict --with stack,target_um model.npy < stack.npy > p.tsv || true\n"
               "label --focus-um 0 < stack.npy | predict --with stack,target_um model.npy | evaluate",
    .options = options,
};

/* The columns of the comparison, of the rows that both sides have predicted. Returns the ratio. */
static double print_ratio(const struct prediction *rows, size_t count, const struct resampling *r)
{
    double *own = cli_alloc(2 * count, sizeof *own), *other = own + count, squares = 0;
    size_t *of = cli_alloc(count, sizeof *of), n = 0;
    for (size_t i = 0; i < count; i++) {
        double error = rows[i].predicted - rows[i].truth;
        if (isnan(error) || isnan(rows[i].rival))
            continue;
        own[n] = error * error;
        squares += other[n] = rows[i].rival;
        of[n++] = rows[i].group;
    }
    struct estimate ratio;
    if (!summary_root(n, own, other, of, r, &ratio))
        cli_die("no memory for %zu rows", n);
    printf("\t%.4f\t%.4f\t%.4f\t%.4f", n ? sqrt(squares / (double)n) : NAN, ratio.value, ratio.low, ratio.high);
    free(own);
    free(of);
    return ratio.value;
}

static void print_summary(const struct prediction *rows, size_t count)
{
    const struct resampling r = {resamples, 0.95, seed};
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
    cli_need(summary_errors(n, x, y, of, &r, &s) ? &s : NULL, "the rows");
    for (size_t i = 0; i < columns.count; i++)
        printf("%s\t", strchr(columns.item[i], '=') + 1);
    printf("%s%s%zu\t%zu\t%zu\t%.4f\t%.4f\t%.4f\t%.4f\t%.4f\t%.4f", rows[0].key, named.by ? "\t" : "", n, s.rmse.groups,
           count - n, s.rmse.value, s.rmse.low, s.rmse.high, s.bias, s.constant_rmse,
           summary_right_side(n, x, y, side_beyond_um));
    double ratio = against.count ? print_ratio(rows, count, &r) : 0;
    enum status status = !n ? STATUS_NONE : s.rmse.groups < 2 ? STATUS_FEW : STATUS_OK;
    printf("\t%s\n", status_name(status_of(status, 4, (double[]){s.rmse.value, s.bias, s.constant_rmse, ratio})));
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
    if (named.by) /* by_, because it may be status, the name of the last column */
        fprintf(text, "by_%s ", named.by);
    fprintf(text, "frames groups blank rmse_um rmse_low_um rmse_high_um bias_um constant_rmse_um right_side %sstatus",
            against.count ? "against_rmse_um ratio ratio_low ratio_high " : "");
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
    size_t tables = 0;
    while (args[tables])
        tables++;
    struct predictions p, others = {0};
    predictions_read(&p, tables ? tables : 1, (const char **)args, &named);
    if (against.count) {
        predictions_read(&others, against.count, against.item, &named);
        predictions_pair(&p, &others, &named);
    }
    predictions_sort(&p);
    print_header();
    for (size_t first = 0, i = 1; i <= p.count; i++)
        if (i == p.count || predictions_key(&p.of[i], &p.of[first]) != 0) {
            print_summary(&p.of[first], i - first);
            first = i;
        }
    predictions_free(&others);
    predictions_free(&p);
    return cli_end();
}
