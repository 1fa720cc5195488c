/* deepr -- brings frames into focus with a trained network, and finds the defocus of every pixel. Luo 2020 */
#include <math.h>

#include "cli/cli.h"
#include "model/deepr_focuser.h"
#include "optics/surface.h"
#include "table/table.h"
#include "tensor/keys.h"
#include "tensor/npy.h"

enum { DPM, ROWS, GUARD, OUTPUTS };
static struct output {
    const char *name, *path;
    FILE *file;
    struct tensor image;
} output[OUTPUTS] = {{.name = "dpm"}, {.name = "rows"}, {.name = "guard"}};
static double distance_um = NAN;
static struct surface surface = {.tilt_deg = 1.5, .radius_um = 2000};
static size_t tile;
static enum conv_isa isa;

static const struct cli_option options[] = {
    {"dpm", 0, CLI_TEXT(&output[DPM].path), "FILE",
     "write the defocus of every pixel to FILE, in um, from a model that has learned it; or by how much a deep-z moved "
     "it; NaN for a blank frame"},
    {"rows", 0, CLI_TEXT(&output[ROWS].path), "FILE",
     "save the mean and the standard deviation of each row of that map as a table: frame row mean_um sd_um"},
    {"guard", 0, CLI_TEXT(&output[GUARD].path), "FILE",
     "write the novelty around every pixel to FILE: above 1, the network may have invented what is there"},
    {"distance", 0, CLI_REAL(&distance_um), "UM",
     "by how much to move the plane, for a model of deep-z: the z of the plane that is wanted minus that of the frame",
     -1e3, 1e3},
    {"surface", 0, CLI_CHOICE(&surface.shape), SURFACE_SHAPES,
     "what the pixels are moved to, as high above --distance as a specimen of fluoresce on such a surface"},
    SURFACE_OPTIONS(surface),
    {"tile", 0, CLI_COUNT(&tile), "PIXELS",
     "side of the tiles of larger frames, which overlap by as much as a pixel sees; 0: 512, or more if that is more", 0,
     65536},
    {"isa", 0, CLI_CHOICE(&isa), CONV_ISAS, CONV_ISAS_HELP},
    {0},
};

static const struct cli_command command = {
    .name = "deepr",
    .summary = "bring frames into focus",
    .args = "MODEL",
    .min_args = 1,
    .max_args = 1,
    .description =
        "Writes each frame as it would look in focus, as soon as it is read, whatever its defocus and its size: it is "
        "brought to mean 0 and variance 1, and what the network makes of it back. The memory of the network does not "
        "depend on the size of the frames, and there are no seams between tiles.\n\n"
        "A model that has learned the defocus (deepr-train --model dpm) also says target_um, the median of the map of "
        "--dpm by its weights. The map is focus - z in um: the mean of what the network says of dpm_px pixels around "
        "each, by the weights that it gives them, as those without structure tell nothing.\n\n"
        "What a network does not know it may invent: other kinds of samples, or planes beyond the range of its "
        "training. novelty is how far the texture of the output, that is the octaves of its spectrum and the skewness "
        "and kurtosis of its pixels, is from those of the outputs in the training (Mahalanobis distance), relative to "
        "its limit, above which 2 of 100 held-out crops were; of a larger frame, the mean over blocks as large as "
        "these. An error that looks usual is not seen.\n\n"
        "deepr is ok; low-confidence: the novelty is above 1, or could not be computed; edge: target_um is at "
        "or beyond the range of the training, or --distance is more than from end to end of it; blank: the frame has "
        "no contrast, and stays as it is. A deep-z has no novelty.\n\n"
        "A model of deep-z moves every pixel by --distance and, with --surface, the height of the surface there: 0 in "
        "the middle of the frame, where a cylinder or sphere is highest. A specimen on that surface comes into focus "
        "with --distance focus_um - z_um. --dpm has the distances then.\n\n"
        "A frame whose optics contradict those of the model is an error.",
    .in = "frames",
    .out = "f4 frames",
    .reads = "pixel_um na lambda_um",
    .sets = "deepr novelty target_um",
    .drops = "novelty target_um",
    .example = "label --focus-um 0 < stack.npy | pair --size 32x32 > pairs.npy\n"
               "meta stack=other < pairs.npy | cat pairs.npy - | "
               "deepr-train --levels 2 --max-steps 4 --check-every 2 > deepr.npy\n"
               "deepr deepr.npy < stack.npy > focused.npy",
    .options = options,
    .raw_input = true,
};

