/* stack-align -- removes the drift from focal stacks, and saves it so that it can be removed from other channels: from
 * the sharpest plane outwards each frame is registered to its neighbour, as src/register/align.h describes. */
#include <stdlib.h>

#include "cli/cli.h"
#include "drift/drift.h"
#include "focus/sharpness.h"
#include "outliers/outliers.h"
#include "register/align.h"
#include "tensor/plane.h"
#include "tensor/series.h"

static enum align_model model = ALIGN_RIGID;
static const char *save_path, *apply_path;

static const struct cli_option options[] = {
    {"model", 0, CLI_CHOICE(&model), "translation|rigid", "kind of motion to look for"},
    {"save", 0, CLI_TEXT(&save_path), "FILE", "save the motions to FILE as a table"},
    {"apply", 0, CLI_TEXT(&apply_path), "FILE",
     "apply the motions saved in FILE, matched by stack and z_um, instead of measuring"},
    {0},
};

static const struct cli_command command = {
    .name = "stack-align",
    .summary = "remove the drift from focal stacks",
    .description =
        "Moves every frame of a stack into the coordinates of its sharpest plane. Pixel (y, x) of an aligned frame "
        "shows the raw frame at a point found by rotating (y, x) about the centre of the frame, clockwise by "
        "angle_deg, and then moving it down by dy_px and right by dx_px. Values between pixels are interpolated by "
        "cubic B-splines and clipped to the type; beyond its border the frame is mirrored. valid=HxW+Y+X is the region "
        "that contains no mirrored pixels in any plane of the stack: take --region valid. Frames that were aligned "
        "before keep a record of both motions.\n\n"
        "Neighbours may differ in brightness, contrast and blur, as planes of a focal stack do: the motion is fitted "
        "together with these, so that light which spreads from step to step is not taken for a motion.\n\n"
        "align is ok; low-confidence: without what all planes have in common, the frame and its neighbour resemble "
        "each other after another, larger motion, so dust on the camera may have been followed, here or nearer to the "
        "sharpest plane; blank: the frame is only noise; lost: the frame does not resemble its neighbour, or the "
        "motion between them is uncertain, by a standard error above 0.25 pixels at the corners (0.4 after a jump of 4 "
        "pixels or more): as of a weak sample far from focus. Blank and lost frames get the motion of the neighbour "
        "nearer to the sharpest plane, and a warning says how many there are.\n\n"
        "Measure on an incoherent channel and --apply to the others: under one LED the contrast inverts at the focus. "
        "Light from one side, as from an LED or a half annulus, also shifts the image by about z times the tangent of "
        "its mean angle, and every cell a little differently; slow drift cannot be distinguished from this shift, and "
        "both are removed. All planes are compared in the same region; a plane that shows less than a quarter of it is "
        "lost.\n\n"
        "Hot and dead pixels and tracks of cosmic rays are replaced first, as sharpness describes, in the output too; "
        "outliers and doubtful say how many. align is low-confidence where these are more than one pixel of a "
        "thousand, or doubtful.\n\n"
        "One stack is held in memory; with --apply, one frame.",
    .in = "frames",
    .out = "frames of the same type, sorted by z within each stack; with --apply, in the order of the input",
    .reads = "stack z_um na lambda_um pixel_um outliers doubtful",
    .sets = "align_y_px align_x_px align_deg align valid outliers doubtful",
    .example = "stack-align --save drift.tsv < stack.npy | take --region valid | meta --list z_um,align_y_px,align\n"
               "stack-align --apply drift.tsv < stack.npy | meta --list z_um,align_x_px,valid",
    .options = options,
};

static void get_frame(void *frames, size_t i, float *to)
{
    const struct tensor *t = (const struct tensor *)frames + i;
    tensor_to_float(t->data, t->type, to, tensor_count(t));
}

static void check_side(const char *stack, size_t h, size_t w)
{
    if (h < SHARPNESS_SIDE_MIN || w < SHARPNESS_SIDE_MIN)
        cli_die("stack %s has frames of %zux%zu, expected at least %dx%d", stack, h, w, SHARPNESS_SIDE_MIN,
                SHARPNESS_SIDE_MIN);
}

static void align(struct series *s, FILE *save)
{
    size_t n = s->count, left = 0, doubtful = 0;
    struct aligned *aligned = cli_alloc(n, sizeof *aligned);
    struct rigid *motion = cli_alloc(n, sizeof *motion);
    bool *many = cli_alloc(n, sizeof *many);
    for (size_t i = 0; i < n; i++)
        many[i] = outliers_replace(&s->frame[i], &s->frame[i].meta, s->stack).many;
    if (!align_stack(model, s->h, s->w, n, get_frame, s->frame, aligned))
        cli_die("no memory to align %s", tensor_describe(&s->frame[0]));
    for (size_t i = 0; i < n; i++)
        motion[i] = aligned[i].motion;
    struct area valid = align_valid(s->h, s->w, drift_known(n, s->frame), n, motion);
    for (size_t i = 0; i < n; i++) {
        if (aligned[i].status == STATUS_OK && many[i])
            aligned[i].status = STATUS_LOW_CONFIDENCE;
        doubtful += aligned[i].status == STATUS_LOW_CONFIDENCE;
        left += aligned[i].status == STATUS_BLANK || aligned[i].status == STATUS_LOST;
        if (save)
            drift_row(save, s->stack, s->z_um[i], &s->frame[i], &aligned[i]);
        drift_take_out(&s->frame[i], &aligned[i], valid);
        npy_write(stdout, &s->frame[i]);
    }
    if (left)
        cli_warn("stack %s: %zu of %zu planes are blank or lost and get the motion of a neighbour", s->stack, left, n);
    if (doubtful)
        cli_warn("stack %s: the motion of %zu of %zu planes is doubtful", s->stack, doubtful, n);
    free(aligned);
    free(motion);
    free(many);
}

static void apply(struct npy *in)
{
    struct table table = {0};
    struct tensor t = {0};
    table_read(&table, apply_path);
    for (; npy_frame(in, &t, ANY); cli_progress(npy_index(in), 0, "frames")) {
        struct plane plane;
        struct aligned aligned;
        plane_of(in, &t.meta, &plane);
        check_side(plane.stack, t.dim[0], t.dim[1]);
        outliers_replace(&t, &t.meta, npy_where(in));
        struct area valid = drift_find(&table, &plane, &t, &aligned);
        drift_take_out(&t, &aligned, valid);
        npy_write(stdout, &t);
    }
    table_free(&table);
    tensor_free(&t);
}

int main(int argc, char **argv)
{
    cli_begin(&command, argc, argv);
    if (save_path && apply_path)
        cli_usage("give only one of --save and --apply");
    FILE *save = cli_create(save_path);
    if (save)
        drift_header(save);
    struct npy *in = npy_open(NULL);
    struct series s = {0};
    if (apply_path)
        apply(in);
    while (!apply_path && series_next(in, ANY, &s)) {
        check_side(s.stack, s.h, s.w);
        align(&s, save);
    }
    cli_close(save, save_path);
    npy_close(in);
    series_free(&s);
    return cli_end();
}
