#include <math.h>
#include <stdlib.h>

#include "specimen/stamp.h"

enum { HARMONICS = 4, LOBES = 4 };

/* The parameters of a cell. Phases are in rad at 0.53 um: a cell is about as thick as its radius, having settled on the
 * glass and spread a little; its index is 0.03 to 0.045 above that of the medium, 1.335. */
struct cell {
    double y, x, radius, thickness_um;
    double flatness;                          /* exponent of the cap: 0.5 a spheroid, 1 a paraboloid */
    double phase, loss;                       /* at the centre */
    double wave[HARMONICS], angle[HARMONICS]; /* of the outline, relative to the radius */
    size_t lobes;                             /* of the nucleus */
    double lobe_y[LOBES], lobe_x[LOBES], lobe_radius[LOBES], lobe_phase;
    double granules_per_um2, granule_phase, granule_sigma;
};

/* Granulocytes: large, strongly granular, nucleus in lobes; monocytes: large, smooth, one big nucleus; lymphocytes:
 * small, nearly filled by their nucleus. */
static struct cell random_cell(struct rng *rng)
{
    double kind = rng_uniform(rng);
    bool granulocyte = kind<0.6, lymphocyte = kind> 0.8;
    struct cell c = {.radius = (lymphocyte ? 7.5 : 9.7) * exp(0.12 * rng_gauss(rng))};
    c.flatness = rng_between(rng, 0.6, 1);
    c.thickness_um = c.radius * rng_between(rng, 0.9, 1.4);
    c.phase = 2 * M_PI / 0.53 * rng_between(rng, 0.03, 0.045) * c.thickness_um;
    c.loss = c.phase * rng_between(rng, 0.03, 0.06);
    for (size_t i = 0; i < HARMONICS; i++) {
        c.wave[i] = 0.05 / (double)(i + 2) * rng_gauss(rng);
        c.angle[i] = rng_between(rng, 0, 2 * M_PI);
    }
    c.lobes = granulocyte ? 2 + rng_u32(rng) % (LOBES - 1) : 1;
    c.lobe_phase = rng_between(rng, 0.3, 0.9);
    double turn = rng_between(rng, 0, 2 * M_PI);
    for (size_t i = 0; i < c.lobes; i++) {
        double out = c.radius * (granulocyte ? rng_between(rng, 0.25, 0.45) : rng_between(rng, 0, 0.2));
        double angle = turn + 1.6 * (double)i + 0.3 * rng_gauss(rng);
        c.lobe_y[i] = out * sin(angle);
        c.lobe_x[i] = out * cos(angle);
        c.lobe_radius[i] = c.radius * (granulocyte  ? rng_between(rng, 0.25, 0.38)
                                       : lymphocyte ? rng_between(rng, 0.65, 0.8)
                                                    : rng_between(rng, 0.4, 0.6));
    }
    c.granules_per_um2 = rng_between(rng, 0.8, 2);
    c.granule_phase = granulocyte ? rng_between(rng, 0.8, 2) : rng_between(rng, 0.4, 1);
    c.granule_sigma = rng_between(rng, 0.2, 0.32);
    return c;
}

static double outline(const struct cell *c, double dy, double dx)
{
    double azimuth = atan2(dy, dx), radius = 1;
    for (size_t i = 0; i < HARMONICS; i++)
        radius += c->wave[i] * cos((double)(i + 2) * azimuth + c->angle[i]);
    return c->radius * fmax(0.5, radius);
}

/* The outline lies within it. */
static double reach(const struct cell *c)
{
    double radius = 1.001; /* with room for rounding */
    for (size_t i = 0; i < HARMONICS; i++)
        radius += fabs(c->wave[i]);
    return c->radius * radius;
}

static struct stamp cell_value(const void *shape, double dy, double dx)
{
    const struct cell *c = shape;
    double u = hypot(dy, dx) / outline(c, dy, dx);
    if (u >= 1)
        return (struct stamp){0};
    double cap = pow(1 - u * u, c->flatness), nucleus = 0;
    for (size_t i = 0; i < c->lobes; i++) {
        double inside = c->lobe_radius[i] - hypot(dy - c->lobe_y[i], dx - c->lobe_x[i]);
        nucleus = fmax(nucleus, stamp_smooth_step(inside / 0.8 + 0.5));
    }
    return (struct stamp){cap * (c->phase + nucleus * c->lobe_phase), cap * c->loss * (1 + nucleus), 0,
                          cap * c->thickness_um};
}

