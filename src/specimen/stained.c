#include <math.h>
#include <stdlib.h>

#include "specimen/section.h"
#include "specimen/stamp.h"

/* Glands of the prostate: a lumen, columnar cells with their nuclei near the base, and between the glands muscle and
 * collagen with slender nuclei. */
struct prostate {
    const struct canvas *canvas;
    struct packing glands, cells; /* the tone of a cell becomes how deep in a gland it lies */
    float *fold_y, *fold_x, *rough, *texture, *chromatin, *inside; /* [h][w] each */
    struct grain grain;
    double share;        /* of the glands that are not missing */
    double stroma;       /* how much of it there is */
    double height, lean; /* of the cells; of the walls, in um per um of depth */
};

static const double FOLD_UM = 5, CELL_SIDE_UM = 6, NUCLEUS_UM = 2.7;

/* How deep in a gland a point is, in um from the base of its cells. */
static double inside_gland(const struct prostate *p, double y, double x)
{
    const struct canvas *c = p->canvas;
    struct nearest near = packing_nearest(&p->glands, 0, y + FOLD_UM * section_at(c, p->fold_y, y, x),
                                          x + FOLD_UM * section_at(c, p->fold_x, y, x));
    double apart = 5 + 12 * near.seed->tone;
    return near.seed->chance < p->share ? near.border_um - apart + section_at(c, p->rough, y, x) : -apart;
}

struct part {
    double stroma, cell, nucleus, membrane; /* how much of each a point is, 0 to 1; the rest is lumen */
};

static struct part part_at(const struct prostate *p, size_t pixel, double z, double y, double x)
{
    double inside = (double)p->inside[pixel] + p->lean * z, gland = stamp_smooth_step(inside / 0.8 + 0.5);
    if (gland == 0)
        return (struct part){.stroma = 1};
    struct nearest near = packing_nearest(&p->cells, z, y, x);
    double apex = p->height * (0.85 + 0.3 * near.seed->chance);
    struct part part = {1 - gland, gland * stamp_smooth_step((apex - inside) / 1.2 + 0.5), 0,
                        exp(-pow(near.border_um / 0.4, 2) / 2)};
    if (near.seed->tone > 1 && near.seed->tone < 0.55 * p->height) {
        double radius = NUCLEUS_UM * (0.8 + 0.35 * near.seed->chance);
        double out = sqrt(near.y * near.y + near.x * near.x + near.z * near.z) - radius;
        part.nucleus = part.cell * stamp_smooth_step(0.5 - out / 0.6);
    }
    return part;
}

static double haematoxylin_at(const void *of, size_t pixel, double z, double y, double x)
{
    const struct prostate *p = of;
    struct part part = part_at(p, pixel, z, y, x);
    double chromatin = fmax(0.2, 0.8 + 0.18 * (double)p->chromatin[pixel]);
    return 0.03 * part.stroma + 0.1 * part.cell + part.nucleus * chromatin;
}

static double eosin_at(const void *of, size_t pixel, double z, double y, double x)
{
    const struct prostate *p = of;
    struct part part = part_at(p, pixel, z, y, x);
    double texture = fmax(0, 1 + 0.35 * (double)p->texture[pixel]), dense = (double)p->grain.dense[pixel];
    return 0.5 * part.stroma * texture * fmax(0.1, dense) + part.cell * (0.2 * texture + 0.1 * part.membrane) + 0.01;
}

/* The nucleus of a muscle cell or fibroblast, an ellipsoid. */
struct slender {
    const float *chromatin;
    double z, half_length, half_width, sine, cosine, tone;
};

static struct column slender_column(const void *shape, size_t pixel, double dy, double dx)
{
    const struct slender *s = shape;
    double along = (s->cosine * dx + s->sine * dy) / s->half_length;
    double across = (s->cosine * dy - s->sine * dx) / s->half_width;
    double half = s->half_width * sqrt(fmax(0, 1 - along * along - across * across));
    return (struct column){s->z - half, s->z + half, s->tone * fmax(0.2, 1 + 0.3 * (double)s->chromatin[pixel])};
}

