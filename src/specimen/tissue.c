#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "specimen/stamp.h"

/* Phases are in rad at 0.53 um for a section of 5 um. The mounting medium is chosen to match the tissue: the index of
 * the dried matrix is about 0.012 above it, which gives 0.7 rad; nuclei and collagen are denser and add as much again.
 * Structure too fine to be drawn scatters light out of the aperture; this loss grows with the density of the tissue. */
static const double MATRIX_PHASE = 0.7, LOSS_PER_PHASE = 0.12, EDGE_UM = 0.4;

struct layers {
    float *matrix;    /* amount of tissue, from 0 in gaps to 1 */
    float *direction; /* direction of the fibres, radians */
    float *texture;   /* scratch: a random field */
    float *fibre;     /* [slices][h][w], height of the fibres, 0 to 1 */
};

/* Gaps are where a smooth random field is low; tears run from there along the zeros of a second field and become
 * shallower as the first field rises. */
static bool draw_matrix(const struct canvas *canvas, const struct layers *l, struct rng *rng)
{
    size_t n = canvas->h * canvas->w;
    double gap_um = rng_between(rng, 6, 10), tear_um = rng_between(rng, 9, 16), level = rng_between(rng, -1.3, -0.5);
    double tear_half_um = rng_between(rng, 0.3, 1.2);
    if (!specimen_random_field(canvas->h, canvas->w, canvas->pixel_um, gap_um, rng, l->matrix) ||
        !specimen_random_field(canvas->h, canvas->w, canvas->pixel_um, tear_um, rng, l->texture))
        return false;
    for (size_t i = 0; i < n; i++) {
        /* A field of correlation length L and variance 1 changes by about 1/L per um, so its value times L is a
         * distance. */
        double gap = stamp_smooth_step(((double)l->matrix[i] - level) * gap_um / EDGE_UM);
        double open = stamp_smooth_step((level + 1.2 - (double)l->matrix[i]) / 0.6);
        double torn_um = tear_half_um - fabs((double)l->texture[i]) * tear_um;
        double tear = 1 - open * stamp_smooth_step(torn_um / EDGE_UM + 1);
        l->matrix[i] = (float)(gap * tear);
    }
    double thickness = rng_between(rng, 0.8, 1.2), depth = (double)canvas->slices * canvas->slice_um;
    float phase = (float)(thickness * MATRIX_PHASE), loss = (float)(thickness * MATRIX_PHASE * LOSS_PER_PHASE);
    for (size_t i = 0; i < n; i++)
        stamp_add(canvas, i, (struct stamp){(double)(phase * l->matrix[i]), (double)(loss * l->matrix[i]), 0, depth});
    return true;
}

/* Cytoplasm and ground substance: texture at three scales, wherever there is matrix, independent in each slice. */
static bool draw_texture(const struct canvas *canvas, const struct layers *l, struct rng *rng)
{
    static const double length_um[] = {0.35, 1.2, 5}, phase[] = {0.03, 0.05, 0.1};
    for (size_t layer = 0; layer < 3; layer++) {
        double strength = phase[layer] * rng_between(rng, 0.6, 1.4) / sqrt((double)canvas->slices);
        for (size_t slice = 0; slice < canvas->slices; slice++) {
            if (!specimen_random_field(canvas->h, canvas->w, canvas->pixel_um, length_um[layer], rng, l->texture))
                return false;
            float *phase_there = canvas->phase + slice * canvas->h * canvas->w;
            for (size_t i = 0; i < canvas->h * canvas->w; i++)
                phase_there[i] += (float)strength * l->matrix[i] * l->texture[i];
        }
    }
    return true;
}

/* Follows the direction field from a random place and draws a rounded ridge into the fibre layer of one slice along the
 * path. */
static void draw_fibre(const struct canvas *canvas, const struct layers *l, struct rng *rng)
{
    double step = canvas->pixel_um, height = (double)canvas->h * step, width = (double)canvas->w * step;
    double y = rng_between(rng, 0, height), x = rng_between(rng, 0, width);
    double length_um = rng_between(rng, 15, 80), radius_um = rng_between(rng, 0.4, 1.3);
    double drift = 0.15 * rng_gauss(rng), top = rng_between(rng, 0.4, 1), pace = 0.3;
    ptrdiff_t reach = (ptrdiff_t)ceil(radius_um / step);
    float *fibre = l->fibre + rng_u32(canvas->heights) % canvas->slices * canvas->h * canvas->w;
    for (double gone = 0; gone < length_um; gone += pace) {
        ptrdiff_t cy = (ptrdiff_t)floor(y / step), cx = (ptrdiff_t)floor(x / step);
        double end = stamp_smooth_step(fmin(gone, length_um - gone) / 4); /* thins out at both ends */
        for (ptrdiff_t i = cy - reach; i <= cy + reach; i++)
            for (ptrdiff_t j = cx - reach; j <= cx + reach; j++) {
                double r = hypot((double)i * step - y, (double)j * step - x) / radius_um;
                float *at = &fibre[stamp_wrap(i, canvas->h) * canvas->w + stamp_wrap(j, canvas->w)];
                if (r < 1)
                    *at = fmaxf(*at, (float)(top * end * sqrt(1 - r * r)));
            }
        double direction =
            (double)l->direction[stamp_wrap(cy, canvas->h) * canvas->w + stamp_wrap(cx, canvas->w)] + drift;
        y += pace * sin(direction);
        x += pace * cos(direction);
    }
}

