#include <math.h>
#include <stdlib.h>

#include "specimen/section.h"
#include "specimen/stamp.h"

enum { FIELDS = 4, NUCLEOLI = 6 };

/* Cells that have grown on glass, as the U2OS cells of Ljosa 2012: each occupies its part of the plane, out to a
 * radius, unless it is missing. */
struct monolayer {
    struct packing packing;
    float *crowd;           /* [h][w]: where this is high, fewer cells are missing */
    float *bend_y, *bend_x; /* [h][w]: makes the borders of the cells wavy */
    float *texture;         /* [h][w] */
    double share;           /* of the cells that are not missing, on average */
    struct section_field field[FIELDS];
};

static const double BEND_UM = 1.2, USUAL_SHARE = 0.55, MOST_SIDE_UM = 30;

static bool monolayer_make(struct monolayer *m, const struct canvas *canvas, double per_mm2, double texture_um,
                           struct rng *rng)
{
    double side_um = fmin(MOST_SIDE_UM, sqrt(1e6 * USUAL_SHARE / per_mm2)), cells = 1e-6 * side_um * side_um * per_mm2;
    *m = (struct monolayer){
        .share = cells * section_fullness(rng),
        .field = {{&m->crowd, side_um}, {&m->bend_y, 4}, {&m->bend_x, 4}, {&m->texture, texture_um}}};
    return packing_make(&m->packing, canvas, side_um, 0.28, true, rng) && section_fields(canvas, FIELDS, m->field, rng);
}

static void monolayer_free(struct monolayer *m)
{
    packing_free(&m->packing);
    section_free(FIELDS, m->field);
}

static size_t seed_count(const struct monolayer *m)
{
    return m->packing.ny * m->packing.nx;
}

static bool missing(const struct monolayer *m, const struct canvas *canvas, const struct seed *s)
{
    return s->chance > m->share * (1 + 0.6 * section_at(canvas, m->crowd, s->y, s->x));
}

/* A flat ellipsoid of chromatin, whose outline is slightly uneven, with holes where the nucleoli are. */
struct nucleus {
    double half_length, half_width, half_depth, sine, cosine, light;
    double wave, phase; /* of the outline */
    double middle;      /* height */
    const float *texture;
    size_t holes;
    double hole_y[NUCLEOLI], hole_x[NUCLEOLI], hole_um[NUCLEOLI];
};

static struct nucleus random_nucleus(const struct seed *s, double depth, const float *texture, struct rng *rng)
{
    bool divides = rng_uniform(rng) < 0.04; /* the chromosomes are a dense plate */
    double width = rng_between(rng, 5, 7), angle = 2 * M_PI * s->turn;
    struct nucleus c = {.sine = sin(angle), .cosine = cos(angle), .texture = texture};
    c.half_width = divides ? 2 : width;
    c.half_length = divides ? 6 : width * rng_between(rng, 1.1, 1.6);
    c.half_depth = fmin(depth / 2, divides ? 3 : rng_between(rng, 1.6, 2.3));
    c.middle = fmin(c.half_depth + 0.2, depth / 2);
    c.light = (divides ? 2 : 0.7) * exp(0.25 * rng_gauss(rng)) * (s->tone < 0.3 ? 1.6 : 1);
    c.wave = rng_between(rng, 0, 0.07);
    c.phase = rng_between(rng, 0, 2 * M_PI);
    c.holes = divides ? 0 : 1 + rng_u32(rng) % NUCLEOLI;
    for (size_t i = 0; i < c.holes; i++) {
        double out = 0.65 * sqrt(rng_uniform(rng)), turn = rng_between(rng, 0, 2 * M_PI);
        c.hole_y[i] = out * c.half_width * sin(turn);
        c.hole_x[i] = out * c.half_length * cos(turn);
        c.hole_um[i] = rng_between(rng, 0.5, 1.3);
    }
    return c;
}

static struct column nucleus_column(const void *shape, size_t pixel, double dy, double dx)
{
    const struct nucleus *c = shape;
    double along = c->cosine * dx + c->sine * dy, across = c->cosine * dy - c->sine * dx;
    double outline = 1 + c->wave * cos(3 * atan2(across, along) + c->phase);
    double u = hypot(along / c->half_length, across / c->half_width) / outline;
    if (u >= 1)
        return (struct column){0};
    double half = c->half_depth * sqrt(1 - u * u * u);
    double value = c->light * fmax(0, 1 + 0.18 * (double)c->texture[pixel]);
    for (size_t i = 0; i < c->holes; i++) {
        double r = hypot(across - c->hole_y[i], along - c->hole_x[i]) / c->hole_um[i];
        value *= 1 - 0.65 * exp(-r * r * r / 2);
    }
    return (struct column){c->middle - half, c->middle + half, value};
}

