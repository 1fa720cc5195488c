#include "wavelet/wavelet.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Coefficient k is made of the values 2 k - 2 to 2 k + 3, so that its middle is that of the pair 2 k, 2 k + 1. */
enum { TAPS = 6, PAD = 2 };

#define UNIT ((float)(1 / (32 * M_SQRT2)))
#define ROOT (3.8729833f * UNIT) /* sqrt 15 */
static const struct filter {
    float re[TAPS], im[TAPS];
} smooth = {{-3 * UNIT, 5 * UNIT, 30 * UNIT, 30 * UNIT, 5 * UNIT, -3 * UNIT},
            {-ROOT, -ROOT, 2 * ROOT, 2 * ROOT, -ROOT, -ROOT}},
  detail = {{-3 * UNIT, -5 * UNIT, 30 * UNIT, -30 * UNIT, 5 * UNIT, 3 * UNIT},
            {ROOT, -ROOT, -2 * ROOT, 2 * ROOT, ROOT, -ROOT}};

/* Complex numbers side by side. */
struct line {
    float *re, *im;
};

static struct line at(const struct wavelet *wt, size_t y, size_t x)
{
    return (struct line){wt->re + y * wt->w + x, wt->im + y * wt->w + x};
}

static struct line scratch_at(const struct wavelet *wt, size_t y, size_t x)
{
    size_t i = y * (wt->w + 2 * PAD) + x;
    return (struct line){wt->scratch_re + i, wt->scratch_im + i};
}

static void clear(struct line to, size_t n)
{
    memset(to.re, 0, n * sizeof *to.re);
    memset(to.im, 0, n * sizeof *to.im);
}

static void copy(struct line to, struct line from, size_t n)
{
    memcpy(to.re, from.re, n * sizeof *to.re);
    memcpy(to.im, from.im, n * sizeof *to.im);
}

/* to += from times (re + i im). */
static void add(struct line to, struct line from, size_t n, float re, float im)
{
    for (size_t i = 0; i < n; i++) {
        to.re[i] += re * from.re[i] - im * from.im[i];
        to.im[i] += re * from.im[i] + im * from.re[i];
    }
}

static void analyse_columns(struct wavelet *wt, size_t h, size_t w)
{
    for (size_t y = 0; y < h; y++) {
        const struct filter *f = y < h / 2 ? &smooth : &detail;
        struct line to = scratch_at(wt, y, 0);
        clear(to, w);
        for (size_t t = 0; t < TAPS; t++)
            add(to, at(wt, (2 * (y % (h / 2)) + t + h - 2) % h, 0), w, f->re[t], -f->im[t]);
    }
    for (size_t y = 0; y < h; y++)
        copy(at(wt, y, 0), scratch_at(wt, y, 0), w);
}

static void synthesise_columns(struct wavelet *wt, size_t h, size_t w)
{
    for (size_t y = 0; y < h; y++) {
        struct line to = scratch_at(wt, y, 0);
        clear(to, w);
        for (size_t t = y % 2; t < TAPS; t += 2) {
            size_t k = (y / 2 + h / 2 + 1 - t / 2) % (h / 2);
            add(to, at(wt, k, 0), w, smooth.re[t], smooth.im[t]);
            add(to, at(wt, k + h / 2, 0), w, detail.re[t], detail.im[t]);
        }
    }
    for (size_t y = 0; y < h; y++)
        copy(at(wt, y, 0), scratch_at(wt, y, 0), w);
}

/* Repeats the first and the last of the n numbers around them. */
static void wrap(struct line line, size_t n)
{
    line.re[-1] = line.re[n - 1], line.im[-1] = line.im[n - 1];
    line.re[n] = line.re[0], line.im[n] = line.im[0];
}

static struct line shifted(struct line line, size_t by)
{
    return (struct line){line.re + by - 1, line.im + by - 1};
}

static void analyse_rows(struct wavelet *wt, size_t h, size_t w)
{
    size_t half = w / 2;
    for (size_t y = 0; y < h; y++) {
        struct line row = at(wt, y, 0), right = at(wt, y, half);
        struct line part[2] = {scratch_at(wt, y, 1), scratch_at(wt, y, half + 3)}; /* even and odd columns */
        for (size_t i = 0; i < w; i++) {
            part[i % 2].re[i / 2] = row.re[i];
            part[i % 2].im[i / 2] = row.im[i];
        }
        wrap(part[0], half);
        wrap(part[1], half);
        clear(row, w);
        for (size_t t = 0; t < TAPS; t++) {
            add(row, shifted(part[t % 2], t / 2), half, smooth.re[t], -smooth.im[t]);
            add(right, shifted(part[t % 2], t / 2), half, detail.re[t], -detail.im[t]);
        }
    }
}

