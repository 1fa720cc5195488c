/* show -- draws the frames of a stream as a PNG: one picture, or a montage of all. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "picture/picture.h"
#include "picture/png.h"
#include "table/table.h"
#include "tensor/npy.h"

static bool logarithm, spectrum, phase, each, mean, colour;
static size_t columns, gap = 2, scale = 1;
static double gamma_power = 1;
static const char *percentile = "0.35,99.65", *range, *limits_path, *keys;

static const struct cli_option options[] = {
    {"log", 0, CLI_FLAG(&logarithm), NULL, "show ln(1 + |v|^2)"},
    {"spectrum", 0, CLI_FLAG(&spectrum), NULL, "show ln(1 + |F|^2) of the Fourier transform F, frequency 0 central"},
    {"phase", 0, CLI_FLAG(&phase), NULL, "show the phase of c8 frames, from -pi to pi, instead of the magnitude"},
    {"percentile", 0, CLI_TEXT(&percentile), "LOW,HIGH", "percentiles of the values that become black and white"},
    {"range", 0, CLI_TEXT(&range), "LOW,HIGH", "values that become black and white, instead of percentiles"},
    {"gamma", 0, CLI_REAL(&gamma_power), "N", "raise the grey values to the power 1/N: gamma correction", 0.01, 100},
    {"mean", 0, CLI_FLAG(&mean), NULL, "show the mean of all frames, or of their logarithms (--spectrum, --log)"},
    {"each", 0, CLI_FLAG(&each), NULL, "set black and white for each image separately, not for all images together"},
    {"colour", 0, CLI_FLAG(&colour), NULL, "make each three frames, its red, its green and its blue, one image"},
    {"columns", 0, CLI_COUNT(&columns), "N", "images per row of the montage; 0 makes it about square", 0, 1e6},
    {"gap", 0, CLI_COUNT(&gap), "PIXELS", "width of the white gap between the frames", 0, 1e4},
    {"limits", 0, CLI_TEXT(&limits_path), "FILE", "save the values that are black and white in each frame as a table"},
    {"with", 'w', CLI_TEXT(&keys), "KEYS", "add these metadata of the frame to --limits, '-' where missing"},
    {"scale", 0, CLI_COUNT(&scale), "N", "enlarge every pixel to N x N pixels", 1, 64},
    {0},
};

static const struct cli_command command = {
    .name = "show",
    .summary = "draw the frames of a stream as a PNG picture",
    .description =
        "Writes an 8-bit PNG of a frame, or a montage of several, row by row; holds all in memory. Black and white are "
        "percentiles of all values shown, so frames can be compared; if they are equal, values above them are white. "
        "The channels of --colour share them. c8 frames are shown as their magnitude. --limits saves a table, with one "
        "row an image: frame width_px height_px black white, and the columns of --with.",
    .in = "a stream of images",
    .out = "a PNG",
    .raw_input = true,
    .example = "show --columns 3 < stack.npy > montage.png; show --spectrum < frame.npy > spectrum.png",
    .options = options,
};

static void parse_pair(const char *text, const char *what, double limits[2], double min, double max)
{
    if (text && (cli_reals(text, what, limits, 2) != 2 || limits[0] >= limits[1] || limits[0] < min || limits[1] > max))
        cli_usage("%s: '%s' is not LOW,HIGH", what, text);
}

/* The values of a frame that are drawn. */
static void visible(const struct tensor *t, float *values)
{
    size_t n = tensor_count(t);
    if (t->type == C8 && phase)
        picture_phase(n, t->data, values);
    else if (t->type == C8)
        picture_magnitude(n, t->data, values);
    else
        tensor_to_float(t->data, t->type, values, n);
    if (spectrum && !picture_spectrum(t->dim[0], t->dim[1], values, values))
        cli_need(NULL, "a Fourier transform");
    if (spectrum || logarithm)
        picture_log(n, values);
}

static float *read_all(size_t dim[2], size_t *frames, struct meta **metas)
{
    struct npy *in = npy_open(NULL);
    struct tensor t = {0};
    float *values = NULL;
    size_t room = 0, n = 0;
    for (*frames = 0; npy_frame(in, &t, ANY); ++*frames) {
        if (*frames == 0)
            memcpy(dim, t.dim, 2 * sizeof *dim);
        if (t.dim[0] != dim[0] || t.dim[1] != dim[1])
            cli_die("%s is %s, the first frame is %zux%zu; the frames of a montage must have the same size",
                    npy_where(in), tensor_describe(&t), dim[0], dim[1]);
        if ((phase && t.type != C8) || (spectrum && t.type == C8))
            cli_die("%s is %s, expected %s for --%s", npy_where(in), tensor_describe(&t), phase ? "c8" : "real values",
                    phase ? "phase" : "spectrum");
        n = tensor_count(&t);
        if (*frames == room) {
            room = room ? 2 * room : 1;
            values = cli_need(reallocarray(values, room, n * sizeof *values), "the frames");
            *metas = cli_need(reallocarray(*metas, room, sizeof **metas), "the metadata");
        }
        (*metas)[*frames] = t.meta;
        visible(&t, values + *frames * n);
    }
    npy_close(in);
    tensor_free(&t);
    return values;
}

int main(int argc, char **argv)
{
    cli_begin(&command, argc, argv);
    if (phase + spectrum + logarithm > 1)
        cli_usage("give only one of --log, --spectrum and --phase");
    if (isatty(STDOUT_FILENO))
        cli_usage("stdout is a terminal; write the picture to a file: show > frame.png");
    double percent[2], limits[2] = {-M_PI, M_PI};
    parse_pair(percentile, "--percentile", percent, 0, 100);
    parse_pair(range, "--range", limits, -INFINITY, INFINITY);
    size_t dim[2] = {0}, frames, height, width;
    struct meta *metas = NULL;
    float *values = read_all(dim, &frames, &metas);
    size_t n = dim[0] * dim[1];
    struct montage m = {dim[0], dim[1], colour ? 3 : 1, columns, gap, scale};
    if (frames % m.channels)
        cli_die("stdin has %zu frames, expected three for each image of --colour", frames);
    if (mean)
        picture_mean(frames / m.channels, n * m.channels, values, values);
    frames = mean && frames ? m.channels : frames;
    size_t shown = n * (each ? m.channels : frames);
    if (!montage_size(&m, frames, &height, &width))
        cli_die("a montage of %zu frames of %zux%zu is too large", frames, dim[0], dim[1]);
    unsigned char *picture = cli_alloc(height * width, m.channels), *gray = cli_alloc(n, 1);
    memset(picture, 255, height * width * m.channels);
    FILE *table = cli_create(limits_path);
    if (table)
        table_header_with(table, "frame width_px height_px black white", keys);
    for (size_t i = 0; i < frames; i++) {
        if (!range && !phase && (each ? i % m.channels == 0 : i == 0))
            cli_need(picture_percentiles(shown, values + i * n, percent, limits) ? values : NULL, "the percentiles");
        if (table && i % m.channels == 0) {
            fprintf(table, "%zu\t%zu\t%zu\t%.6g\t%.6g", i / m.channels + 1, dim[1], dim[0], limits[0], limits[1]);
            table_values(table, keys, &metas[i]);
            fputc('\n', table);
        }
        picture_gray(n, values + i * n, limits, gamma_power, gray);
        montage_put(&m, i, gray, width, picture);
    }
    cli_close(table, limits_path);
    if (!png_write(stdout, height, width, m.channels, picture))
        cli_die("stdout:");
    free(picture);
    free(gray);
    free(values);
    free(metas);
    return cli_end();
}
