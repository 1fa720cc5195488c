/* saliency -- shows which frequencies a network relies on: the mean magnitude of its gradient, as an image. P1, Fig 4b;
 * Simonyan, Vedaldi and Zisserman 2013 */
#include <math.h>
#include <stdlib.h>

#include "cli/cli.h"
#include "model/fcfnn_predictor.h"
#include "table/table.h"
#include "tensor/keys.h"
#include "tensor/npy.h"

static bool profile;

static const struct cli_option options[] = {
    {"profile", 0, CLI_FLAG(&profile), NULL,
     "print a table instead: the mean at each distance from the edges of the two circles"},
    {0},
};

static const struct cli_command command = {
    .name = "saliency",
    .summary = "show which frequencies a network relies on",
    .args = "MODEL",
    .min_args = 1,
    .max_args = 1,
    .description =
        "Computes the derivative of the predicted defocus with respect to each feature, for every patch of the stream, "
        "and writes the mean of its magnitude as one image of the spectrum: columns are kx = 0, 1, ..., rows are ky = "
        "-H/2 .. H/2-1, and frequencies outside the crop are 0. The unit is um per change of a feature by the mean of "
        "all features.\n\n"
        "--profile averages over frequencies at the same distance from the nearest edge of the two circles of radius "
        "na around the LED's direction and its mirror image; the distance is in units of NA, negative inside.",
    .in = "features (patch, feature) made with the geometry of the model",
    .out = "one f4 image (ky, kx); with --profile a table: edge_na features saliency_um",
    .reads = KEYS_FEATURE " " KEYS_OPTICS,
    .sets = "patches",
    .drops = KEYS_FRAME,
    .example = "fftcrop --patch 32 --crop 16x8 < stack.npy | saliency model.npy | show > saliency.png\n"
               "fftcrop --patch 32 --crop 16x8 < stack.npy | saliency --profile model.npy",
    .options = options,
};

/* Draws the mean over the patches, each feature at its frequency. */
static void draw(const struct feature_spec *spec, const double *sum, size_t patches, struct tensor *image)
{
    size_t count = feature_bins(spec, NULL);
    int(*bins)[2] = cli_alloc(count, sizeof *bins);
    feature_bins(spec, bins);
    tensor_frame(image, F4, spec->rows, spec->columns);
    float *out = image->data;
    for (size_t i = 0; i < spec->rows * spec->columns; i++)
        out[i] = 0;
    for (size_t i = 0; i < count; i++) {
        size_t row = (size_t)(bins[i][0] + (int)spec->rows / 2);
        float value = (float)(sum[i] / (double)patches);
        out[row * spec->columns + (size_t)bins[i][1]] = value;
        if (spec->part == FEATURE_FOLDED) /* the other half is its mirror image */
            out[(spec->rows - row) * spec->columns + (size_t)bins[i][1]] = value;
    }
    free(bins);
}

/* Prints the mean in rings along the edges of the circles as a table. */
static void print_profile(const struct fcfnn_model *model, const double *sum, size_t patches)
{
    enum { RINGS = 50 };
    const double width_na = 0.02;
    struct feature_spec circles = model->spec;
    const struct meta *m = &model->meta;
    double scale = meta_need(m, "lambda_um") / ((double)circles.patch * meta_need(m, "pixel_um"));
    if (!geometry_circles(&circles, m))
        cli_die(
            "the model lacks na, lambda_um, pixel_um, led_na_x or led_na_y, so the circles are not known; train it on "
            "features of one LED");
    size_t count = feature_bins(&model->spec, NULL), in_ring[2 * RINGS] = {0};
    int(*bins)[2] = cli_alloc(count, sizeof *bins);
    double of_ring[2 * RINGS] = {0};
    feature_bins(&model->spec, bins);
    for (size_t i = 0; i < count; i++) {
        double ring = RINGS + floor(scale * feature_edge(&circles, bins[i][0], bins[i][1]) / width_na);
        if (ring < 0 || ring >= 2 * RINGS)
            continue;
        of_ring[(size_t)ring] += sum[i] / (double)patches;
        in_ring[(size_t)ring]++;
    }
    table_header(stdout, "edge_na features saliency_um");
    for (int i = 0; i < 2 * RINGS; i++)
        if (in_ring[i])
            printf("%.2f\t%zu\t%.6g\n", width_na * (i + 0.5 - RINGS), in_ring[i], of_ring[i] / (double)in_ring[i]);
    free(bins);
}

int main(int argc, char **argv)
{
    char **args = cli_begin(&command, argc, argv);
    struct fcfnn_model model = {0};
    fcfnn_model_read(&model, args[0]);
    struct fcfnn_predictor predictor = {.model = &model, .name = args[0]};
    size_t n = model.view.features, patches = 0;
    double *sum = cli_alloc(n, sizeof *sum);
    float *gradient = NULL;
    struct npy *in = npy_open(NULL);
    struct tensor t = {0}, image = {0};
    while (npy_frame(in, &t, F4)) {
        struct feature_spec spec;
        if (!geometry_read(&t.meta, &spec) || t.dim[1] != n)
            cli_die("%s is %s, expected the %zu features of %s; make them with: fftcrop", npy_where(in),
                    tensor_describe(&t), n, args[0]);
        keys_match(&t.meta, npy_where(in), &model.meta, args[0], KEY_OPTICS | KEY_FEATURE);
        gradient = cli_need(realloc(gradient, t.dim[0] * n * sizeof *gradient), "the gradient");
        fcfnn_predictor_gradient(&predictor, t.data, t.dim[0], gradient);
        for (size_t i = 0; i < t.dim[0] * n; i++)
            sum[i % n] += fabs((double)gradient[i]);
        if (patches)
            keys_join(&image.meta, &t.meta);
        else
            image.meta = t.meta;
        patches += t.dim[0];
    }
    if (profile) {
        print_profile(&model, sum, patches);
    } else {
        draw(&model.spec, sum, patches, &image);
        keys_drop(&image.meta, KEY_FRAME);
        meta_set_format(&image.meta, "patches", "%zu", patches);
        npy_write(stdout, &image);
    }
    free(sum);
    free(gradient);
    fcfnn_predictor_free(&predictor);
    npy_close(in);
    tensor_free(&t);
    tensor_free(&image);
    fcfnn_model_free(&model);
    return cli_end();
}
