/* led-sum -- adds images under single LEDs to give the image under all of them: LEDs are mutually incoherent. P1, Note
 * S2 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "tensor/keys.h"
#include "tensor/npy.h"

static bool mean;

static const struct cli_option options[] = {
    {"mean", 0, CLI_FLAG(&mean), NULL, "divide by the number of files, to keep the exposure of a single LED"},
    {0},
};

static const struct cli_command command = {
    .name = "led-sum",
    .summary = "add single-LED images to make multi-LED images",
    .args = "FILE FILE...",
    .min_args = 2,
    .max_args = -1,
    .description = "Adds the first frames of all files, then the second frames, and so on. Light from two LEDs does "
                   "not interfere, so the sum is the image with all of them on, except that it contains the read noise "
                   "of every file. The files are stacks of the same position, in the same order of z; '-' is stdin.",
    .in = "frames, if a FILE is '-'",
    .out = "f4 frames",
    .reads = "z_um leds pixel_um na lambda_um",
    .sets = "leds illumination",
    .drops = "led_na_x led_na_y",
    .example = "meta led_na_y=-0.4 < stack.npy > other.npy\nled-sum stack.npy other.npy | meta --list z_um,leds",
    .options = options,
    .raw_input = true,
};

static void drop_led(struct meta *meta)
{
    meta_drop(meta, "led_na_x");
    meta_drop(meta, "led_na_y");
}

/* Adds a frame to the sum; both must have the same shape, z and optics but for the LED. */
static void add(struct tensor *sum, const struct tensor *frame, const char *where)
{
    double z_um, other_um;
    struct meta optics = frame->meta, sum_optics = sum->meta;
    if (frame->dim[0] != sum->dim[0] || frame->dim[1] != sum->dim[1])
        cli_die("%s is %s, expected %s as in the first file", where, tensor_describe(frame), tensor_describe(sum));
    if (meta_number(&sum->meta, "z_um", &z_um) && meta_number(&frame->meta, "z_um", &other_um) &&
        fabs(z_um - other_um) > 1e-6)
        cli_die(
            "%s is at z_um=%.9g, expected %.9g as in the first file; give stacks with their planes in the same order",
            where, other_um, z_um);
    drop_led(&optics);
    drop_led(&sum_optics);
    keys_match(&optics, where, &sum_optics, "the first file", KEY_OPTICS);
    float *to = sum->data;
    const float *from = frame->data;
    for (size_t i = 0, n = tensor_count(sum); i < n; i++)
        to[i] += from[i];
}

int main(int argc, char **argv)
{
    char **files = cli_begin(&command, argc, argv);
    size_t count = 0;
    for (size_t pipes = 0; files[count]; count++)
        if ((pipes += strcmp(files[count], "-") == 0) > 1)
            cli_usage("more than one FILE is stdin");
    struct npy **in = cli_alloc(count, sizeof *in);
    for (size_t i = 0; i < count; i++)
        in[i] = npy_open(files[i]);
    struct tensor sum = {0}, frame = {0};
    while (npy_frame(in[0], &sum, F4)) {
        double leds = meta_or(&sum.meta, "leds", 1);
        for (size_t i = 1; i < count; i++) {
            if (!npy_frame(in[i], &frame, F4))
                cli_die("%s ends after %zu frames, %s has more", cli_source(files[i]), npy_index(in[i]),
                        cli_source(files[0]));
            add(&sum, &frame, npy_where(in[i]));
            leds += meta_or(&frame.meta, "leds", 1);
        }
        float *value = sum.data;
        for (size_t i = 0, n = tensor_count(&sum); mean && i < n; i++)
            value[i] /= (float)count;
        drop_led(&sum.meta);
        meta_set(&sum.meta, "illumination", "leds");
        meta_set_number(&sum.meta, "leds", leds);
        npy_write(stdout, &sum);
    }
    for (size_t i = 1; i < count; i++) {
        if (npy_frame(in[i], &frame, F4))
            cli_die("%s ends after %zu frames, %s has more", cli_source(files[0]), npy_index(in[0]),
                    cli_source(files[i]));
        npy_close(in[i]);
    }
    npy_close(in[0]);
    free(in);
    tensor_free(&sum);
    tensor_free(&frame);
    return cli_end();
}