static void synthesise_rows(struct wavelet *wt, size_t h, size_t w)
{
    size_t half = w / 2;
    for (size_t y = 0; y < h; y++) {
        struct line row = at(wt, y, 0);
        struct line left = scratch_at(wt, y, 1), right = scratch_at(wt, y, half + 3);
        copy(left, row, half);
        copy(right, at(wt, y, half), half);
        wrap(left, half);
        wrap(right, half);
        for (size_t i = 0; i < w; i++) {
            float re = 0, im = 0;
            for (size_t t = i % 2; t < TAPS; t += 2) {
                struct line a = shifted(left, i / 2 + 2 - t / 2), d = shifted(right, i / 2 + 2 - t / 2);
                re += smooth.re[t] * *a.re - smooth.im[t] * *a.im + detail.re[t] * *d.re - detail.im[t] * *d.im;
                im += smooth.re[t] * *a.im + smooth.im[t] * *a.re + detail.re[t] * *d.im + detail.im[t] * *d.re;
            }
            row.re[i] = re;
            row.im[i] = im;
        }
    }
}

static size_t grid(size_t side, size_t scales)
{
    size_t step = (size_t)1 << scales;
    return (side + step + step - 1) / step * step;
}

struct wavelet *wavelet_new(size_t scales, size_t h, size_t w)
{
    struct wavelet *wt = calloc(1, sizeof *wt);
    if (!wt)
        return NULL;
    while (scales > 1 && (h < w ? h : w) >> (scales + 1) == 0)
        scales--;
    *wt = (struct wavelet){scales, grid(h, scales), grid(w, scales), .image_h = h, .image_w = w};
    size_t rows = wt->w + 2 * PAD;
    if (rows > SIZE_MAX / sizeof(float) / wt->h) {
        free(wt);
        return NULL;
    }
    wt->re = calloc(wt->h * wt->w, sizeof *wt->re);
    wt->im = calloc(wt->h * wt->w, sizeof *wt->im);
    wt->scratch_re = calloc(wt->h * rows, sizeof *wt->scratch_re);
    wt->scratch_im = calloc(wt->h * rows, sizeof *wt->scratch_im);
    if (wt->re && wt->im && wt->scratch_re && wt->scratch_im)
        return wt;
    wavelet_free(wt);
    return NULL;
}

void wavelet_free(struct wavelet *wt)
{
    if (!wt)
        return;
    free(wt->re);
    free(wt->im);
    free(wt->scratch_re);
    free(wt->scratch_im);
    free(wt);
}

/* Where the mirrored image, of `side` pixels, has the value of point i of a grid of `count`. */
static size_t mirrored(size_t i, size_t side, size_t count)
{
    return i < side ? i : i - side < (count - side) / 2 ? 2 * side - 1 - i : count - 1 - i;
}

void wavelet_analyse(struct wavelet *wt, const float *image)
{
    for (size_t y = 0; y < wt->h; y++) {
        const float *from = image + mirrored(y, wt->image_h, wt->h) * wt->image_w;
        for (size_t x = 0; x < wt->w; x++)
            wt->re[y * wt->w + x] = from[mirrored(x, wt->image_w, wt->w)];
    }
    memset(wt->im, 0, wt->h * wt->w * sizeof *wt->im);
    for (size_t s = 0; s < wt->scales; s++) {
        analyse_rows(wt, wt->h >> s, wt->w >> s);
        analyse_columns(wt, wt->h >> s, wt->w >> s);
    }
}

void wavelet_synthesise(struct wavelet *wt, float *image)
{
    for (size_t s = wt->scales; s-- > 0;) {
        synthesise_columns(wt, wt->h >> s, wt->w >> s);
        synthesise_rows(wt, wt->h >> s, wt->w >> s);
    }
    for (size_t y = 0; y < wt->image_h; y++)
        memcpy(image + y * wt->image_w, wt->re + y * wt->w, wt->image_w * sizeof *image);
}
