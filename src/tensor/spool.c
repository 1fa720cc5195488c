#include "tensor/spool.h"

#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "tensor/keys.h"
#include "tensor/plane.h"

_Noreturn static void fail(void)
{
    cli_die("the scratch file, whose folder is TMPDIR or else /var/tmp:");
}

static void seek(struct spool *s, size_t place)
{
    if (fseeko(s->file, (off_t)(place * s->h * s->w * sizeof(float)), SEEK_SET) < 0)
        fail();
}

/* Appends the frame read ahead to the file. */
static void append(struct spool *s, double z_um)
{
    if (s->count == s->room) {
        s->room = 2 * s->room + 16;
        s->z_um = cli_need(reallocarray(s->z_um, s->room, sizeof *s->z_um), "planes");
        s->place = cli_need(reallocarray(s->place, s->room, sizeof *s->place), "planes");
    }
    s->z_um[s->count++] = z_um;
    if (fwrite(s->next.data, sizeof(float), s->h * s->w, s->file) != s->h * s->w)
        fail();
}

bool spool_next(struct npy *in, struct spool *s)
{
    struct plane plane;
    if (!s->ahead && !npy_frame(in, &s->next, F4))
        return false;
    plane_of(in, &s->next.meta, &plane);
    memcpy(s->stack, plane.stack, sizeof s->stack);
    series_begin(&s->past, s->stack);
    s->meta = s->next.meta;
    s->count = 0;
    s->h = s->next.dim[0];
    s->w = s->next.dim[1];
    if (!s->file)
        s->file = cli_scratch();
    free(s->plane);
    s->plane = cli_alloc(s->h * s->w, sizeof *s->plane);
    seek(s, 0);
    do {
        series_check_size(in, &s->next, s->h, s->w);
        keys_join(&s->meta, &s->next.meta);
        append(s, plane.z_um);
        cli_progress(npy_index(in), 0, "frames");
        s->ahead = npy_frame(in, &s->next, F4);
        if (s->ahead)
            plane_of(in, &s->next.meta, &plane);
    } while (s->ahead && strcmp(plane.stack, s->stack) == 0);
    series_order(s->stack, s->count, s->z_um, s->place);
    return true;
}

const float *spool_plane(struct spool *s, size_t i)
{
    seek(s, s->place[i]);
    if (fread(s->plane, sizeof *s->plane, s->h * s->w, s->file) != s->h * s->w)
        fail();
    return s->plane;
}

void spool_free(struct spool *s)
{
    if (s->file && fclose(s->file))
        fail();
    free(s->plane);
    free(s->z_um);
    free(s->place);
    tensor_free(&s->next);
    series_forget(&s->past);
}
