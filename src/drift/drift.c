#include "drift/drift.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

void drift_header(FILE *out)
{
    table_header(out, "stack z_um dy_px dx_px angle_deg likeness status height width");
}

void drift_row(FILE *out, const char *stack, double z_um, const struct tensor *frame, const struct aligned *a)
{
    fprintf(out, "%s\t%.9g\t%.9g\t%.9g\t%.9g\t%.4f\t%s\t%zu\t%zu\n", stack, z_um, a->motion.dy, a->motion.dx,
            a->motion.angle * 180 / M_PI, a->likeness, status_name(a->status), frame->dim[0], frame->dim[1]);
}

static void read_row(const struct table *t, size_t row, struct aligned *a)
{
    a->motion.dy = table_number(t, row, table_column(t, "dy_px"));
    a->motion.dx = table_number(t, row, table_column(t, "dx_px"));
    a->motion.angle = table_number(t, row, table_column(t, "angle_deg")) * M_PI / 180;
    a->likeness = table_number(t, row, table_column(t, "likeness"));
    a->status = status_parse(table_text(t, row, table_column(t, "status")));
    if ((a->status != STATUS_OK && a->status != STATUS_LOW_CONFIDENCE && a->status != STATUS_BLANK &&
         a->status != STATUS_LOST) ||
        isnan(a->motion.dy + a->motion.dx + a->motion.angle))
        cli_die("%s: row %zu is not a motion with status ok, low-confidence, blank or lost; make the table with: "
                "stack-align --save",
                t->path, row + 1);
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

struct area drift_known(size_t n, const struct tensor *frame)
{
    size_t h = frame->dim[0], w = frame->dim[1], top = 0, left = 0, bottom = 0, right = 0; /* from each edge */
    for (size_t i = 0; i < n; i++) {
        char text[META_VALUE_MAX + 1];
        struct area a;
        if (!meta_get(&frame[i].meta, "valid", text))
            continue;
        if (sscanf(text, "%zux%zu+%zu+%zu", &a.h, &a.w, &a.y, &a.x) != 4 || a.h > h || a.w > w || a.y > h - a.h ||
            a.x > w - a.w)
            cli_die("a frame of %zux%zu has valid=%s, expected a part of it; remove it with: meta --drop valid", h, w,
                    text);
        top = larger(top, a.y);
        left = larger(left, a.x);
        bottom = larger(bottom, h - a.y - a.h);
        right = larger(right, w - a.x - a.w);
    }
    if (top + bottom >= h || left + right >= w)
        return (struct area){0};
    return (struct area){.h = h - top - bottom, .w = w - left - right, .y = top, .x = left};
}

struct area drift_find(const struct table *t, const struct plane *plane, const struct tensor *frame,
                       struct aligned *aligned)
{
    size_t stack = table_column(t, "stack"), z_um = table_column(t, "z_um"), count = 0, found = t->rows;
    size_t height = table_column(t, "height"), width = table_column(t, "width");
    struct rigid *motion = cli_alloc(t->rows, sizeof *motion);
    for (size_t row = 0; row < t->rows; row++) {
        if (strcmp(table_text(t, row, stack), plane->stack) != 0)
            continue;
        struct aligned a;
        read_row(t, row, &a);
        motion[count++] = a.motion;
        if (fabs(table_number(t, row, z_um) - plane->z_um) > 1e-6)
            continue;
        if (found < t->rows)
            cli_die("%s has two rows for stack %s at z_um=%.9g, expected one", t->path, plane->stack, plane->z_um);
        found = row;
        *aligned = a;
    }
    if (found == t->rows)
        cli_die("%s has no row for stack %s at z_um=%.9g; make the table with: stack-align --save", t->path,
                plane->stack, plane->z_um);
    if (table_number(t, found, height) != (double)frame->dim[0] ||
        table_number(t, found, width) != (double)frame->dim[1])
        cli_die("%s: stack %s was measured on frames of %sx%s, but these are %s", t->path, plane->stack,
                table_text(t, found, height), table_text(t, found, width), tensor_describe(frame));
    struct area valid = align_valid(frame->dim[0], frame->dim[1], drift_known(1, frame), count, motion);
    free(motion);
    return valid;
}

static void move(struct tensor *frame, struct rigid motion)
{
    struct tensor moved = {0};
    enum dtype type = frame->type;
    tensor_convert(frame, F4, "a frame");
    tensor_copy(&moved, frame, F4, "a frame");
    struct bspline *spline = cli_need(bspline_new(frame->dim[0], frame->dim[1]), "a spline");
    bspline_set(spline, frame->data);
    bspline_move(spline, motion, moved.data);
    bspline_free(spline);
    tensor_clip(&moved, type);
    tensor_copy(frame, &moved, type, "a frame");
    tensor_free(&moved);
}

static void key_of(char key[32], const char *name, const char *unit)
{
    snprintf(key, 32, "%s_%s", name, unit);
}

struct rigid drift_recorded(const struct meta *meta, const char *name)
{
    char y[32], x[32], turn[32];
    key_of(y, name, "y_px"), key_of(x, name, "x_px"), key_of(turn, name, "deg");
    return (struct rigid){meta_or(meta, y, 0), meta_or(meta, x, 0), meta_or(meta, turn, 0) * M_PI / 180};
}

void drift_record(struct meta *meta, const char *name, struct rigid motion)
{
    char key[32];
    key_of(key, name, "y_px"), meta_set_number(meta, key, motion.dy);
    key_of(key, name, "x_px"), meta_set_number(meta, key, motion.dx);
    key_of(key, name, "deg"), meta_set_number(meta, key, motion.angle * 180 / M_PI);
}

void drift_take_out(struct tensor *frame, const struct aligned *aligned, struct area valid)
{
    struct rigid motion = aligned->motion;
    if (motion.dy != 0 || motion.dx != 0 || motion.angle != 0)
        move(frame, motion);
    drift_record(&frame->meta, "align", rigid_compose(drift_recorded(&frame->meta, "align"), motion));
    meta_set(&frame->meta, "align", status_name(aligned->status));
    meta_set_format(&frame->meta, "valid", "%zux%zu+%zu+%zu", valid.h, valid.w, valid.y, valid.x);
}
