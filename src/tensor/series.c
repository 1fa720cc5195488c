#include "tensor/series.h"

#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "tensor/plane.h"

size_t series_place(const char *stack, size_t count, const double *z_um, double z)
{
    size_t i = count;
    while (i > 0 && z_um[i - 1] > z)
        i--;
    if (i > 0 && z_um[i - 1] == z)
        cli_die(
            "stack %s has two frames at z_um=%.9g, expected one; give each stack its own name with: meta stack=NAME",
            stack, z);
    return i;
}

void series_check_size(const struct npy *in, const struct tensor *t, size_t h, size_t w)
{
    if (t->dim[0] != h || t->dim[1] != w)
        cli_die(
            "%s is %s, expected %zux%zu like the previous frame; give each stack its own name with: meta stack=NAME",
            npy_where(in), tensor_describe(t), h, w);
}

/* Inserts the frame read ahead by its z, and takes unused memory for the next frame in exchange. */
static void insert(struct series *s, double z_um)
{
    if (s->count == s->room) {
        size_t room = 2 * s->room + 16;
        s->z_um = cli_need(reallocarray(s->z_um, room, sizeof *s->z_um), "planes");
        s->frame = cli_need(reallocarray(s->frame, room, sizeof *s->frame), "planes");
        memset(s->frame + s->room, 0, (room - s->room) * sizeof *s->frame);
        s->room = room;
    }
    size_t i = series_place(s->stack, s->count, s->z_um, z_um), above = s->count - i;
    struct tensor unused = s->frame[s->count++];
    memmove(s->z_um + i + 1, s->z_um + i, above * sizeof *s->z_um);
    memmove(s->frame + i + 1, s->frame + i, above * sizeof *s->frame);
    s->z_um[i] = z_um;
    s->frame[i] = s->next;
    s->next = unused;
}

bool series_next(struct npy *in, enum dtype type, struct series *s)
{
    struct plane plane;
    if (!s->ahead && !npy_frame(in, &s->next, type))
        return false;
    plane_of(in, &s->next.meta, &plane);
    memcpy(s->stack, plane.stack, sizeof s->stack);
    s->count = 0;
    s->h = s->next.dim[0];
    s->w = s->next.dim[1];
    do {
        series_check_size(in, &s->next, s->h, s->w);
        insert(s, plane.z_um);
        cli_progress(npy_index(in), 0, "frames");
        s->ahead = npy_frame(in, &s->next, type);
        if (s->ahead)
            plane_of(in, &s->next.meta, &plane);
    } while (s->ahead && strcmp(plane.stack, s->stack) == 0);
    return true;
}

void series_free(struct series *s)
{
    for (size_t i = 0; i < s->room; i++)
        tensor_free(&s->frame[i]);
    tensor_free(&s->next);
    free(s->z_um);
    free(s->frame);
    *s = (struct series){0};
}