bool specimen_nuclei(const struct canvas *canvas, double per_mm2, struct rng *rng, float *light)
{
    struct monolayer m;
    bool ok = monolayer_make(&m, canvas, per_mm2, 0.5, rng);
    for (size_t i = 0; ok && i < seed_count(&m); i++) {
        const struct seed *s = &m.packing.seed[i];
        struct nucleus c = random_nucleus(s, section_depth(canvas), m.texture, rng);
        if (!missing(&m, canvas, s))
            section_shape(canvas, s->y, s->x, 1.1 * c.half_length, nucleus_column, &c, light);
    }
    monolayer_free(&m);
    return ok;
}

/* The cell at a point, and how far inside its border the point is; NULL between the cells. */
static const struct seed *cell_at(const struct monolayer *m, const struct canvas *canvas, double y, double x,
                                  double *inside_um)
{
    double by = BEND_UM * section_at(canvas, m->bend_y, y, x), bx = BEND_UM * section_at(canvas, m->bend_x, y, x);
    struct nearest near = packing_nearest(&m->packing, 0, y + by, x + bx);
    double radius = (0.75 + 0.3 * near.seed->tone) * m->packing.side_um, azimuth = atan2(near.y, near.x);
    radius *= 1 + 0.25 * cos(3 * azimuth + 2 * M_PI * near.seed->turn);
    *inside_um = fmin(near.border_um, radius - hypot(near.y, near.x));
    return *inside_um > 0 && !missing(m, canvas, near.seed) ? near.seed : NULL;
}

/* Actin: a thin sheet under the membrane, denser along the border of the cell. */
static void draw_cortex(const struct monolayer *m, const struct canvas *canvas, float *light)
{
    double depth = section_depth(canvas);
    for (size_t y = 0; y < canvas->h; y++)
        for (size_t x = 0; x < canvas->w; x++) {
            double inside, dy = (double)y * canvas->pixel_um, dx = (double)x * canvas->pixel_um;
            const struct seed *s = cell_at(m, canvas, dy, dx, &inside);
            if (!s)
                continue;
            size_t pixel = y * canvas->w + x;
            double tone = 0.5 + s->tone, top = fmin(depth, 0.6 + 0.45 * inside), low = fmin(depth, 1.5);
            double ragged = fmax(0, 1 + 0.6 * (double)m->texture[pixel]), rim = exp(-pow(inside / 0.45, 2) / 2);
            double sheet = tone * (0.07 + 0.05 * ragged) * stamp_smooth_step(inside / 0.6);
            section_column(canvas, pixel, 0, top, sheet * depth / top, light);
            section_column(canvas, pixel, 0, low, tone * ragged * 0.35 * rim * depth / low, light);
        }
}

/* Stress fibres run along the cell, most of them at the glass, and end at its border. */
static void draw_stress_fibres(const struct monolayer *m, const struct canvas *canvas, const struct seed *s,
                               struct rng *rng, float *light)
{
    size_t count = (size_t)rng_poisson(rng, 30 * s->tone);
    for (size_t i = 0; i < count; i++) {
        double out = 0.6 * m->packing.side_um * sqrt(rng_uniform(rng)), azimuth = rng_between(rng, 0, 2 * M_PI);
        double y = s->y + out * sin(azimuth), x = s->x + out * cos(azimuth);
        double direction = M_PI * s->turn + 0.12 * rng_gauss(rng), curve = 0.006 * rng_gauss(rng);
        double sigma = rng_between(rng, 0.12, 0.28), bright = exp(0.5 * rng_gauss(rng)) * (0.5 + s->tone);
        double length = rng_between(rng, 8, 40), top = section_depth(canvas);
        double z = rng_uniform(rng) < 0.85 ? rng_between(rng, 0.2, 0.8) : rng_between(rng, 0.5, 0.95) * top;
        for (double gone = 0, step = 0.12, inside; gone < length; gone += step) {
            if (cell_at(m, canvas, y, x, &inside) != s)
                break;
            double taper = stamp_smooth_step(fmin(gone, length - gone) / 2);
            section_dab(canvas, fmin(z, top), y, x, sigma, 0.35 * taper * bright * step * sigma * sqrt(2 * M_PI),
                        light);
            direction += curve * step;
            y += step * sin(direction);
            x += step * cos(direction);
        }
    }
}

bool specimen_filaments(const struct canvas *canvas, double per_mm2, struct rng *rng, float *light)
{
    struct monolayer m;
    bool ok = monolayer_make(&m, canvas, per_mm2, 0.8, rng);
    if (ok)
        draw_cortex(&m, canvas, light);
    for (size_t i = 0; ok && i < seed_count(&m); i++)
        draw_stress_fibres(&m, canvas, &m.packing.seed[i], rng, light);
    monolayer_free(&m);
    return ok;
}