/* They lie along the fibres. */
static void draw_slender_nuclei(const struct prostate *p, struct rng *rng, float *haematoxylin)
{
    const struct canvas *c = p->canvas;
    const double per_um2 = 2e-3 * p->stroma, margin = 10;
    double height = (double)c->h * c->pixel_um, width = (double)c->w * c->pixel_um;
    size_t count = (size_t)rng_poisson(rng, per_um2 * (height + 2 * margin) * (width + 2 * margin));
    for (size_t i = 0; i < count; i++) {
        double y = rng_between(rng, -margin, height + margin), x = rng_between(rng, -margin, width + margin);
        double turn = section_at(c, p->grain.direction, y, x) + 0.15 * rng_gauss(rng);
        struct slender s = {.chromatin = p->chromatin, .sine = sin(turn), .cosine = cos(turn)};
        s.z = rng_between(rng, 0, section_depth(c));
        s.half_length = rng_between(rng, 4, 8);
        s.half_width = rng_between(rng, 0.9, 1.7);
        s.tone = rng_between(rng, 1, 1.7);
        if (section_at(c, p->inside, y, x) < -1.5)
            section_shape(c, y, x, s.half_length, slender_column, &s, haematoxylin);
    }
}

static bool prostate_make(struct prostate *p, const struct canvas *canvas, double per_mm2, size_t n,
                          const struct section_field *fields, struct rng *rng)
{
    if (!packing_make(&p->glands, canvas, section_side(per_mm2), 0.3, true, rng) ||
        !packing_make(&p->cells, canvas, CELL_SIDE_UM, 0.23, false, rng) || !section_fields(canvas, n, fields, rng))
        return false;
    double along = rng_between(rng, 0, M_PI), wander = rng_between(rng, 0.3, 0.9), full = section_fullness(rng);
    p->stroma = fmin(1, full);
    p->share = full < 0.2 ? 0 : rng_between(rng, 0.5, 1);
    p->height = rng_between(rng, 12, 18);
    p->lean = rng_between(rng, -0.4, 0.4);
    for (size_t i = 0; i < canvas->h * canvas->w; i++) {
        double y = (double)(i / canvas->w) * canvas->pixel_um, x = (double)(i % canvas->w) * canvas->pixel_um;
        p->inside[i] = (float)inside_gland(p, y, x);
        p->grain.direction[i] = (float)(along + wander * (double)p->grain.direction[i]);
        p->grain.dense[i] = (float)(p->stroma * fmax(0, 0.5 + 0.2 * (double)p->grain.dense[i]) *
                                    stamp_smooth_step(1 - (double)p->inside[i]));
    }
    for (size_t i = 0; i < p->cells.nz * p->cells.ny * p->cells.nx; i++)
        p->cells.seed[i].tone = section_at(canvas, p->inside, p->cells.seed[i].y, p->cells.seed[i].x);
    return true;
}

bool specimen_stained(const struct canvas *canvas, double per_mm2, struct rng *rng)
{
    /* Optical densities in red, green and blue. */
    static const double haematoxylin_od[] = {0.650, 0.704, 0.286}, eosin_od[] = {0.072, 0.990, 0.105};
    static const double BUNDLES_PER_MM2 = 3000, PHASE = 0.4;
    struct prostate p = {.canvas = canvas};
    const struct section_field fields[] = {
        {&p.fold_y, 12},     {&p.fold_x, 12},          {&p.rough, 3},        {&p.texture, 0.7},
        {&p.chromatin, 0.5}, {&p.grain.direction, 30}, {&p.grain.dense, 12},
    };
    enum { FIELDS = sizeof fields / sizeof *fields };
    size_t n = canvas->slices * canvas->h * canvas->w;
    float *haematoxylin = calloc(n, sizeof *haematoxylin), *eosin = calloc(n, sizeof *eosin);
    p.inside = calloc(canvas->h * canvas->w, sizeof *p.inside);
    bool ok = haematoxylin && eosin && p.inside && prostate_make(&p, canvas, per_mm2, FIELDS, fields, rng);
    if (ok) {
        section_fill(canvas, haematoxylin_at, &p, haematoxylin);
        section_fill(canvas, eosin_at, &p, eosin);
        section_bundles(canvas, &p.grain, BUNDLES_PER_MM2, rng, eosin);
        draw_slender_nuclei(&p, rng, haematoxylin);
    }
    double blue = exp(0.15 * rng_gauss(rng)), pink = exp(0.2 * rng_gauss(rng)); /* how long it was stained */
    for (size_t i = 0; ok && i < n; i++) {
        double h = blue * (double)haematoxylin[i], e = pink * (double)eosin[i];
        double density = h * haematoxylin_od[canvas->colour] + e * eosin_od[canvas->colour];
        canvas->loss[i] += (float)(M_LN10 / 2 * density); /* of the amplitude */
        canvas->phase[i] += (float)(PHASE * (h + e));
    }
    packing_free(&p.glands);
    packing_free(&p.cells);
    section_free(FIELDS, fields);
    free(p.inside);
    free(haematoxylin);
    free(eosin);
    return ok;
}
