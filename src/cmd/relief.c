/* relief -- tabulates how much more a frame changes along y than along x, and how its bright slopes differ from its
 * dark ones: what a microscopist sees at once under an off-axis LED, and a radial spectrum does not show. */
#include <math.h>

#include "cli/cli.h"
#include "measure/contrast.h"
#include "measure/relief.h"
#include "stats/status.h"
#include "table/table.h"
#include "tensor/npy.h"

static const char *keys;

static const struct cli_option options[] = {
    {"with", 'w', CLI_TEXT(&keys), "KEYS", "add columns with these metadata of the frame, '-' where missing"},
    {0},
};

static const struct cli_command command = {
    .name = "relief",
    .summary = "tabulate what frames look like along and across an axis",
    .description =
        "Prints one row per frame. ratio_coarse and ratio_fine are the power of the frequencies within 30 degrees of "
        "the y axis divided by that within 30 degrees of the x axis, from 0.03 to 0.1 and from 0.1 to 0.25 cycles a "
        "pixel; a Hann window is applied first. skewness_y and skewness_x are those of the differences of pixels that "
        "are two "
        "apart. slow is the share of the variance that the means of blocks of 32 x 32 pixels have.\n\n"
        "If all pixels of the frame are equal, status is blank and the numbers are nan.",
    .in = "frames",
    .out = "a table: frame ratio_coarse ratio_fine skewness_y skewness_x slow status, and the columns of --with",
    .example = "relief --with z_um < stack.npy > relief.tsv",
    .options = options,
    .raw_input = true,
};

int main(int argc, char **argv)
{
    cli_begin(&command, argc, argv);
    table_header_with(stdout, "frame ratio_coarse ratio_fine skewness_y skewness_x slow status", keys);
    struct npy *in = npy_open(NULL);
    struct tensor t = {0};
    for (; npy_frame(in, &t, F4); cli_progress(npy_index(in), 0, "frames")) {
        size_t h = t.dim[0], w = t.dim[1];
        if (h < RELIEF_SIDE_MIN || w < RELIEF_SIDE_MIN)
            cli_die("%s is %s, expected at least %dx%d; look at a larger region with: take", npy_where(in),
                    tensor_describe(&t), RELIEF_SIDE_MIN, RELIEF_SIDE_MIN);
        bool blank = contrast_absent(h, w, t.data);
        struct relief r = {NAN, NAN, NAN, NAN, NAN};
        cli_need(blank || relief_measure(h, w, t.data, &r) ? &r : NULL, "the spectrum");
        enum status status = status_of(blank ? STATUS_BLANK : STATUS_OK, 5,
                                       (double[]){r.ratio_coarse, r.ratio_fine, r.skewness_y, r.skewness_x, r.slow});
        printf("%zu\t%.5g\t%.5g\t%.5g\t%.5g\t%.5g\t%s", npy_index(in), r.ratio_coarse, r.ratio_fine, r.skewness_y,
               r.skewness_x, r.slow, status_name(status));
        table_values(stdout, keys, &t.meta);
        putchar('\n');
    }
    npy_close(in);
    tensor_free(&t);
    return cli_end();
}
