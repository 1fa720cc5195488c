#include "tensor/series.h"

#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "tensor/plane.h"

struct height {
    double z_um;
    size_t place;
};

static int by_z(const void *a, const void *b)
{
    const struct height *x = a, *y = b;
    return (x->z_um > y->z_um) - (x->z_um < y->z_um);
}

void series_order(const char *stack, size_t count, double *z_um, size_t *order)
{
    struct height *height = cli_alloc(count, sizeof *height);
    for (size_t i = 0; i < count; i++)
        height[i] = (struct height){z_um[i], i};
    qsort(height, count, sizeof *height, by_z);
    for (size_t i = 0; i < count; i++) {
        if (i && height[i].z_um == height[i - 1].z_um)
            cli_die("stack %s has two frames at z_um=%.9g, expected one; give each stack its own name with: meta "
                    "stack=NAME",
                    stack, height[i].z_um);
        z_um[i] = height[i].z_um;
        order[i] = height[i].place;
    }
    free(height);
}

void series_check_size(const struct npy *in, const struct tensor *t, size_t h, size_t w)
{
    if (t->dim[0] != h || t->dim[1] != w)
        cli_die(
            "%s is %s, expected %zux%zu like the previous frame; give each stack its own name with: meta stack=NAME",
            npy_where(in), tensor_describe(t), h, w);
}

void series_begin(struct past *past, const char *stack)
{
    for (size_t i = 0; i < past->count; i++)
        if (strcmp(past->stack[i], stack) == 0)
            cli_die("stack %s comes again after another; put the frames of each stack together, or give each its own "
                    "name with: meta stack=NAME",
                    stack);
    if (past->count == past->room)
        past->stack =
            cli_need(reallocarray(past->stack, past->room = 2 * past->room + 16, sizeof *past->stack), "stacks");
    past->stack[past->count++] = cli_need(strdup(stack), "stacks");
}

void series_forget(struct past *past)
{
    for (size_t i = 0; i < past->count; i++)
        free(past->stack[i]);
    free(past->stack);
    *past = (struct past){0};
}

/* Appends the frame read ahead, and takes unused memory for the next frame in exchange. */
static void append(struct series *s, double z_um)
{
    if (s->count == s->room) {
        size_t room = 2 * s->room + 16;
        s->z_um = cli_need(reallocarray(s->z_um, room, sizeof *s->z_um), "planes");
        s->frame = cli_need(reallocarray(s->frame, room, sizeof *s->frame), "planes");
        memset(s->frame + s->room, 0, (room - s->room) * sizeof *s->frame);
        s->room = room;
    }
    struct tensor unused = s->frame[s->count];
    s->z_um[s->count] = z_um;
    s->frame[s->count++] = s->next;
    s->next = unused;
}

static void sort(struct series *s)
{
    size_t *order = cli_alloc(s->count, sizeof *order);
    struct tensor *frame = cli_alloc(s->count, sizeof *frame);
    series_order(s->stack, s->count, s->z_um, order);
    for (size_t i = 0; i < s->count; i++)
        frame[i] = s->frame[order[i]];
    memcpy(s->frame, frame, s->count * sizeof *frame);
    free(frame);
    free(order);
}

bool series_next(struct npy *in, enum dtype type, struct series *s)
{
    struct plane plane;
    if (!s->ahead && !npy_frame(in, &s->next, type))
        return false;
    plane_of(in, &s->next.meta, &plane);
    memcpy(s->stack, plane.stack, sizeof s->stack);
    series_begin(&s->past, s->stack);
    s->count = 0;
    s->h = s->next.dim[0];
    s->w = s->next.dim[1];
    do {
        series_check_size(in, &s->next, s->h, s->w);
        append(s, plane.z_um);
        cli_progress(npy_index(in), 0, "frames");
        s->ahead = npy_frame(in, &s->next, type);
        if (s->ahead)
            plane_of(in, &s->next.meta, &plane);
    } while (s->ahead && strcmp(plane.stack, s->stack) == 0);
    sort(s);
    return true;
}

const float **series_planes(const struct series *s)
{
    const float **plane = cli_alloc(s->count, sizeof *plane);
    for (size_t i = 0; i < s->count; i++)
        plane[i] = s->frame[i].data;
    return plane;
}

void series_free(struct series *s)
{
    for (size_t i = 0; i < s->room; i++)
        tensor_free(&s->frame[i]);
    tensor_free(&s->next);
    series_forget(&s->past);
    free(s->z_um);
    free(s->frame);
    *s = (struct series){0};
}