static void draw_cell(const struct canvas *canvas, const struct cell *c, struct rng *rng)
{
    stamp_shape(canvas, c->y, c->x, reach(c), cell_value, c);
    size_t granules = (size_t)rng_poisson(rng, c->granules_per_um2 * M_PI * c->radius * c->radius);
    for (size_t i = 0; i < granules; i++) {
        double out = sqrt(rng_uniform(rng)), angle = rng_between(rng, 0, 2 * M_PI);
        double dy = sin(angle), dx = cos(angle), r = out * outline(c, dy, dx);
        double phase = c->granule_phase * sqrt(1 - out * out) * rng_between(rng, -0.5, 1);
        double sigma = c->granule_sigma * rng_between(rng, 0.7, 1.5);
        double z = rng_uniform(canvas->heights) * pow(1 - out * out, c->flatness) * c->thickness_um;
        stamp_blob(canvas, z, c->y + r * dy, c->x + r * dx, sigma, phase, 0.1 * fabs(phase));
    }
}

/* Finds a place where the cell at most touches the n others; false if forty random places all overlap. */
static bool place_cell(const struct canvas *canvas, struct cell *cells, size_t n, struct rng *rng)
{
    double height = (double)canvas->h * canvas->pixel_um, width = (double)canvas->w * canvas->pixel_um;
    struct cell *c = &cells[n];
    for (int throws = 0; throws < 40; throws++) {
        c->y = rng_between(rng, 0, height);
        c->x = rng_between(rng, 0, width);
        size_t i = 0;
        while (i < n && hypot(stamp_distance(cells[i].y, c->y, height), stamp_distance(cells[i].x, c->x, width)) >
                            0.95 * (cells[i].radius + c->radius))
            i++;
        if (i == n)
            return true;
    }
    return false;
}

static void draw_debris(const struct canvas *canvas, double area_mm2, struct rng *rng)
{
    double height = (double)canvas->h * canvas->pixel_um, width = (double)canvas->w * canvas->pixel_um;
    size_t count = (size_t)rng_poisson(rng, 1000 * area_mm2);
    for (size_t i = 0; i < count; i++) {
        double y = rng_between(rng, 0, height), x = rng_between(rng, 0, width), sigma = rng_between(rng, 0.2, 0.6);
        double phase = rng_between(rng, -0.3, 0.8), loss = rng_between(rng, 0, 0.15);
        stamp_blob(canvas, 0, y, x, sigma, phase, loss);
    }
}

/* Dust and films on the faces of slide and coverglass are far out of focus: the light they scatter reaches the cells as
 * a weak field in which loss and phase have the same statistics. In the published images of white blood cells (see
 * src/cmd/camera.c) the intensity between the cells varies by 10 to 13 %, with a correlation length of 2.9 um, and also
 * more slowly. */
static bool draw_ground(const struct canvas *canvas, struct rng *rng)
{
    static const double length_um[] = {2.9, 20}, amplitude[] = {0.05, 0.03};
    float *const parts[] = {canvas->phase, canvas->loss};
    size_t n = canvas->h * canvas->w;
    float *field = malloc(n * sizeof *field);
    bool ok = field != NULL;
    for (size_t draw = 0; ok && draw < 4; draw++) {
        size_t layer = draw / 2;
        ok = specimen_random_field(canvas->h, canvas->w, canvas->pixel_um, length_um[layer], rng, field);
        for (size_t i = 0; ok && i < n; i++)
            parts[draw % 2][i] += (float)amplitude[layer] * field[i];
    }
    free(field);
    return ok;
}

bool specimen_cells(const struct canvas *canvas, double per_mm2, struct rng *rng)
{
    double area_mm2 = (double)canvas->h * (double)canvas->w * canvas->pixel_um * canvas->pixel_um * 1e-6;
    double mean = per_mm2 * area_mm2 * rng_between(rng, 0.5, 1.5);
    size_t count = (size_t)rng_poisson(rng, mean);
    struct cell *cells = calloc(count + 1, sizeof *cells);
    if (!cells)
        return false;
    for (size_t thrown = 0, placed = 0; thrown < count; thrown++) {
        cells[placed] = random_cell(rng);
        if (place_cell(canvas, cells, placed, rng))
            draw_cell(canvas, &cells[placed++], rng);
    }
    free(cells);
    draw_debris(canvas, area_mm2, rng);
    return draw_ground(canvas, rng);
}
