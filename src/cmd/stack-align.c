/* stack-align -- takes the drift out of focal stacks, and saves it to be taken out of other channels: from
 * the sharpest plane outwards each frame is registered to its neighbour, as src/register/align.h says. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "drift/drift.h"
#include "focus/sharpness.h"
#include "register/align.h"
#include "tensor/plane.h"

static enum align_model model = ALIGN_RIGID;
static const char *save_path, *apply_path;

static const struct cli_option options[] = {
    {"model", 0, CLI_CHOICE(&model), "translation|rigid", "the motions looked for"},
    {"save", 0, CLI_TEXT(&save_path), "FILE", "save the motions as a table"},
    {"apply", 0, CLI_TEXT(&apply_path), "FILE", "apply saved motions, by stack= and z_um=, and look for none"},
    {0},
};

static const struct cli_command command = {
    .name = "stack-align",
    .summary = "take the drift out of focal stacks",
    .description =
        "Moves every frame of a stack into the coordinates of its sharpest plane. Pixel (y, x) of an aligned frame is "
        "the raw frame at the point that, from the middle of the frame, lies at (y, x) turned clockwise by angle_deg, "
        "then dy_px down and dx_px to the right. Between pixels the values are cubic B-splines, clipped to the type; "
        "beyond the border the frame is mirrored. valid=HxW+Y+X is the region that needs no mirrors in any plane of "
        "the stack: take --region valid.\n\n"
        "align is ok; blank: the frame is noise; lost: it is not like its neighbour. Those two get the motion of the "
        "neighbour on the side of the sharpest plane, and are counted in a warning.\n\n"
        "Measure on an incoherent channel and --apply to the others: under one LED the contrast turns round at the "
        "focus. Light that comes from one side, as from a LED or a half annulus, also makes the image wander, by about "
        "z times the tangent of its mean angle, every cell a little differently; a slow drift cannot be told from "
        "that, and both are taken out. All planes are compared by what lies about the middle of all; one that has "
        "less than a quarter of it is lost.\n\n"
        "Holds one stack in memory; with --apply, one frame.",
    .in = "frames",
    .out = "frames of the same type, those of a stack in the order of z; with --apply in the same order",
    .reads = "stack, z_um",
    .sets = "align_y_px, align_x_px, align_deg, align, valid",
    .example = "stack-align --save drift.tsv < stack.npy | take --region valid | meta --list z_um,align_y_px,align\n"
               "stack-align --apply drift.tsv < stack.npy | meta --list z_um,align_x_px,valid",
    .options = options,
};

/* A stack in memory, sorted by z. */
struct stack {
    size_t count;
    struct plane *plane;
    struct tensor *frame;
};

static void add_frame(struct stack *s, const struct plane *plane, struct tensor *frame)
{
    size_t i = s->count++;
    s->plane = cli_need(realloc(s->plane, s->count * sizeof *s->plane), "planes");
    s->frame = cli_need(realloc(s->frame, s->count * sizeof *s->frame), "planes");
    for (; i > 0 && s->plane[i - 1].z_um >= plane->z_um; i--) {
        if (s->plane[i - 1].z_um == plane->z_um)
            cli_die("stack %s has two frames at z_um=%.9g, expected one; name the stacks apart with: meta stack=NAME",
                    plane->stack, plane->z_um);
        s->plane[i] = s->plane[i - 1];
        s->frame[i] = s->frame[i - 1];
    }
    s->plane[i] = *plane;
    s->frame[i] = *frame;
    *frame = (struct tensor){0};
}

static void get_frame(void *frames, size_t i, float *to)
{
    const struct tensor *t = (const struct tensor *)frames + i;
    to_float(t->data, t->type, to, tensor_count(t));
}

static void finish_stack(struct stack *s, FILE *save)
{
    size_t n = s->count, h = s->frame[0].dim[0], w = s->frame[0].dim[1], left = 0;
    struct aligned *aligned = cli_alloc(n, sizeof *aligned);
    struct rigid *motion = cli_alloc(n, sizeof *motion);
    if (!align_stack(model, h, w, n, get_frame, s->frame, aligned))
        cli_die("no memory to align %s", tensor_describe(&s->frame[0]));
    for (size_t i = 0; i < n; i++)
        motion[i] = aligned[i].motion;
    struct area valid = align_valid(h, w, n, motion);
    for (size_t i = 0; i < n; i++) {
        if (save)
            drift_row(save, &s->plane[i], &s->frame[i], &aligned[i]);
        left += aligned[i].status == ALIGN_OK ? 0 : 1;
        drift_take_out(&s->frame[i], &aligned[i], valid);
        npy_write(stdout, &s->frame[i]);
        tensor_free(&s->frame[i]);
    }
    if (left)
        cli_warn("stack %s: %zu of %zu planes are blank or lost and got the motion of a neighbour", s->plane[0].stack,
                 left, n);
    s->count = 0;
    free(aligned);
    free(motion);
}

int main(int argc, char **argv)
{
    cli_begin(&command, argc, argv);
    if (save_path && apply_path)
        cli_usage("give either --save or --apply");
    if (save_path && strcmp(save_path, "-") == 0)
        cli_usage("--save: stdout is for the frames, name a file");
    struct table table = {0};
    if (apply_path)
        table_read(&table, apply_path);
    FILE *save = save_path ? cli_create(save_path) : NULL;
    if (save)
        drift_header(save);
    struct npy *in = npy_open(NULL);
    struct stack stack = {0};
    struct tensor t = {0};
    for (; npy_frame(in, &t, ANY); cli_progress(npy_index(in), 0, "frames")) {
        struct plane plane;
        struct aligned aligned;
        plane_of(in, &t.meta, &plane);
        if (t.dim[0] < SHARPNESS_SIDE_MIN || t.dim[1] < SHARPNESS_SIDE_MIN)
            cli_die("%s is %s, expected at least %dx%d", npy_where(in), tensor_describe(&t), SHARPNESS_SIDE_MIN,
                    SHARPNESS_SIDE_MIN);
        if (apply_path) {
            struct area valid = drift_find(&table, &plane, &t, &aligned);
            drift_take_out(&t, &aligned, valid);
            npy_write(stdout, &t);
            continue;
        }
        if (stack.count && strcmp(plane.stack, stack.plane[0].stack) != 0)
            finish_stack(&stack, save);
        if (stack.count && (t.dim[0] != stack.frame[0].dim[0] || t.dim[1] != stack.frame[0].dim[1]))
            cli_die("%s is %s, expected %s as the frame before", npy_where(in), tensor_describe(&t),
                    tensor_describe(&stack.frame[0]));
        add_frame(&stack, &plane, &t);
    }
    if (stack.count)
        finish_stack(&stack, save);
    if (save)
        cli_close(save, save_path);
    table_free(&table);
    free(stack.plane);
    free(stack.frame);
    npy_close(in);
    tensor_free(&t);
    return cli_end();
}
