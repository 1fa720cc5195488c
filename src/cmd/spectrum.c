/* spectrum -- prints the logarithmic power of a frame at each frequency, averaged over all directions.
 * src/measure/ring.h has the definition. */
#include <stdlib.h>

#include "cli/cli.h"
#include "measure/contrast.h"
#include "measure/ring.h"
#include "stats/status.h"
#include "table/table.h"
#include "tensor/npy.h"

static const char *keys;

static const struct cli_option options[] = {
    {"with", 'w', CLI_TEXT(&keys), "KEYS", "add columns with these metadata of the frame, '-' where missing"},
    {0},
};

static const struct cli_command command = {
    .name = "spectrum",
    .summary = "tabulate the radial spectrum of frames",
    .description = "Prints for each frame the mean of the natural logarithm of the power in rings of equal frequency, "
                   "one row per ring, from 0 to just below the Nyquist frequency of the shorter side. First the mean "
                   "of the frame is subtracted and a Hann window applied, so that the borders leave no trace in the "
                   "spectrum. The power is per pixel: for white noise it equals the variance at every frequency, and "
                   "the mean of its logarithm is 0.577 below the logarithm of the variance.\n\n"
                   "If all pixels of the frame are equal, status is blank and ln_power is nan.",
    .in = "frames",
    .out = "a table: frame frequency_per_px ln_power status, and the columns of --with",
    .example = "spectrum --with z_um < stack.npy > spectrum.tsv",
    .options = options,
    .raw_input = true,
};

static void print(const struct npy *in, const struct tensor *t, bool blank, const double *ln_power)
{
    size_t h = t->dim[0], w = t->dim[1], side = h < w ? h : w;
    for (size_t k = 0; k < side / 2; k++) {
        printf("%zu\t%.6g\t", npy_index(in), (double)k / (double)side);
        if (blank)
            printf("nan\tblank");
        else
            printf("%.5f\t%s", ln_power[k], status_name(status_of(STATUS_OK, side / 2, ln_power)));
        table_values(stdout, keys, &t->meta);
        putchar('\n');
    }
}

int main(int argc, char **argv)
{
    cli_begin(&command, argc, argv);
    table_header_with(stdout, "frame frequency_per_px ln_power status", keys);
    struct npy *in = npy_open(NULL);
    struct tensor t = {0};
    for (; npy_frame(in, &t, F4); cli_progress(npy_index(in), 0, "frames")) {
        size_t h = t.dim[0], w = t.dim[1];
        if (h < RING_SIDE_MIN || w < RING_SIDE_MIN)
            cli_die("%s is %s, expected at least %dx%d; look at a larger region with: take", npy_where(in),
                    tensor_describe(&t), RING_SIDE_MIN, RING_SIDE_MIN);
        double *ln_power = cli_alloc((h < w ? h : w) / 2, sizeof *ln_power);
        cli_need(ring_spectrum(h, w, t.data, ln_power) ? ln_power : NULL, "the spectrum");
        print(in, &t, contrast_absent(h, w, t.data), ln_power);
        free(ln_power);
    }
    npy_close(in);
    tensor_free(&t);
    return cli_end();
}
