#include "measure/ssim.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TAPS = SSIM_SIDE_MIN, SCALES = 5 };

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

/* Weighted sums of x, y, x^2, y^2 and x y, each of a row of numbers. */
enum { X, Y, XX, YY, XY, MOMENTS };

/* What is done at all windows of a row: the sums of its columns, then those of its windows, and the gradients by the
 * latter and the former. */
struct row {
    double weight[TAPS], c1, c2;
    size_t w, windows; /* numbers of columns and windows */
    double *column[MOMENTS], *moment[MOMENTS], *by_column[MOMENTS];
    double *numbers;
};

static bool row_new(struct row *r, size_t w, double range)
{
    *r = (struct row){.c1 = 0.01 * range * 0.01 * range, .c2 = 0.03 * range * 0.03 * range, .w = w};
    r->windows = w - TAPS + 1;
    r->numbers = calloc(w, 3 * MOMENTS * sizeof *r->numbers);
    if (!r->numbers)
        return false;
    for (size_t m = 0; m < MOMENTS; m++) {
        r->column[m] = r->numbers + m * w;
        r->moment[m] = r->column[m] + MOMENTS * w;
        r->by_column[m] = r->moment[m] + MOMENTS * w;
    }
    weigh(r->weight);
    return true;
}

static void add_pixels(size_t w, double weight, const float *x, const float *y, double *const column[MOMENTS])
{
    for (size_t i = 0; i < w; i++) {
        double a = (double)x[i], b = (double)y[i];
        column[X][i] += weight * a;
        column[Y][i] += weight * b;
        column[XX][i] += weight * a * a;
        column[YY][i] += weight * b * b;
        column[XY][i] += weight * a * b;
    }
}

/* The moments in the windows whose first row is x, y. */
static void row_sum(struct row *r, const float *x, const float *y)
{
    memset(r->numbers, 0, 2 * MOMENTS * r->w * sizeof *r->numbers);
    for (size_t i = 0; i < TAPS; i++)
        add_pixels(r->w, r->weight[i], x + i * r->w, y + i * r->w, r->column);
    for (size_t m = 0; m < MOMENTS; m++)
        for (size_t i = 0; i < TAPS; i++)
            for (size_t k = 0; k < r->windows; k++)
                r->moment[m][k] += r->weight[i] * r->column[m][k + i];
}

/* The similarity in a window, and its parts. */
struct window {
    double luminance, structure, mean_square, variance; /* both denominators */
};

static inline struct window look(const struct row *r, size_t k)
{
    double x = r->moment[X][k], y = r->moment[Y][k], squares = x * x + y * y, product = x * y;
    struct window v = {.mean_square = squares + r->c1,
                       .variance = r->moment[XX][k] + r->moment[YY][k] - squares + r->c2};
    v.structure = (2 * (r->moment[XY][k] - product) + r->c2) / v.variance;
    v.luminance = (2 * product + r->c1) / v.mean_square;
    return v;
}

bool ssim_mean(size_t h, size_t w, const float *x, const float *y, double range, struct ssim *mean)
{
    struct row r;
    if (!row_new(&r, w, range))
        return false;
    *mean = (struct ssim){0};
    for (size_t top = 0; top + TAPS <= h; top++) {
        row_sum(&r, x + top * w, y + top * w);
        for (size_t k = 0; k < r.windows; k++) {
            struct window v = look(&r, k);
            mean->structure += v.structure;
            mean->ssim += v.luminance * v.structure;
        }
    }
    free(r.numbers);
    double windows = (double)((h - TAPS + 1) * (w - TAPS + 1));
    mean->structure /= windows;
    mean->ssim /= windows;
    return true;
}

/* From the gradient of `share` times the sums over the windows, the gradients by the sums of the columns. */
static void row_gradient(struct row *r, const struct ssim *share)
{
    memset(r->by_column[0], 0, MOMENTS * r->w * sizeof *r->numbers);
    for (size_t k = 0; k < r->windows; k++) {
        struct window v = look(r, k);
        double x = r->moment[X][k], y = r->moment[Y][k];
        double by_structure = (share->structure + share->ssim * v.luminance) / v.variance;
        double by_luminance = share->ssim * v.structure / v.mean_square;
        r->moment[X][k] = 2 * by_structure * (v.structure * x - y) + 2 * by_luminance * (y - v.luminance * x);
        r->moment[XX][k] = -by_structure * v.structure;
        r->moment[XY][k] = 2 * by_structure;
    }
    for (size_t m = 0; m < MOMENTS; m++)
        for (size_t i = 0; (m == X || m == XX || m == XY) && i < TAPS; i++)
            for (size_t k = 0; k < r->windows; k++)
                r->by_column[m][k + i] += r->weight[i] * r->moment[m][k];
}

