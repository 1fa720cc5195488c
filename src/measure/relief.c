#include "measure/relief.h"

#include <complex.h>
#include <math.h>

#include "measure/ring.h"

enum { BLOCK = 32 };

/* The moments of numbers that come one by one. */
struct moments {
    double count, sum, squares, cubes;
};

static void add(struct moments *m, double x)
{
    m->count++;
    m->sum += x;
    m->squares += x * x;
    m->cubes += x * x * x;
}

static double variance(const struct moments *m)
{
    double mean = m->sum / m->count;
    return m->squares / m->count - mean * mean;
}

static double skewness(const struct moments *m)
{
    double mean = m->sum / m->count, v = variance(m);
    double third = m->cubes / m->count - 3 * mean * m->squares / m->count + 2 * mean * mean * mean;
    return v > 0 ? third / pow(v, 1.5) : NAN;
}

static double slope_skewness(size_t h, size_t w, const float *frame, size_t down, size_t right)
{
    struct moments m = {0};
    for (size_t y = 2 * down; y < h; y++)
        for (size_t x = 2 * right; x < w; x++)
            add(&m, (double)frame[y * w + x] - (double)frame[(y - 2 * down) * w + x - 2 * right]);
    return skewness(&m);
}

static double slow_share(size_t h, size_t w, const float *frame)
{
    struct moments of_pixels = {0}, of_blocks = {0};
    double middle = (double)frame[0]; /* sums of squares keep more digits about a value of the frame */
    for (size_t top = 0; top + BLOCK <= h; top += BLOCK)
        for (size_t left = 0; left + BLOCK <= w; left += BLOCK) {
            double sum = 0;
            for (size_t i = 0; i < BLOCK * BLOCK; i++) {
                double value = (double)frame[(top + i / BLOCK) * w + left + i % BLOCK] - middle;
                add(&of_pixels, value);
                sum += value;
            }
            add(&of_blocks, sum / (BLOCK * BLOCK));
        }
    return variance(&of_pixels) > 0 ? variance(&of_blocks) / variance(&of_pixels) : NAN;
}

bool relief_measure(size_t h, size_t w, const float *frame, struct relief *relief)
{
    struct fft *fft = fft_new(FFT_R2C, h, w);
    if (!fft)
        return false;
    ring_window(fft, frame);
    fft_run(fft);
    double along[2] = {0}, across[2] = {0}, side = (double)(h < w ? h : w), twice;
    for (size_t y = 0; y < h; y++)
        for (size_t x = 0; x <= w / 2; x++) {
            double fy = fabs(fft_index(y, h)) / (double)h, fx = (double)x / (double)w;
            double f = ring_radius(h, w, y, x, &twice) / side;
            if (f < 0.03 || f >= 0.25)
                continue;
            float complex v = fft->freq[y * (w / 2 + 1) + x];
            double power = twice * (double)(crealf(v) * crealf(v) + cimagf(v) * cimagf(v));
            double *to = fx <= fy * tan(M_PI / 6) ? along : fy <= fx * tan(M_PI / 6) ? across : NULL;
            if (to)
                to[f >= 0.1] += power;
        }
    fft_free(fft);
    *relief = (struct relief){
        .ratio_coarse = across[0] > 0 ? along[0] / across[0] : NAN,
        .ratio_fine = across[1] > 0 ? along[1] / across[1] : NAN,
        .skewness_y = slope_skewness(h, w, frame, 1, 0),
        .skewness_x = slope_skewness(h, w, frame, 0, 1),
        .slow = slow_share(h, w, frame),
    };
    return true;
}
