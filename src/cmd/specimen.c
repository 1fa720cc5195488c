/* specimen -- simulates a specimen: the transmission exp(i phase - loss) of cells, of tissue or of an image.
 *
 * The two samples of Pinkard 2019 are white blood cells on a coverglass and an unstained histology section 5 um thick;
 * src/specimen/ describes how they are simulated. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "specimen/specimen.h"
#include "tensor/npy.h"

static size_t size[2] = {256, 256}, slices = 1, seed = 1;
static double pixel_um = 0.325, density = NAN, phase_scale = 1, phase_sd = 0, focus_sd_um = 2, focus_um = NAN;
static const char *stack;

static const struct cli_option options[] = {
    {"size", 0, CLI_SIZE(size), "HxW", "size in camera pixels; the array has twice as many pixels along each axis", 1,
     65536},
    {"pixel", 0, CLI_REAL(&pixel_um), "UM", "size of a camera pixel in the specimen plane", 1e-3, 100},
    {"density", 0, CLI_REAL(&density), "N", "cells or nuclei per mm2; unless given, 1000 cells or 2500 nuclei", 0, 1e6},
    {"slices", 0, CLI_COUNT(&slices), "N", "number of slices of a thick specimen; 1: thin", 1, 100},
    {"phase", 0, CLI_REAL(&phase_scale), "N", "factor by which phase and loss are multiplied", 0, 100},
    {"phase-sd", 0, CLI_REAL(&phase_sd), "SD",
     "standard deviation of the logarithm of a further, random factor, the same for the whole specimen", 0, 2},
    {"focus-sd", 0, CLI_REAL(&focus_sd_um), "UM", "standard deviation of the random focus plane, whose mean is 0", 0,
     1e3},
    {"focus", 0, CLI_REAL(&focus_um), "UM", "focus plane, instead of a random one"},
    {"stack", 0, CLI_TEXT(&stack), "NAME", "name of the stack; unless given, the kind and the seed"},
    {"seed", 's', CLI_COUNT(&seed), "N", "seed of the random numbers"},
    {0},
};

static const struct cli_command command = {
    .name = "specimen",
    .summary = "simulate a thin or thick specimen",
    .args = "cells|tissue|clear | image FILE",
    .min_args = 1,
    .max_args = 2,
    .description = "Writes the complex transmission exp(i phase - loss) of a periodic specimen, on a grid twice as "
                   "fine as the camera's, with a random focus plane.\n\n"
                   "cells are white blood cells on glass, tissue is an unstained section 5 um thick, clear is an empty "
                   "field. image takes a frame with even sides, whose pixels are those of the grid, and maps its "
                   "values to phases from 0 to --phase.\n\n"
                   "--slices divides cells, 15 um deep, and tissue into slices of equal thickness, slice_um, of which "
                   "the first is where the light enters; the focus plane is in their middle. An image is thin.",
    .out = "one c8 array (y, x), or (slice, y, x)",
    .sets = "pixel_um slice_um focus_um seed specimen stack",
    .example = "specimen cells --size 64x64 --seed 7 | meta --list pixel_um,focus_um",
    .options = options,
};

/* The kinds of specimens, and their default --density. */
static const struct kind {
    const char *name;
    double per_mm2, depth_um;
    bool (*draw)(const struct canvas *canvas, double per_mm2, struct rng *rng);
} kinds[] = {
    {"cells", 1000, SPECIMEN_CELLS_UM, specimen_cells},
    {"tissue", 2500, SPECIMEN_TISSUE_UM, specimen_tissue},
    {"clear", 0, SPECIMEN_TISSUE_UM, specimen_clear},
};

static void shape_canvas(struct canvas *canvas, size_t h, size_t w, double depth_um)
{
    size_t row = w * sizeof *canvas->phase;
    *canvas = (struct canvas){
        slices, h, w, pixel_um / 2, depth_um / (double)slices, cli_alloc(slices * h, row), cli_alloc(slices * h, row)};
}

static void load_image(struct canvas *canvas, const char *path)
{
    struct npy *in = npy_open(path);
    struct tensor image = {0};
    if (!npy_frame(in, &image, F4) || image.dim[0] % 2 || image.dim[1] % 2)
        cli_die("%s holds %s, expected a frame with even sides", path, tensor_describe(&image));
    shape_canvas(canvas, image.dim[0], image.dim[1], 1);
    specimen_image(canvas, image.data);
    npy_close(in);
    tensor_free(&image);
}

static void draw(struct canvas *canvas, const char *name)
{
    const struct kind *kind = kinds, *end = kinds + sizeof kinds / sizeof *kinds;
    while (kind < end && strcmp(kind->name, name) != 0)
        kind++;
    if (kind == end)
        cli_usage("'%s' is not one of %s", name, command.args);
    struct rng *rng = cli_need(rng_new(seed, 0), "random numbers");
    shape_canvas(canvas, 2 * size[0], 2 * size[1], kind->depth_um);
    canvas->heights = cli_need(rng_new(seed, 2), "random numbers");
    if (!kind->draw(canvas, isnan(density) ? kind->per_mm2 : density, rng))
        cli_die("no memory for %s", name);
    rng_free(rng);
    rng_free(canvas->heights);
}

int main(int argc, char **argv)
{
    char **args = cli_begin(&command, argc, argv);
    bool image = strcmp(args[0], "image") == 0;
    if (image != (args[1] != NULL))
        cli_usage("image needs one FILE, and only image takes one");
    if (image && slices > 1)
        cli_usage("an image is thin; --slices is for the other specimens");
    struct canvas canvas;
    if (image)
        load_image(&canvas, args[1]);
    else
        draw(&canvas, args[0]);
    struct rng *rng = cli_need(rng_new(seed, 1), "random numbers");
    if (isnan(focus_um))
        focus_um = focus_sd_um * rng_gauss(rng);
    if (phase_sd > 0)
        phase_scale *= exp(phase_sd * rng_gauss(rng));
    rng_free(rng);

    struct tensor t = {0};
    tensor_shape(&t, C8, slices > 1 ? 3 : 2, (size_t[]){slices, canvas.h, canvas.w} + (slices == 1));
    specimen_transmission(&canvas, phase_scale, t.data);
    meta_set_number(&t.meta, "pixel_um", canvas.pixel_um);
    if (slices > 1)
        meta_set_number(&t.meta, "slice_um", canvas.slice_um);
    meta_set_number(&t.meta, "focus_um", focus_um);
    meta_set_format(&t.meta, "seed", "%zu", seed);
    meta_set(&t.meta, "specimen", args[0]);
    if (stack)
        meta_set(&t.meta, "stack", stack);
    else
        meta_set_format(&t.meta, "stack", "%s-%zu", args[0], seed);
    npy_write(stdout, &t);
    free(canvas.phase);
    free(canvas.loss);
    tensor_free(&t);
    return cli_end();
}
