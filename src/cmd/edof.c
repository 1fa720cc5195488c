/* edof -- makes one image that is sharp everywhere of each focal stack, and a map of the heights at which it is sharp.
 *
 * Luo 2021 aligns its stacks by such images (Forster 2004); src/fusion/fusion.h describes the methods. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "fusion/fusion.h"
#include "measure/contrast.h"
#include "stats/status.h"
#include "tensor/keys.h"
#include "tensor/spool.h"

static enum fusion_method method = FUSION_WAVELET;
static size_t window = 9;
static const char *height_path;

static const struct cli_option options[] = {
    {"method", 0, CLI_CHOICE(&method), "wavelet|variance|maximum",
     "choose the largest coefficients of complex wavelets, the pixels with the most varied neighbours, or the "
     "brightest pixels",
     .key = "edof_method"},
    {"window", 0, CLI_COUNT(&window), "N", "side of the neighbourhood of --method variance; odd", 3, 255,
     .key = "edof_window"},
    {"height", 0, CLI_TEXT(&height_path), "FILE", "write a map of the z_um that each pixel is from to FILE, in um"},
    {0},
};

static const struct cli_command command = {
    .name = "edof",
    .summary = "make one image that is sharp everywhere of a focal stack",
    .description =
        "Each pixel of the image is that pixel of one of the planes, so all values are measured ones. The method "
        "wavelet is better where the height changes within a few pixels; variance is steadier in noise; maximum is "
        "the usual projection of what shines, and collects its blur. Where the sample shows nothing, the height is "
        "chance.\n\n"
        "edof is ok; edge: more than half of the pixels are from the first plane, or from the last, so the sample may "
        "be sharp outside of the stack; blank: in no frame are neighbouring pixels more alike than in noise.\n\n"
        "Remove drift before with stack-align. The planes are kept in a scratch file, in the folder TMPDIR or else in "
        "/var/tmp; the memory does not depend on their number.",
    .in = "frames",
    .out = "an f4 frame for each stack",
    .reads = "stack z_um",
    .sets = "edof",
    .drops = "z_um dz_um target_um focus_um seed slice_um drift_y_px drift_x_px drift_deg align_y_px align_x_px "
             "align_deg align valid crop_y_px crop_x_px",
    .example = "edof --height height.npy < stack.npy > sharp.npy",
    .options = options,
};

static enum status judge(const struct fusion *f, const struct spool *s, bool structured)
{
    size_t first = 0, last = 0, pixels = s->h * s->w;
    for (size_t p = 0; p < pixels; p++) {
        first += f->plane[p] == 0;
        last += f->plane[p] == s->count - 1;
    }
    bool edge = s->count > 1 && (2 * first > pixels || 2 * last > pixels);
    return !structured ? STATUS_BLANK : edge ? STATUS_EDGE : STATUS_OK;
}

static enum status fuse(struct fusion *f, struct spool *s)
{
    bool structured = false;
    for (size_t done = 0; fusion_pass(f);)
        for (size_t i = 0; i < s->count; i++) {
            const float *plane = spool_plane(s, i);
            structured = structured || contrast_structured(s->h, s->w, plane);
            fusion_add(f, (uint32_t)i, plane);
            cli_progress(++done, 0, "planes");
        }
    return judge(f, s, structured);
}

int main(int argc, char **argv)
{
    cli_begin(&command, argc, argv);
    if (window % 2 == 0)
        cli_usage("--window %zu: expected an odd number", window);
    FILE *height = cli_create(height_path);
    struct npy *in = npy_open(NULL);
    struct spool s = {0};
    struct tensor out = {0};
    while (spool_next(in, &s)) {
        if (s.h < FUSION_SIDE_MIN || s.w < FUSION_SIDE_MIN)
            cli_die("stack %s has frames of %zux%zu, expected at least %dx%d", s.stack, s.h, s.w, FUSION_SIDE_MIN,
                    FUSION_SIDE_MIN);
        struct fusion *f = cli_need(fusion_new(method, window, s.h, s.w), "the image");
        enum status status = fuse(f, &s);
        tensor_frame(&out, F4, s.h, s.w);
        out.meta = s.meta;
        keys_drop(&out.meta, KEY_FRAME);
        if (strcmp(s.stack, "-") != 0)
            meta_set(&out.meta, "stack", s.stack);
        meta_set_options(&out.meta, options);
        meta_set(&out.meta, "edof", status_name(status));
        float *to = out.data;
        memcpy(to, f->value, s.h * s.w * sizeof *to);
        npy_write(stdout, &out);
        for (size_t p = 0; height && p < s.h * s.w; p++)
            to[p] = (float)s.z_um[f->plane[p]];
        if (height)
            npy_write(height, &out);
        fusion_free(f);
    }
    cli_close(height, height_path);
    npy_close(in);
    spool_free(&s);
    tensor_free(&out);
    return cli_end();
}
