#include <math.h>

#include "specimen/section.h"

/* Draws a ball into one slice: a pixel has the part of the ball's light that comes from its square, on a grid of points
 * in the ball's disc. */
static void draw_ball(const struct canvas *canvas, double z, double y, double x, double light, float *amount)
{
    enum { ACROSS = 24 };
    static const double RADIUS_UM = 0.15;
    double step = canvas->pixel_um, total = 0, column[ACROSS][ACROSS];
    for (size_t i = 0; i < ACROSS; i++)
        for (size_t j = 0; j < ACROSS; j++) {
            double v = (2 * (double)i + 1) / ACROSS - 1, u = (2 * (double)j + 1) / ACROSS - 1;
            total += column[i][j] = sqrt(fmax(0, 1 - v * v - u * u));
        }
    size_t slice = (size_t)fmin(z / canvas->slice_um, (double)(canvas->slices - 1));
    for (size_t i = 0; i < ACROSS; i++)
        for (size_t j = 0; j < ACROSS; j++) {
            double at_y = rint((y + RADIUS_UM * ((2 * (double)i + 1) / ACROSS - 1)) / step);
            double at_x = rint((x + RADIUS_UM * ((2 * (double)j + 1) / ACROSS - 1)) / step);
            if (at_y >= 0 && at_y < (double)canvas->h && at_x >= 0 && at_x < (double)canvas->w)
                amount[(slice * canvas->h + (size_t)at_y) * canvas->w + (size_t)at_x] +=
                    (float)(light * column[i][j] / total / (step * step));
        }
}

bool specimen_beads(const struct canvas *canvas, double per_mm2, struct rng *rng, float *light)
{
    static const double MARGIN_UM = 1, LIGHT_UM2 = 0.2; /* of a bead, as much as of an area that is full of dye */
    double height = (double)canvas->h * canvas->pixel_um, width = (double)canvas->w * canvas->pixel_um;
    double mean = 1e-6 * per_mm2 * section_fullness(rng) * (height + 2 * MARGIN_UM) * (width + 2 * MARGIN_UM);
    size_t count = (size_t)rng_poisson(rng, mean);
    for (size_t i = 0; i < count; i++) {
        double z = rng_between(canvas->heights, 0, section_depth(canvas));
        double y = rng_between(rng, -MARGIN_UM, height + MARGIN_UM);
        double x = rng_between(rng, -MARGIN_UM, width + MARGIN_UM);
        size_t cluster = rng_uniform(rng) < 0.05 ? 2 + rng_u32(rng) % 3 : 1;
        for (size_t k = 0; k < cluster; k++) {
            double turn = rng_between(rng, 0, 2 * M_PI), apart = k ? 0.3 : 0;
            y += apart * sin(turn);
            x += apart * cos(turn);
            draw_ball(canvas, z, y, x, LIGHT_UM2 * exp(0.1 * rng_gauss(rng)), light);
        }
    }
    return true;
}
