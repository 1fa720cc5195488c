#include "measure/blur.h"

bool blur_new(struct blur *b, size_t h, size_t w)
{
    *b = (struct blur){fft_new(FFT_R2C, h, w), fft_new(FFT_R2C, h, w)};
    if (b->frame && b->sharp)
        return true;
    blur_free(b);
    return false;
}

void blur_free(struct blur *b)
{
    fft_free(b->frame);
    fft_free(b->sharp);
    *b = (struct blur){0};
}

void blur_set(struct blur *b, const float *frame, const float *sharp)
{
    ring_window(b->frame, frame);
    ring_window(b->sharp, sharp);
    fft_run(b->frame);
    fft_run(b->sharp);
}

static void add(struct blur_sums *sums, float complex x, float complex y, double transfer, double weight)
{
    double xr = (double)crealf(x), xi = (double)cimagf(x);
    double yr = transfer * (double)crealf(y), yi = transfer * (double)cimagf(y);
    sums->xx += weight * (xr * xr + xi * xi);
    sums->xy += weight * (xr * yr + xi * yi);
    sums->yy += weight * (yr * yr + yi * yi);
}

void blur_rings(const struct blur *b, size_t rings, struct blur_sums *ring)
{
    size_t h = b->frame->h, w = b->frame->w, columns = w / 2 + 1;
    for (size_t y = 0; y < h; y++)
        for (size_t x = 0; x < columns; x++) {
            double twice;
            size_t k = (size_t)round(ring_radius(h, w, y, x, &twice)), i = y * columns + x;
            if (k < rings)
                add(&ring[k], b->frame->freq[i], b->sharp->freq[i], 1, twice);
        }
}

struct blur_sums blur_compare(const struct blur *b, size_t rings, const double *transfer, const double *weight)
{
    size_t h = b->frame->h, w = b->frame->w, columns = w / 2 + 1;
    double scale = 2 * (double)rings / (double)(h < w ? h : w);
    struct blur_sums sums = {0};
    for (size_t y = 0; y < h; y++)
        for (size_t x = 0; x < columns; x++) {
            double twice, radius = scale * ring_radius(h, w, y, x, &twice), part = radius - floor(radius);
            size_t k = (size_t)radius, i = y * columns + x;
            if (k + 1 < rings)
                add(&sums, b->frame->freq[i], b->sharp->freq[i], (1 - part) * transfer[k] + part * transfer[k + 1],
                    twice * ((1 - part) * weight[k] + part * weight[k + 1]));
        }
    return sums;
}
