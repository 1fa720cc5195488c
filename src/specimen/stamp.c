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

/* The slice at the height z; the first and the last go on beyond the depth. */
static size_t slice_at(const struct canvas *canvas, double z)
{
    double at = floor(z / canvas->slice_um), last = (double)(canvas->slices - 1);
    return (size_t)fmin(fmax(at, 0), last);
}

void stamp_add(const struct canvas *canvas, size_t pixel, struct stamp stamp)
{
    size_t first = 0, last = 0, plane = canvas->h * canvas->w;
    if (canvas->slices > 1) {
        first = slice_at(canvas, stamp.low_um);
        last = slice_at(canvas, stamp.high_um);
    }
    for (size_t i = first; i <= last; i++) {
        double low = i == first ? stamp.low_um : (double)i * canvas->slice_um;
        double high = i == last ? stamp.high_um : (double)(i + 1) * canvas->slice_um;
        double share = first < last ? (high - low) / (stamp.high_um - stamp.low_um) : 1;
        canvas->phase[i * plane + pixel] += (float)(share * stamp.phase);
        canvas->loss[i * plane + pixel] += (float)(share * stamp.loss);
    }
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
            stamp_add(canvas, stamp_wrap(i, canvas->h) * canvas->w + stamp_wrap(j, canvas->w), s);
        }
}

struct blob {
    double z, sigma, phase, loss;
};

static struct stamp blob_value(const void *shape, double dy, double dx)
{
    const struct blob *b = shape;
    double r2 = (dy * dy + dx * dx) / (b->sigma * b->sigma), height = r2 < 9 ? exp(-r2 / 2) : 0;
    return (struct stamp){b->phase * height, b->loss * height, b->z, b->z};
}

void stamp_blob(const struct canvas *canvas, double z, double y, double x, double sigma, double phase, double loss)
{
    stamp_shape(canvas, y, x, 3 * sigma, blob_value, &(struct blob){z, sigma, phase, loss});
}
