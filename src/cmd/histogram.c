/* histogram -- how many pixels of a frame have which value: to see what a camera, a specimen or a simulation does to
 * the brightness, and whether anything is cut off. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "measure/histogram.h"
#include "table/table.h"
#include "tensor/npy.h"

static const char *values = "0:255:1", *keys;

static const struct cli_option options[] = {
    {"values", 0, CLI_TEXT(&values), "START:STOP:STEP", "the values in the middle of the bins"},
    {"with", 'w', CLI_TEXT(&keys), "KEYS", "metadata to print as further columns, separated by commas"},
    {0},
};

static const struct cli_command command = {
    .name = "histogram",
    .summary = "count the values of frames",
    .description =
        "Prints for each frame how many of its pixels lie within half a STEP of each value, one row a value, and "
        "`share`, the same divided by all pixels of the frame. A value half way between two bins is in the upper "
        "one.\n\n"
        "status is ok, or edge: some pixels of the frame are in no bin, and the shares do not add up to 1.",
    .in = "frames",
    .out = "a table: frame value pixels share status, and the columns of --with",
    .example = "histogram --values 0:1500:10 < stack.npy > histogram.tsv",
    .options = options,
    .raw_input = true,
};

int main(int argc, char **argv)
{
    cli_begin(&command, argc, argv);
    double start, step;
    size_t bins = cli_range(values, "--values", &start, &step);
    if (bins < 2)
        cli_usage("--values: '%s' is one value, expected START:STOP:STEP", values);
    size_t *count = cli_alloc(bins, sizeof *count);
    table_header_with(stdout, "frame value pixels share status", keys);
    struct npy *in = npy_open(NULL);
    struct tensor t = {0};
    for (; npy_frame(in, &t, F4); cli_progress(npy_index(in), 0, "frames")) {
        size_t n = tensor_count(&t);
        memset(count, 0, bins * sizeof *count);
        const char *status = histogram(n, t.data, start, step, bins, count) ? "edge" : "ok";
        for (size_t i = 0; i < bins; i++) {
            printf("%zu\t%.9g\t%zu\t%.6g\t%s", npy_index(in), start + (double)i * step, count[i],
                   (double)count[i] / (double)n, status);
            table_values(stdout, keys, &t.meta);
            putchar('\n');
        }
    }
    npy_close(in);
    free(count);
    tensor_free(&t);
    return cli_end();
}
