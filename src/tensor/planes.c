#include "tensor/planes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "tensor/keys.h"

static double height(const struct meta *meta, const char *where)
{
    double z_um;
    if (!meta_number(meta, "z_um", &z_um))
        cli_die("%s lacks z_um; set it with: meta --ramp z_um=START,STEP", where);
    return z_um;
}

void planes_read(struct planes *p, const char *path)
{
    struct npy *in = npy_open(path);
    struct tensor t = {0};
    p->path = path;
    for (; npy_frame(in, &t, F4); t = (struct tensor){0}) {
        p->frame = cli_need(reallocarray(p->frame, p->count + 1, sizeof *p->frame), "frames");
        p->frame[p->count++] = t;
        if (memcmp(t.dim, p->frame[0].dim, sizeof t.dim) != 0)
            cli_die("%s is %s, expected %s like the first", npy_where(in), tensor_describe(&t),
                    tensor_describe(&p->frame[0]));
    }
    tensor_free(&t);
    npy_close(in);
}

void planes_free(struct planes *p)
{
    for (size_t i = 0; i < p->count; i++)
        tensor_free(&p->frame[i]);
    free(p->frame);
    *p = (struct planes){0};
}

const struct tensor *planes_find(const struct planes *p, const struct meta *meta, const char *where)
{
    size_t i = 0;
    if (p->count > 1) {
        double z_um = height(meta, where);
        while (i < p->count && fabs(height(&p->frame[i].meta, cli_source(p->path)) - z_um) > 1e-6)
            i++;
        if (i == p->count)
            cli_die("%s has z_um=%.9g, which no frame of %s has; list those with: meta --list z_um < %s", where, z_um,
                    cli_source(p->path), p->path);
        double focus_um, other_um;
        if (meta_number(meta, "focus_um", &focus_um) && meta_number(&p->frame[i].meta, "focus_um", &other_um) &&
            fabs(focus_um - other_um) > 1e-6)
            cli_die("%s has z_um=%.9g and focus_um=%.9g, but there %s has focus_um=%.9g; count z from the focus with: "
                    "meta --ramp z_um=START,STEP focus_um=0",
                    where, z_um, focus_um, cli_source(p->path), other_um);
    }
    keys_match(meta, where, &p->frame[i].meta, cli_source(p->path), KEY_OPTICS);
    return &p->frame[i];
}
