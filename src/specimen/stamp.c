#include "specimen/stamp.h"

#include <math.h>

double stamp_distance(double a, double b, double period)
{
    return remainder(b - a, period);
}

double stamp_smooth_step(double x)
{
    x = fmin(1, fmax(0, x));
    return x * x * (3 - 2 * x);
}

void stamp_shape(const struct canvas *canvas, double y, double x, double reach,
                 struct stamp (*value)(const void *shape, double dy, double dx), const void *shape)
{
    double step = canvas->pixel_um;
    ptrdiff_t top = (ptrdiff_t)ceil((y - reach) / step), bottom = (ptrdiff_t)floor((y + reach) / step);
    ptrdiff_t left = (ptrdiff_t)ceil((x - reach) / step), right = (ptrdiff_t)floor((x + reach) / step);
    for (ptrdiff_t i = top; i <= bottom; i++)
        for (ptrdiff_t j = left; j <= right; j++) {
            struct stamp s = value(shape, (double)i * step - y, (double)j * step - x);
            size_t at = stamp_wrap(i, canvas->h) * canvas->w + stamp_wrap(j, canvas->w);
            canvas->phase[at] += (float)s.phase;
            canvas->loss[at] += (float)s.loss;
        }
}

struct blob {
    double sigma, phase, loss;
};

static struct stamp blob_value(const void *shape, double dy, double dx)
{
    const struct blob *b = shape;
    double r2 = (dy * dy + dx * dx) / (b->sigma * b->sigma), height = r2 < 9 ? exp(-r2 / 2) : 0;
    return (struct stamp){b->phase * height, b->loss * height};
}

void stamp_blob(const struct canvas *canvas, double y, double x, double sigma, double phase, double loss)
{
    stamp_shape(canvas, y, x, 3 * sigma, blob_value, &(struct blob){sigma, phase, loss});
}
