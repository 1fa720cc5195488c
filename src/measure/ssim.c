#include "measure/ssim.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TAPS = SSIM_SIDE_MIN, SCALES = 5 };

/* The weighted sums in a window. */
struct moments {
    double x, y, xx, yy, xy;
};

static void weigh(double weight[TAPS])
{
    double sum = 0;
    for (int i = 0; i < TAPS; i++) {
        double r = (i - TAPS / 2) / 1.5;
        sum += weight[i] = exp(-r * r / 2);
    }
    for (int i = 0; i < TAPS; i++)
        weight[i] /= sum;
}

static void add_row(size_t w, double weight, const float *x, const float *y, struct moments *column)
{
    for (size_t i = 0; i < w; i++) {
        double a = (double)x[i], b = (double)y[i];
        column[i].x += weight * a;
        column[i].y += weight * b;
        column[i].xx += weight * a * a;
        column[i].yy += weight * b * b;
        column[i].xy += weight * a * b;
    }
}

static struct moments sum_columns(const double weight[TAPS], const struct moments *column)
{
    struct moments m = {0};
    for (int i = 0; i < TAPS; i++) {
        m.x += weight[i] * column[i].x;
        m.y += weight[i] * column[i].y;
        m.xx += weight[i] * column[i].xx;
        m.yy += weight[i] * column[i].yy;
        m.xy += weight[i] * column[i].xy;
    }
    return m;
}

bool ssim_mean(size_t h, size_t w, const float *x, const float *y, double range, struct ssim *mean)
{
    double weight[TAPS], c1 = 0.01 * range * 0.01 * range, c2 = 0.03 * range * 0.03 * range;
    struct moments *column = calloc(w, sizeof *column);
    if (!column)
        return false;
    weigh(weight);
    *mean = (struct ssim){0};
    for (size_t top = 0; top + TAPS <= h; top++) {
        memset(column, 0, w * sizeof *column);
        for (size_t i = 0; i < TAPS; i++)
            add_row(w, weight[i], x + (top + i) * w, y + (top + i) * w, column);
        for (size_t left = 0; left + TAPS <= w; left++) {
            struct moments m = sum_columns(weight, column + left);
            double squares = m.x * m.x + m.y * m.y, product = m.x * m.y;
            double structure = (2 * (m.xy - product) + c2) / (m.xx + m.yy - squares + c2);
            mean->structure += structure;
            mean->ssim += (2 * product + c1) / (squares + c1) * structure;
        }
    }
    free(column);
    double windows = (double)((h - TAPS + 1) * (w - TAPS + 1));
    mean->structure /= windows;
    mean->ssim /= windows;
    return true;
}

/* Averages blocks of 2 x 2, in place: no result is written where an unread pixel is. */
static void halve(size_t h, size_t w, float *frame)
{
    float *to = frame;
    for (size_t y = 0; y < h; y += 2) {
        const float *row = frame + y * w, *below = y + 1 < h ? row + w : row;
        for (size_t x = 0; x < w; x += 2) {
            size_t right = x + 1 < w ? x + 1 : x;
            *to++ = (row[x] + row[right] + below[x] + below[right]) / 4;
        }
    }
}

bool ssim_multiscale(size_t h, size_t w, const float *x, const float *y, double range, double *ms_ssim)
{
    static const double exponent[SCALES] = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};
    float *a = calloc(h * w, sizeof *a), *b = calloc(h * w, sizeof *b);
    bool whole = a && b;
    if (whole) {
        memcpy(a, x, h * w * sizeof *a);
        memcpy(b, y, h * w * sizeof *b);
    }
    *ms_ssim = 1;
    for (int scale = 0; whole && scale < SCALES; scale++) {
        struct ssim mean;
        whole = ssim_mean(h, w, a, b, range, &mean);
        *ms_ssim *= pow(fmax(0, scale < SCALES - 1 ? mean.structure : mean.ssim), exponent[scale]);
        halve(h, w, a);
        halve(h, w, b);
        h = (h + 1) / 2;
        w = (w + 1) / 2;
    }
    free(a);
    free(b);
    return whole;
}
