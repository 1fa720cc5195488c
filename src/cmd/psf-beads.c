/* psf-beads -- measures the point spread function at each plane from the beads of a focal stack, as Luo 2021 does; see
 * src/psfs/beads.h and src/psfs/mean.h. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "psfs/mean.h"
#include "stats/status.h"
#include "tensor/keys.h"
#include "tensor/series.h"

static size_t size[2] = {33, 33};
static double threshold = 10;

/* Fewer beads than these do not average out how they lie in their pixels. */
enum { FEW = 10 };

static const struct cli_option options[] = {
    {"size", 0, CLI_SIZE(size), "HxW", "pixels of a plane, and the room that a bead must have for itself", 3, 1025},
    {"threshold", 0, CLI_REAL(&threshold), "N", "height of a bead above the background, in units of the noise", 3, 1e6},
    {0},
};

static const struct cli_command command = {
    .name = "psf-beads",
    .summary = "measure the point spread function with the beads of a focal stack",
    .description =
        "Averages the isolated beads of each stack, plane by plane, about their centres in the sharpest plane. The "
        "centre becomes the middle of pixel (H/2, W/2), rounded down and counted from 0. The background is subtracted "
        "and each plane scaled to a sum of 1; what noise is left stays, so some values are negative.\n\n"
        "Beads are left out if they lie at the edge, reach the largest value of the stack, have a neighbour in their "
        "window, or are unlike the others in brightness or width, as clusters are. beads_found is the number of all "
        "beads, beads that of those used. psf is ok; edge: the sharpest plane is the first or the last; few: fewer "
        "than 10 beads were used.\n\n"
        "Remove drift before with stack-align. z_um stays that of the stack; one stack is held in memory.",
    .in = "frames",
    .out = "f4 frames, sorted by z within each stack",
    .reads = "stack z_um",
    .sets = "beads beads_found psf",
    .drops =
        "dz_um target_um focus_um seed slice_um drift_y_px drift_x_px drift_deg align_y_px align_x_px align_deg align "
        "valid crop_y_px crop_x_px",
    .example = "# a bead made by theory, instead of a stack of many real ones\n"
               "psf --size 64x64 --z -2:2:1 | psf-beads --size 25x25 | meta --list z_um,beads,psf",
    .options = options,
};

static void check(const struct series *s, const struct beads *b)
{
    if (!b->count)
        cli_die(
            "stack %s shows no bead, expected a height of %g times the noise; lower that with: psf-beads --threshold",
            s->stack, threshold);
    if (!b->of[BEAD_USED])
        cli_die("stack %s has no bead to use: of %zu, %zu are at the edge, %zu clipped, %zu crowded, %zu unlike the "
                "others; they need less room with: psf-beads --size",
                s->stack, b->count, b->of[BEAD_EDGE], b->of[BEAD_CLIPPED], b->of[BEAD_CROWDED], b->of[BEAD_ODD]);
}

static void write_plane(const struct series *s, const struct beads *b, size_t i, const float *values,
                        struct tensor *out)
{
    bool edge = s->count > 1 && (b->sharpest == 0 || b->sharpest == s->count - 1);
    enum status status = edge ? STATUS_EDGE : b->of[BEAD_USED] < FEW ? STATUS_FEW : STATUS_OK;
    char stack[META_VALUE_MAX + 1];
    tensor_frame(out, F4, size[0], size[1]);
    out->meta = s->frame[i].meta;
    keys_drop(&out->meta, KEY_FRAME);
    if (meta_get(&s->frame[i].meta, "stack", stack))
        meta_set(&out->meta, "stack", stack);
    meta_set_number(&out->meta, "z_um", s->z_um[i]);
    meta_set_format(&out->meta, "beads", "%zu", b->of[BEAD_USED]);
    meta_set_format(&out->meta, "beads_found", "%zu", b->count);
    meta_set(&out->meta, "psf", status_name(status));
    memcpy(out->data, values, size[0] * size[1] * sizeof *values);
    npy_write(stdout, out);
}

int main(int argc, char **argv)
{
    cli_begin(&command, argc, argv);
    struct npy *in = npy_open(NULL);
    struct series s = {0};
    struct tensor out = {0};
    while (series_next(in, F4, &s)) {
        if (s.h < BEADS_SIDE_MIN || s.w < BEADS_SIDE_MIN || s.h < size[0] || s.w < size[1])
            cli_die("stack %s has frames of %zux%zu, expected at least %dx%d and the %zux%zu of --size", s.stack, s.h,
                    s.w, BEADS_SIDE_MIN, BEADS_SIDE_MIN, size[0], size[1]);
        const float **plane = series_planes(&s);
        float *psf = cli_alloc(s.count, size[0] * size[1] * sizeof *psf);
        struct beads beads;
        size_t dark;
        if (!beads_find(s.count, s.h, s.w, plane, threshold, size[0], size[1], &beads))
            cli_die("no memory for the beads of stack %s", s.stack);
        check(&s, &beads);
        if (!beads_mean(s.count, s.h, s.w, plane, &beads, size[0], size[1], &dark, psf))
            cli_die("no memory for the beads of stack %s", s.stack);
        if (dark < s.count)
            cli_die("stack %s: at z_um=%.9g the beads have no light in their window; leave such planes out with: take "
                    "--where z_um=LO:HI",
                    s.stack, s.z_um[dark]);
        for (size_t i = 0; i < s.count; i++)
            write_plane(&s, &beads, i, psf + i * size[0] * size[1], &out);
        beads_free(&beads);
        free(psf);
        free(plane);
    }
    npy_close(in);
    series_free(&s);
    tensor_free(&out);
    return cli_end();
}
