#include <math.h>
#include <stdlib.h>

#include "specimen/section.h"
#include "specimen/stamp.h"

/* Nests of epithelial cells in stroma, stained for keratin, as the ovarian sections of Luo 2021. */
struct epithelium {
    struct packing cells;
    struct {
        float *nest, *rough;     /* where the nests are, and their smaller bays */
        float *bend_y, *bend_x;  /* of the borders of the cells */
        float *keratin, *stroma; /* textures */
    } field;                     /* [h][w] each */
    double level, lean;          /* of nest, where a nest begins; of its sides, in um per um of depth */
    double background;           /* the light of the stroma */
};

static const double NEST_UM = 20, ROUGH_UM = 5, BEND_UM = 0.6, NUCLEUS_UM = 3.1;

/* How far inside a nest a point is: a field of variance 1 and correlation length L changes by about 1/L per um. */
static double inside_nest(const struct epithelium *e, size_t pixel, double z)
{
    return NEST_UM * ((double)e->field.nest[pixel] - e->level) + 0.4 * ROUGH_UM * (double)e->field.rough[pixel] +
           e->lean * z;
}

static double keratin_at(const void *of, size_t pixel, double z, double y, double x)
{
    const struct epithelium *e = of;
    double inside = inside_nest(e, pixel, z);
    double stroma = e->background * fmax(0, 1 + 0.5 * (double)e->field.stroma[pixel]);
    if (inside < -0.4)
        return stroma;
    struct nearest near = packing_nearest(&e->cells, z, y + BEND_UM * (double)e->field.bend_y[pixel],
                                          x + BEND_UM * (double)e->field.bend_x[pixel]);
    const struct seed *cell = near.seed;
    /* The nucleus is an ellipsoid; it lies off the middle of the cell. */
    double turn = 2 * M_PI * cell->turn, dy = near.y - 0.7 * sin(5 * turn), dx = near.x - 0.7 * cos(5 * turn);
    double along = (cos(turn) * dx + sin(turn) * dy) / 1.3, across = cos(turn) * dy - sin(turn) * dx;
    double radius = NUCLEUS_UM * (0.85 + 0.3 * cell->chance);
    double out = sqrt(along * along + across * across + near.z * near.z) - radius;
    double tone = 0.35 + cell->tone * cell->tone, texture = fmax(0.1, 1 + 0.3 * (double)e->field.keratin[pixel]);
    double cytoplasm = tone * texture * (0.4 + 0.25 * exp(-fabs(out - 0.5) / 0.8));
    double membrane = (0.35 + 0.5 * tone) * texture * exp(-pow(near.border_um / 0.45, 2) / 2);
    double value = 0.05 + (cytoplasm + membrane) * stamp_smooth_step(out / 0.6 + 0.5);
    return stroma + (value - stroma) * stamp_smooth_step(inside / 0.8 + 0.5);
}

bool specimen_epithelium(const struct canvas *canvas, double per_mm2, struct rng *rng, float *light)
{
    struct epithelium e = {0};
    const struct section_field fields[] = {
        {&e.field.nest, NEST_UM}, {&e.field.rough, ROUGH_UM}, {&e.field.bend_y, 3},
        {&e.field.bend_x, 3},     {&e.field.keratin, 0.4},    {&e.field.stroma, 1.5},
    };
    enum { FIELDS = sizeof fields / sizeof *fields };
    bool ok = packing_make(&e.cells, canvas, section_side(per_mm2), 0.23, false, rng) &&
              section_fields(canvas, FIELDS, fields, rng);
    bool empty = section_fullness(rng) < 0.2;
    e.level = empty ? 2.2 : rng_between(rng, -0.8, 0.8);
    e.lean = rng_between(rng, -0.5, 0.5);
    e.background = rng_between(rng, 0.01, 0.05);
    if (ok)
        section_fill(canvas, keratin_at, &e, light);
    section_free(FIELDS, fields);
    packing_free(&e.cells);
    return ok;
}
