/* histogram -- counts how many pixels of a frame have each value: shows how a camera, a specimen or a simulation
 * changes the brightness, and whether values are clipped. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "measure/histogram.h"
#include "table/table.h"
#include "tensor/npy.h"

static const char *values = "0:255:1", *keys;

static const struct cli_option options[] = {
    {"values", 0, CLI_TEXT(&values), "START:STOP:STEP", "centres of the bins"},
    {"with", 'w', CLI_TEXT(&keys), "KEYS", "add columns with these metadata of the frame, '-' where missing"},
    {0},
};

static const struct cli_command command = {
    .name = "histogram",
    .summary = "count the values of frames",
    .description =
        "Prints for each frame how many of its pixels lie within half a STEP of each value, one row per value, and "
        "`share`, that number divided by the number of pixels in the frame. A value halfway between two bins belongs "
        "to the upper one.\n\n"
        "status is ok, or edge: some pixels of the frame are outside all bins, so the shares do not add up to 1.",
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
