/* specimen -- simulates a specimen: the transmission exp(i phase - loss), or the light of one that is fluorescent.
 *
 * The samples of Pinkard 2019 are white blood cells on a coverglass and an unstained histology section 5 um thick;
 * those of Luo 2021 are stained or fluorescent sections 4 um thick, cells and beads. src/specimen/ describes how they
 * are simulated. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "specimen/kinds.h"
#include "tensor/npy.h"

static size_t size[2] = {256, 256}, slices = 1, seed = 1;
static unsigned colour = SPECIMEN_GREEN;
static double pixel_um = 0.325, density = NAN, phase_scale = 1, phase_sd = 0, depth_um = NAN, focus_sd_um = 2,
              focus_um = NAN;
static const char *stack;
#define COLOURS "red|green|blue"

static const struct cli_option options[] = {
    {"size", 0, CLI_SIZE(size), "HxW", "size in camera pixels; the array has twice as many pixels along each axis", 1,
     65536},
    {"pixel", 0, CLI_REAL(&pixel_um), "UM", "size of a camera pixel in the specimen plane", 1e-3, 100},
    {"density", 0, CLI_REAL(&density), "N", "things per mm2, see below; unless given, that of the kind", 0, 1e6},
    {"slices", 0, CLI_COUNT(&slices), "N", "number of slices of a thick specimen; 1: thin", 1, 100},
    {"depth", 0, CLI_REAL(&depth_um), "UM", "depth that the slices divide; unless given, that of the kind", 1e-3, 1e3},
    {"colour", 0, CLI_CHOICE(&colour), COLOURS, "of the light that passes a stained specimen"},
    {"phase", 0, CLI_REAL(&phase_scale), "N", "factor by which phase and loss, or the light, are multiplied", 0, 100},
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
    .args = "cells|tissue|clear|stained|nuclei|filaments|epithelium|stroma|beads | image FILE",
    .min_args = 1,
    .max_args = 2,
    .description =
        "Writes a specimen on a grid twice as fine as the camera's, with a random focus plane.\n\n"
        "Light passes cells, white blood cells on glass, 15 um deep; tissue, an unstained section of 5 um; clear, an "
        "empty field; stained, a section of prostate of 4 um with haematoxylin and eosin; and image, a frame with even "
        "sides, whose pixels are those of the grid, and whose values become phases from 0 to --phase. Their array is "
        "the transmission exp(i phase - loss), for illuminate.\n\n"
        "Light comes from nuclei and filaments, chromatin and actin of the same cells on glass; epithelium, nests "
        "stained for keratin; stroma, breast that shines by itself, all 4 um deep; and beads of 0.3 um, on a plane "
        "unless --depth says otherwise. Their array is the light, 1 where the whole depth is full of dye, for "
        "fluoresce.\n\n"
        "--density counts cells; nuclei of tissue; glands of stained; cells in a nest of epithelium; bundles of "
        "collagen of stroma; and beads.\n\n"
        "cells, tissue and image are periodic. The others are windows of an endless specimen, of which one of ten is "
        "nearly empty. illuminate takes them for periodic, so cut out the middle with: camera --sensor.\n\n"
        "--slices divides the depth into slices of equal thickness, slice_um, of which the first is where the light "
        "enters; the focus plane is in their middle. The slices add up to the thin specimen. An image is thin.",
    .out = "one array (y, x), or (slice, y, x): c8 transmission, or f4 light",
    .sets = "pixel_um slice_um focus_um seed specimen stack colour",
    .example = "specimen cells --size 64x64 --seed 7 | meta --list pixel_um,focus_um",
    .options = options,
};

static void load_picture(struct tensor *picture, const char *path)
{
    struct npy *in = npy_open(path);
    if (!npy_frame(in, picture, F4) || picture->dim[0] % 2 || picture->dim[1] % 2)
        cli_die("%s holds %s, expected a frame with even sides", path, tensor_describe(picture));
    size[0] = picture->dim[0] / 2;
    size[1] = picture->dim[1] / 2;
    npy_close(in);
}

int main(int argc, char **argv)
{
    char **args = cli_begin(&command, argc, argv);
    const struct specimen_kind *kind = specimen_find(args[0]);
    if (!kind)
        cli_usage("'%s' is not one of %s", args[0], command.args);
    bool image = strcmp(kind->name, "image") == 0;
    if (image != (args[1] != NULL))
        cli_usage("image needs one FILE, and only image takes one");
    if (image && slices > 1)
        cli_usage("an image is thin; --slices is for the other specimens");
    struct tensor t = {0}, picture = {0};
    if (image)
        load_picture(&picture, args[1]);
    if (isnan(density))
        density = kind->per_mm2;
    struct canvas canvas = {slices, 2 * size[0], 2 * size[1], pixel_um / 2, .colour = colour};
    canvas.slice_um = (isnan(depth_um) ? kind->depth_um : depth_um) / (double)slices;
    tensor_shape(&t, kind->shine ? F4 : C8, slices > 1 ? 3 : 2, (size_t[]){slices, canvas.h, canvas.w} + (slices == 1));
    size_t count = tensor_count(&t);
    struct rng *rng = cli_need(rng_new(seed, 0), "random numbers"),
               *other = cli_need(rng_new(seed, 1), "random numbers");
    canvas.heights = cli_need(rng_new(seed, 2), "random numbers");
    if (isnan(focus_um))
        focus_um = focus_sd_um * rng_gauss(other);
    if (phase_sd > 0)
        phase_scale *= exp(phase_sd * rng_gauss(other));
    if (kind->shine) {
        float *light = memset(t.data, 0, count * sizeof(float));
        if (!kind->shine(&canvas, density, rng, light))
            cli_die("no memory for %s", kind->name);
        for (size_t i = 0; i < count; i++)
            light[i] *= (float)phase_scale;
    } else {
        canvas.phase = cli_alloc(count, sizeof *canvas.phase);
        canvas.loss = cli_alloc(count, sizeof *canvas.loss);
        if (!kind->draw(&canvas, density, rng))
            cli_die("no memory for %s", kind->name);
        if (image)
            specimen_image(&canvas, picture.data);
        specimen_transmission(&canvas, phase_scale, t.data);
    }
    meta_set_number(&t.meta, "pixel_um", canvas.pixel_um);
    if (slices > 1)
        meta_set_number(&t.meta, "slice_um", canvas.slice_um);
    meta_set_number(&t.meta, "focus_um", focus_um);
    meta_set_format(&t.meta, "seed", "%zu", seed);
    meta_set(&t.meta, "specimen", kind->name);
    if (kind->dyed)
        meta_set(&t.meta, "colour", cli_word_at(COLOURS, colour, (char[CLI_WORD_MAX + 1]){0}));
    if (stack)
        meta_set(&t.meta, "stack", stack);
    else
        meta_set_format(&t.meta, "stack", "%s-%zu", kind->name, seed);
    npy_write(stdout, &t);
    rng_free(rng);
    rng_free(other);
    rng_free(canvas.heights);
    free(canvas.phase);
    free(canvas.loss);
    tensor_free(&t);
    tensor_free(&picture);
    return cli_end();
}