static bool draw_fibres(const struct canvas *canvas, const struct layers *l, double area_mm2, struct rng *rng)
{
    size_t n = canvas->h * canvas->w, count = (size_t)rng_poisson(rng, rng_between(rng, 4000, 9000) * area_mm2);
    double along = rng_between(rng, 0, M_PI), wander = rng_between(rng, 0.4, 0.9);
    if (!specimen_random_field(canvas->h, canvas->w, canvas->pixel_um, 18, rng, l->direction))
        return false;
    for (size_t i = 0; i < n; i++)
        l->direction[i] = (float)(along + wander * (double)l->direction[i]);
    memset(l->fibre, 0, canvas->slices * n * sizeof *l->fibre);
    for (size_t i = 0; i < count; i++)
        draw_fibre(canvas, l, rng);
    double phase = rng_between(rng, 0.5, 0.9);
    for (size_t i = 0; i < canvas->slices * n; i++) {
        float present = 0.3F + 0.7F * l->matrix[i % n]; /* fibres that bridge gaps are thinner */
        canvas->phase[i] += (float)phase * present * l->fibre[i];
        canvas->loss[i] += (float)(phase * LOSS_PER_PHASE) * present * l->fibre[i];
    }
    return true;
}

struct nucleus {
    double half_length, half_width, sine, cosine, phase, low_um, high_um;
};

static struct stamp nucleus_value(const void *shape, double dy, double dx)
{
    const struct nucleus *c = shape;
    double along = (c->cosine * dx + c->sine * dy) / c->half_length;
    double across = (c->cosine * dy - c->sine * dx) / c->half_width;
    double height = stamp_smooth_step((1 - hypot(along, across)) * c->half_width / 0.4);
    return (struct stamp){c->phase * height, LOSS_PER_PHASE * c->phase * height, c->low_um, c->high_um};
}

/* Denser ellipses with clumps of chromatin, roughly along the fibres, only where there is matrix. */
static void draw_nuclei(const struct canvas *canvas, const struct layers *l, double count_mean, struct rng *rng)
{
    double step = canvas->pixel_um, height = (double)canvas->h * step, width = (double)canvas->w * step;
    double depth = (double)canvas->slices * canvas->slice_um;
    size_t count = (size_t)rng_poisson(rng, count_mean * rng_between(rng, 0.7, 1.3));
    for (size_t i = 0; i < count; i++) {
        double y = rng_between(rng, 0, height), x = rng_between(rng, 0, width);
        size_t at =
            stamp_wrap((ptrdiff_t)(y / step), canvas->h) * canvas->w + stamp_wrap((ptrdiff_t)(x / step), canvas->w);
        double half_width = rng_between(rng, 1.8, 3.2), half_length = half_width * rng_between(rng, 1.1, 2.4);
        double angle = (double)l->direction[at] + 0.3 * rng_gauss(rng), phase = rng_between(rng, 0.5, 0.9);
        double low = rng_between(canvas->heights, 0, 0.4) * depth, high = fmin(depth, low + 1.2 * half_width);
        struct nucleus c = {half_length, half_width, sin(angle), cos(angle), phase, low, high};
        if (l->matrix[at] < 0.9F)
            continue;
        stamp_shape(canvas, y, x, half_length, nucleus_value, &c);
        size_t clumps = (size_t)rng_poisson(rng, 1.2 * half_length * half_width);
        for (size_t j = 0; j < clumps; j++) {
            double out = 0.8 * sqrt(rng_uniform(rng)), turn = rng_between(rng, 0, 2 * M_PI);
            double along = out * half_length * cos(turn), across = out * half_width * sin(turn);
            double sigma = rng_between(rng, 0.25, 0.5), clump = rng_between(rng, 0.1, 0.4);
            stamp_blob(canvas, rng_between(canvas->heights, low, high), y + c.sine * along + c.cosine * across,
                       x + c.cosine * along - c.sine * across, sigma, clump, LOSS_PER_PHASE * clump);
        }
    }
}

bool specimen_tissue(const struct canvas *canvas, double per_mm2, struct rng *rng)
{
    size_t n = canvas->h * canvas->w;
    double area_mm2 = (double)n * canvas->pixel_um * canvas->pixel_um * 1e-6;
    float *room = calloc((3 + canvas->slices) * n, sizeof *room);
    if (!room)
        return false;
    struct layers l = {room, room + n, room + 2 * n, room + 3 * n};
    bool ok = draw_matrix(canvas, &l, rng) && draw_texture(canvas, &l, rng) && draw_fibres(canvas, &l, area_mm2, rng);
    if (ok)
        draw_nuclei(canvas, &l, per_mm2 * area_mm2, rng);
    free(room);
    return ok;
}