bool ssim_gradient(size_t h, size_t w, const float *x, const float *y, double range, const struct ssim *share,
                   float *dx)
{
    struct row r;
    double *sum = calloc(h * w, sizeof *sum);
    bool whole = row_new(&r, w, range) && sum;
    double windows = (double)((h - TAPS + 1) * (w - TAPS + 1));
    struct ssim each = {share->ssim / windows, share->structure / windows};
    for (size_t top = 0; whole && top + TAPS <= h; top++) {
        row_sum(&r, x + top * w, y + top * w);
        row_gradient(&r, &each);
        for (size_t i = 0; i < TAPS; i++)
            for (size_t k = 0, at = (top + i) * w; k < w; k++, at++)
                sum[at] += r.weight[i] * (r.by_column[X][k] + 2 * (double)x[at] * r.by_column[XX][k] +
                                          (double)y[at] * r.by_column[XY][k]);
    }
    for (size_t i = 0; whole && i < h * w; i++)
        dx[i] += (float)sum[i];
    free(sum);
    free(r.numbers);
    return whole;
}

/* Averages blocks of 2 x 2. */
static void halve(size_t h, size_t w, const float *frame, float *to)
{
    for (size_t y = 0; y < h; y += 2) {
        const float *row = frame + y * w, *below = y + 1 < h ? row + w : row;
        for (size_t x = 0; x < w; x += 2) {
            size_t right = x + 1 < w ? x + 1 : x;
            *to++ = (row[x] + row[right] + below[x] + below[right]) / 4;
        }
    }
}

/* The gradient by a frame, from that by its halved frame. */
static void halve_gradient(size_t h, size_t w, const float *by_half, float *dx)
{
    for (size_t y = 0; y < 2 * ((h + 1) / 2); y++)
        for (size_t x = 0; x < 2 * ((w + 1) / 2); x++)
            dx[(y < h ? y : h - 1) * w + (x < w ? x : w - 1)] += by_half[y / 2 * ((w + 1) / 2) + x / 2] / 4;
}

/* The frames at all scales, and the gradient by x at each. */
struct pyramid {
    size_t h[SCALES], w[SCALES];
    float *x[SCALES], *y[SCALES], *dx[SCALES];
    float *memory;
};

static bool pyramid_new(struct pyramid *p, size_t h, size_t w, const float *x, const float *y)
{
    size_t pixels = 0;
    for (int s = 0; s < SCALES; s++) {
        p->h[s] = s ? (p->h[s - 1] + 1) / 2 : h;
        p->w[s] = s ? (p->w[s - 1] + 1) / 2 : w;
        pixels += p->h[s] * p->w[s];
    }
    float *at = p->memory = calloc(pixels, 3 * sizeof *at);
    if (!at)
        return false;
    for (int s = 0; s < SCALES; s++) {
        size_t n = p->h[s] * p->w[s];
        p->x[s] = at;
        p->y[s] = at + n;
        p->dx[s] = at + 2 * n;
        at += 3 * n;
        if (s) {
            halve(p->h[s - 1], p->w[s - 1], p->x[s - 1], p->x[s]);
            halve(p->h[s - 1], p->w[s - 1], p->y[s - 1], p->y[s]);
        } else {
            memcpy(p->x[0], x, n * sizeof *x);
            memcpy(p->y[0], y, n * sizeof *y);
        }
    }
    return true;
}

static const double exponent[SCALES] = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};

/* MS-SSIM, and the gradient by x times `weight` unless that is 0. */
static bool multiscale(struct pyramid *p, double range, double weight, double *ms_ssim)
{
    double value[SCALES];
    *ms_ssim = 1;
    for (int s = 0; s < SCALES; s++) {
        struct ssim mean;
        if (!ssim_mean(p->h[s], p->w[s], p->x[s], p->y[s], range, &mean))
            return false;
        value[s] = fmax(0, s < SCALES - 1 ? mean.structure : mean.ssim);
        *ms_ssim *= pow(value[s], exponent[s]);
    }
    for (int s = SCALES; weight * *ms_ssim != 0 && s-- > 0;) {
        double share = weight * *ms_ssim * exponent[s] / value[s];
        struct ssim by = {s < SCALES - 1 ? 0 : share, s < SCALES - 1 ? share : 0};
        if (!ssim_gradient(p->h[s], p->w[s], p->x[s], p->y[s], range, &by, p->dx[s]))
            return false;
        if (s)
            halve_gradient(p->h[s - 1], p->w[s - 1], p->dx[s], p->dx[s - 1]);
    }
    return true;
}

bool ssim_multiscale(size_t h, size_t w, const float *x, const float *y, double range, double *ms_ssim)
{
    struct pyramid p;
    bool whole = pyramid_new(&p, h, w, x, y) && multiscale(&p, range, 0, ms_ssim);
    free(p.memory);
    return whole;
}

bool ssim_multiscale_gradient(size_t h, size_t w, const float *x, const float *y, double range, double weight,
                              double *ms_ssim, float *dx)
{
    struct pyramid p;
    bool whole = pyramid_new(&p, h, w, x, y) && multiscale(&p, range, weight, ms_ssim);
    for (size_t i = 0; whole && i < h * w; i++)
        dx[i] += p.dx[0][i];
    free(p.memory);
    return whole;
}
