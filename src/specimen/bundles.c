#include <math.h>

#include "specimen/section.h"
#include "specimen/stamp.h"

struct bundle {
    double length, bright;
    double bend, period, phase; /* of the waves */
};

static void draw_fibre(const struct canvas *canvas, const struct grain *grain, const struct bundle *b, double y,
                       double x, double z, struct rng *rng, float *amount)
{
    double sigma = rng_between(rng, 0.16, 0.45), step = sigma / 1.5, rise = 0.04 * rng_gauss(rng);
    double length = b->length * rng_between(rng, 0.5, 1), bright = b->bright * rng_between(rng, 0.3, 1);
    for (double gone = 0; gone < length; gone += step) {
        double taper = stamp_smooth_step(fmin(gone, length - gone) / 5) * section_at(canvas, grain->dense, y, x);
        if (taper > 0)
            section_dab(canvas, z, y, x, sigma, 0.4 * taper * bright * step * sigma * sqrt(2 * M_PI), amount);
        double direction = section_at(canvas, grain->direction, y, x);
        direction += b->bend * sin(2 * M_PI * gone / b->period + b->phase);
        y += step * sin(direction);
        x += step * cos(direction);
        z += step * rise;
    }
}

void section_bundles(const struct canvas *canvas, const struct grain *grain, double per_mm2, struct rng *rng,
                     float *amount)
{
    const double margin = 40, depth = section_depth(canvas);
    double height = (double)canvas->h * canvas->pixel_um, width = (double)canvas->w * canvas->pixel_um;
    size_t count = (size_t)rng_poisson(rng, 1e-6 * per_mm2 * (height + 2 * margin) * (width + 2 * margin));
    for (size_t i = 0; i < count; i++) {
        double y = rng_between(rng, -margin, height + margin), x = rng_between(rng, -margin, width + margin);
        double z = rng_between(rng, 0, depth), across = section_at(canvas, grain->direction, y, x) + M_PI / 2;
        struct bundle b;
        b.length = rng_between(rng, 20, 80);
        b.bright = exp(0.4 * rng_gauss(rng));
        b.bend = rng_between(rng, 0.1, 0.6);
        b.period = rng_between(rng, 9, 22);
        b.phase = rng_between(rng, 0, 2 * M_PI);
        size_t fibres = 3 + rng_u32(rng) % 10;
        for (size_t k = 0; k < fibres; k++) {
            double off = 0.35 * (double)fibres * rng_gauss(rng);
            double above = 0.8 * rng_gauss(rng);
            draw_fibre(canvas, grain, &b, y + off * sin(across), x + off * cos(across), z + above, rng, amount);
        }
    }
}
