#include <math.h>

#include "specimen/section.h"
#include "specimen/stamp.h"

/* An unstained section of breast, as Luo 2021 images by its own light: bundles of wavy collagen, lobules of glandular
 * cells in loose stroma, and fat, of which only thin walls shine. */
struct stroma {
    struct packing glands, cells, fat;
    float *lobule_field, *fat_field, *bend_y, *bend_x, *texture; /* [h][w] each */
    struct grain grain;
    double lobule_level, fat_level;
};

static const double LOBULE_UM = 30, FAT_UM = 40, GLAND_SIDE_UM = 27, CELL_SIDE_UM = 7.5, FAT_SIDE_UM = 42;

/* How far inside a lobule, and inside of fat, a pixel is. */
static double inside_lobule(const struct stroma *s, size_t pixel)
{
    return LOBULE_UM * ((double)s->lobule_field[pixel] - s->lobule_level) + 2 * (double)s->bend_y[pixel];
}

static double inside_fat(const struct stroma *s, size_t pixel)
{
    return FAT_UM * ((double)s->fat_field[pixel] - s->fat_level) + 2 * (double)s->bend_x[pixel];
}

/* How much of a pixel is collagen. */
static double collagen(const struct stroma *s, size_t pixel)
{
    return (1 - stamp_smooth_step(inside_lobule(s, pixel) / 4 + 0.5)) *
           (1 - stamp_smooth_step(inside_fat(s, pixel) / 3 + 0.5));
}

/* A gland is a ring of cells around its lumen. */
static double gland_light(const struct stroma *s, double z, double y, double x, double texture)
{
    struct nearest gland = packing_nearest(&s->glands, z, y, x);
    double r = hypot(gland.y, gland.x), wall = fmin(8 + 5 * gland.seed->tone, gland.border_um + r - 1.5) - r;
    double lumen = r - (1 + 4 * gland.seed->chance);
    double loose = 0.1 * fmax(0, 1 + 0.5 * texture);
    if (wall < -0.5)
        return loose;
    struct nearest near = packing_nearest(&s->cells, z, y, x);
    double nucleus = stamp_smooth_step((sqrt(near.y * near.y + near.x * near.x + near.z * near.z) - 2.6) / 0.8 + 0.5);
    double cell = (0.25 + 0.3 * near.seed->tone) * fmax(0.2, 1 + 0.35 * texture);
    cell = cell * (0.35 + 0.65 * nucleus) * (1 - 0.4 * exp(-pow(near.border_um / 0.4, 2) / 2));
    cell *= 0.12 + 0.88 * stamp_smooth_step(lumen / 0.8 + 0.5);
    return loose + (cell - loose) * stamp_smooth_step(wall / 0.8 + 0.5);
}

static double light_at(const void *of, size_t pixel, double z, double y, double x)
{
    const struct stroma *s = of;
    double texture = (double)s->texture[pixel], lobule = stamp_smooth_step(inside_lobule(s, pixel) / 2 + 0.5);
    double fat = stamp_smooth_step(inside_fat(s, pixel) / 2 + 0.5) * (1 - lobule);
    y += (double)s->bend_y[pixel];
    x += (double)s->bend_x[pixel];
    double light = 0.1 * (1 - lobule - fat) * fmax(0, 1 + 0.4 * texture);
    if (lobule > 0)
        light += lobule * gland_light(s, z, y, x, texture);
    if (fat > 0)
        light += fat * (0.01 + 0.5 * exp(-pow(packing_nearest(&s->fat, z, y, x).border_um / 0.6, 2) / 2));
    return light;
}

bool specimen_stroma(const struct canvas *canvas, double per_mm2, struct rng *rng, float *light)
{
    struct stroma s = {0};
    const struct section_field fields[] = {
        {&s.lobule_field, LOBULE_UM},
        {&s.fat_field, FAT_UM},
        {&s.grain.direction, 25},
        {&s.grain.dense, 14},
        {&s.bend_y, 4},
        {&s.bend_x, 4},
        {&s.texture, 0.6},
    };
    enum { FIELDS = sizeof fields / sizeof *fields };
    double full = section_fullness(rng), along = rng_between(rng, 0, M_PI), wander = rng_between(rng, 0.3, 0.8);
    bool ok = packing_make(&s.glands, canvas, GLAND_SIDE_UM, 0.25, true, rng) &&
              packing_make(&s.cells, canvas, CELL_SIDE_UM, 0.23, false, rng) &&
              packing_make(&s.fat, canvas, FAT_SIDE_UM, 0.3, true, rng) && section_fields(canvas, FIELDS, fields, rng);
    s.lobule_level = full < 0.2 ? 4 : rng_between(rng, 0.2, 1.6);
    s.fat_level = full < 0.2 ? -1.5 : rng_between(rng, 0.4, 1.8); /* fat is what is nearly empty */
    for (size_t i = 0; ok && i < canvas->h * canvas->w; i++) {
        s.grain.direction[i] = (float)(along + wander * (double)s.grain.direction[i]);
        s.grain.dense[i] = (float)(fmax(0.15, 0.8 + 0.5 * (double)s.grain.dense[i]) * collagen(&s, i));
    }
    if (ok) {
        section_fill(canvas, light_at, &s, light);
        section_bundles(canvas, &s.grain, per_mm2, rng, light);
    }
    packing_free(&s.glands);
    packing_free(&s.cells);
    packing_free(&s.fat);
    section_free(FIELDS, fields);
    return ok;
}