/* By how much to move each pixel of the frame. */
static void set_distances(const struct npy *in, const struct tensor *frame, float *distances_um)
{
    size_t h = frame->dim[0], w = frame->dim[1];
    double pixel_um = surface.shape ? meta_need(&frame->meta, "pixel_um") : 0;
    if (!surface_heights(&surface, h, w, pixel_um, distances_um))
        cli_die("%s is wider than a surface with --radius %g", npy_where(in), surface.radius_um);
    for (size_t i = 0; i < h * w; i++)
        distances_um[i] = (float)((double)distances_um[i] + distance_um);
}

static void open_outputs(const struct deepr_model *m, const char *name)
{
    for (struct output *o = output; o < output + OUTPUTS; o++) {
        bool judges = o == &output[GUARD], moves = o == &output[DPM] && m->task == PAIRS_REFOCUS;
        if (o->path && !(judges ? m->guard.side > 0 : m->spec.dpm || moves))
            cli_die("%s has not learned %s, for --%s; train it with: deepr-train --model %s", name,
                    judges ? "what is usual" : "the defocus", o->name, judges ? "deep-r" : "dpm");
        o->file = cli_create(o->path);
    }
    if (output[ROWS].file)
        table_header(output[ROWS].file, DEEPR_ROWS);
}

int main(int argc, char **argv)
{
    char **args = cli_begin(&command, argc, argv);
    struct deepr_model model;
    deepr_model_read(&model, args[0]);
    bool moves = model.task == PAIRS_REFOCUS;
    if (moves && isnan(distance_um))
        cli_die("%s is a deep-z; say where to with: --distance UM", args[0]);
    if (!moves && (!isnan(distance_um) || surface.shape))
        cli_die("%s is not a deep-z; leave out --distance and --surface", args[0]);
    open_outputs(&model, args[0]);
    struct deepr_focuser focuser = {.model = &model, .isa = isa, .tile = tile};
    struct npy *in = npy_open(NULL);
    struct tensor frame = {0}, focused = {0}, *map = &output[DPM].image, *guard = &output[GUARD].image;
    while (npy_frame(in, &frame, F4)) {
        size_t h = frame.dim[0], w = frame.dim[1];
        keys_match(&frame.meta, npy_where(in), &model.meta, args[0], KEY_OPTICS);
        tensor_frame(&focused, F4, h, w);
        tensor_frame(map, F4, h, w);
        tensor_frame(guard, F4, h, w);
        if (moves)
            set_distances(in, &frame, map->data);
        struct deepr_opinion opinion = deepr_focus(&focuser, h, w, frame.data, focused.data, map->data, guard->data);
        focused.meta = frame.meta;
        deepr_record(&opinion, &focused.meta);
        map->meta = guard->meta = focused.meta;
        npy_write(stdout, &focused);
        for (struct output *o = output; o < output + OUTPUTS; o++)
            if (o->file && o != &output[ROWS])
                npy_write_any(o->file, &o->image);
        if (output[ROWS].file)
            deepr_save_rows(output[ROWS].file, npy_index(in), h, w, map->data);
        if (fflush(stdout))
            cli_die("stdout:");
    }
    for (struct output *o = output; o < output + OUTPUTS; o++) {
        cli_close(o->file, o->path);
        tensor_free(&o->image);
    }
    npy_close(in);
    deepr_focuser_free(&focuser);
    deepr_model_free(&model);
    tensor_free(&frame);
    tensor_free(&focused);
    return cli_end();
}
