/* deepr -- brings frames into focus with a trained network, and finds the defocus of every pixel. Luo 2020 */
#include <math.h>

#include "cli/cli.h"
#include "model/deepr_focuser.h"
#include "stats/moments.h"
#include "table/table.h"
#include "tensor/keys.h"
#include "tensor/npy.h"

static const char *map_path, *rows_path, *guard_path;
static double distance_um = NAN;
static size_t tile;

static const struct cli_option options[] = {
    {"dpm", 0, CLI_TEXT(&map_path), "FILE",
     "write the defocus of every pixel to FILE, in um, from a model that has learned it"},
    {"rows", 0, CLI_TEXT(&rows_path), "FILE",
     "save the mean and the standard deviation of each row of that map as a table: frame row mean_um sd_um"},
    {"guard", 0, CLI_TEXT(&guard_path), "FILE",
     "write the mismatch of the block around every pixel to FILE: above 1, the network may have invented what is "
     "there"},
    {"distance", 0, CLI_REAL(&distance_um), "UM",
     "by how much to move the plane, for a model of deep-z: the z of the plane that is wanted minus that of the frame",
     -1e3, 1e3},
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
        "A model that has learned the defocus (deepr-train --model dpm) also says how far the frame was out of focus: "
        "target_um, the median of the map of --dpm, which is focus - z in um at every pixel. And it tells whether the "
        "network may have invented something: the output is blurred again as its defocus blurred the pairs of the "
        "training, and compared with the frame. mismatch is what then is left of the frame, relative to its limit, "
        "above which 3 of 100 held-out crops were. Larger frames are compared in blocks of the size of the crops: "
        "mismatch is what 90 of 100 blocks do not exceed. It does not see what is invented so finely that the defocus "
        "had put it out, nor a wrong defocus that explains the frame as well.\n\n"
        "deepr is ok; low-confidence: the mismatch is above 1 or not finite; edge: target_um is at or beyond the range "
        "of the training; blank: the frame has no contrast, and stays as it is. With a model that has not learned the "
        "defocus nothing tells whether the network has seen such a frame in the training; what it has not seen it may "
        "invent.\n\n"
        "A frame whose optics contradict those of the model is an error.",
    .in = "frames",
    .out = "f4 frames",
    .reads = "pixel_um na lambda_um",
    .sets = "deepr mismatch target_um",
    .drops = "mismatch target_um",
    .example = "label --focus-um 0 < stack.npy | pair --size 32x32 > pairs.npy\n"
               "meta stack=other < pairs.npy | cat pairs.npy - | "
               "deepr-train --levels 2 --max-steps 4 --check-every 2 > deepr.npy\n"
               "deepr deepr.npy < stack.npy > focused.npy",
    .options = options,
    .raw_input = true,
};

/* Only what is known: neither of a frame that is blank, nor without a decoder. */
static void set_meta(const struct deepr_opinion *o, struct meta *meta)
{
    meta_drop(meta, "mismatch");
    meta_drop(meta, "target_um");
    if (isfinite(o->target_um))
        meta_set_number(meta, "target_um", o->target_um);
    if (isfinite(o->mismatch))
        meta_set_format(meta, "mismatch", "%.3g", o->mismatch);
    meta_set(meta, "deepr", status_name(o->status));
}

static void save_rows(FILE *rows, size_t frame, size_t h, size_t w, const float *map)
{
    for (size_t row = 0; row < h; row++) {
        double mean, sd;
        moments(w, map + row * w, &mean, &sd);
        fprintf(rows, "%zu\t%zu\t%.5g\t%.5g\n", frame, row, mean, sd);
    }
}

int main(int argc, char **argv)
{
    char **args = cli_begin(&command, argc, argv);
    struct deepr_model model;
    deepr_model_read(&model, args[0]);
    if ((map_path || rows_path || guard_path) && !model.spec.dpm)
        cli_die("%s has not learned the defocus, for --%s; train it with: deepr-train --model dpm --generator %s",
                args[0],
                map_path    ? "dpm"
                : rows_path ? "rows"
                            : "guard",
                args[0]);
    if (guard_path && !model.guard.planes)
        cli_die("%s does not know how a defocus blurs, for --guard; train it again with: deepr-train --model dpm",
                args[0]);
    if ((model.task == PAIRS_REFOCUS) == isnan(distance_um))
        cli_die("%s is %s; %s", args[0], isnan(distance_um) ? "a deep-z" : "not a deep-z",
                isnan(distance_um) ? "say where to with: --distance UM" : "leave out --distance");
    FILE *maps = map_path ? cli_create(map_path) : NULL, *guards = guard_path ? cli_create(guard_path) : NULL;
    FILE *rows = rows_path ? cli_create(rows_path) : NULL;
    if (rows)
        table_header(rows, "frame row mean_um sd_um");
    struct deepr_focuser focuser = {.model = &model, .tile = tile};
    struct npy *in = npy_open(NULL);
    struct tensor frame = {0}, focused = {0}, map = {0}, guard = {0};
    while (npy_frame(in, &frame, F4)) {
        size_t h = frame.dim[0], w = frame.dim[1];
        keys_match(&frame.meta, npy_where(in), &model.meta, args[0], KEY_OPTICS);
        tensor_frame(&focused, F4, h, w);
        tensor_frame(&map, F4, h, w);
        tensor_frame(&guard, F4, h, w);
        struct deepr_opinion opinion =
            deepr_focus(&focuser, h, w, frame.data, distance_um, focused.data, map.data, guard.data);
        focused.meta = frame.meta;
        set_meta(&opinion, &focused.meta);
        map.meta = guard.meta = focused.meta;
        npy_write(stdout, &focused);
        if (maps)
            npy_write(maps, &map);
        if (guards)
            npy_write(guards, &guard);
        if (rows)
            save_rows(rows, npy_index(in), h, w, map.data);
        if (fflush(stdout))
            cli_die("stdout:");
    }
    if (maps)
        cli_close(maps, map_path);
    if (guards)
        cli_close(guards, guard_path);
    if (rows)
        cli_close(rows, rows_path);
    npy_close(in);
    deepr_focuser_free(&focuser);
    deepr_model_free(&model);
    tensor_free(&frame);
    tensor_free(&focused);
    tensor_free(&map);
    tensor_free(&guard);
    return cli_end();
}
