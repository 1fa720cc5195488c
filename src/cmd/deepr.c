/* deepr -- brings frames into focus with a trained network, and finds the defocus of every pixel. Luo 2020 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "measure/contrast.h"
#include "model/deepr_focuser.h"
#include "optics/surface.h"
#include "stats/rank.h"
#include "stats/status.h"
#include "tensor/keys.h"
#include "tensor/npy.h"

static const char *map_path;
static double distance_um = NAN;
static struct surface surface = {.tilt_deg = 1.5, .radius_um = 2000};
static size_t tile;

static const struct cli_option options[] = {
    {"dpm", 0, CLI_TEXT(&map_path), "FILE",
     "write the defocus of every pixel to FILE, in um, from a model that has learned it; or by how much a deep-z moved "
     "it"},
    {"distance", 0, CLI_REAL(&distance_um), "UM",
     "by how much to move the plane, for a model of deep-z: the z of the plane that is wanted minus that of the frame",
     -1e3, 1e3},
    {"surface", 0, CLI_CHOICE(&surface.shape), SURFACE_SHAPES,
     "what the pixels are moved to, as high above --distance as a specimen of fluoresce on such a surface"},
    SURFACE_OPTIONS(surface),
    {"tile", 0, CLI_COUNT(&tile), "PIXELS",
     "side of the tiles into which larger frames are divided; 0: 512. They overlap by as much as a pixel sees", 0,
     65536},
    {0},
};

static const struct cli_command command = {
    .name = "deepr",
    .summary = "bring frames into focus",
    .args = "MODEL",
    .min_args = 1,
    .max_args = 1,
    .description =
        "Writes each frame as it would look in focus, as soon as it is read, whatever its defocus, its size and its "
        "brightness; the mean and the variance stay those of the frame. The memory does not depend on the size of the "
        "frames, and there are no seams between tiles.\n\n"
        "--dpm writes a map for each frame, focus - z in um at every pixel, and target_um, its median; with deep-z the "
        "map is the distances that the network was given, and there is no target_um.\n\n"
        "A model of deep-z moves every pixel by --distance and, with --surface, the height of the surface there: 0 in "
        "the middle of the frame, where a cylinder or sphere is highest. A specimen on that surface comes into focus "
        "with --distance focus_um - z_um.\n\n"
        "deepr is ok; edge: the median of the map is at or beyond the range of the training; blank: the frame has no "
        "contrast, and stays as it is. Without --dpm nothing tells whether a frame is further out of focus than those "
        "of the training. What a network has not seen in the training it may invent.\n\n"
        "A frame whose optics contradict those of the model is an error.",
    .in = "frames",
    .out = "f4 frames",
    .reads = "pixel_um na lambda_um",
    .sets = "deepr target_um",
    .drops = "target_um",
    .example = "label --focus-um 0 < stack.npy | pair --size 32x32 > pairs.npy\n"
               "meta stack=other < pairs.npy | cat pairs.npy - | "
               "deepr-train --levels 2 --max-steps 4 --check-every 2 > deepr.npy\n"
               "deepr deepr.npy < stack.npy > focused.npy",
    .options = options,
    .raw_input = true,
};

/* The defocus of the frame, and what its place in the range of the training says of it. */
static enum status judge(const struct deepr_model *m, size_t n, const float *map, double *median_um)
{
    float *sorted = cli_alloc(n, sizeof *sorted);
    memcpy(sorted, map, n * sizeof *sorted);
    *median_um = (double)rank_select(n, sorted, n / 2);
    free(sorted);
    bool inside =
        *median_um > meta_need(&m->meta, "target_low_um") && *median_um < meta_need(&m->meta, "target_high_um");
    return inside ? STATUS_OK : STATUS_EDGE;
}

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

int main(int argc, char **argv)
{
    char **args = cli_begin(&command, argc, argv);
    struct deepr_model model;
    deepr_model_read(&model, args[0]);
    bool moves = model.task == PAIRS_REFOCUS;
    if (map_path && !model.spec.dpm && !moves)
        cli_die("%s has not learned the defocus, for --dpm; train it with: deepr-train --model dpm --generator %s",
                args[0], args[0]);
    if (moves && isnan(distance_um))
        cli_die("%s is a deep-z; say where to with: --distance UM", args[0]);
    if (!moves && (!isnan(distance_um) || surface.shape))
        cli_die("%s is not a deep-z; leave out --distance and --surface", args[0]);
    FILE *maps = map_path ? cli_create(map_path) : NULL;
    bool finds = maps && model.spec.dpm;
    struct deepr_focuser focuser = {.model = &model, .tile = tile};
    struct npy *in = npy_open(NULL);
    struct tensor frame = {0}, focused = {0}, map = {0};
    while (npy_frame(in, &frame, F4)) {
        size_t h = frame.dim[0], w = frame.dim[1];
        double median_um = NAN;
        enum status status = STATUS_BLANK;
        keys_match(&frame.meta, npy_where(in), &model.meta, args[0], KEY_OPTICS);
        tensor_frame(&focused, F4, h, w);
        tensor_frame(&map, F4, h, w);
        if (moves)
            set_distances(in, &frame, map.data);
        if (contrast_absent(h, w, frame.data)) {
            memcpy(focused.data, frame.data, h * w * sizeof(float));
            for (size_t i = 0; i < h * w && !moves; i++)
                ((float *)map.data)[i] = NAN;
        } else {
            deepr_focus(&focuser, h, w, frame.data, map.data, focused.data, finds ? map.data : NULL);
            status = finds ? judge(&model, h * w, map.data, &median_um) : STATUS_OK;
        }
        focused.meta = frame.meta;
        meta_drop(&focused.meta, "target_um");
        if (!isnan(median_um))
            meta_set_number(&focused.meta, "target_um", median_um);
        meta_set(&focused.meta, "deepr", status_name(status));
        map.meta = focused.meta;
        npy_write(stdout, &focused);
        if (maps)
            npy_write(maps, &map);
        if (fflush(stdout))
            cli_die("stdout:");
    }
    if (maps)
        cli_close(maps, map_path);
    npy_close(in);
    deepr_focuser_free(&focuser);
    deepr_model_free(&model);
    tensor_free(&frame);
    tensor_free(&focused);
    tensor_free(&map);
    return cli_end();
}
