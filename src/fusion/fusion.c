#include "fusion/fusion.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* CHOICES: around a pixel, one in each band of the checked scales. A side of FUSION_SIDE_MIN has that many scales. */
enum { SCALES = 6, CHECKED = 3, BANDS = 3, NEIGHBOURS = 2, CHOICES = CHECKED * BANDS };

struct pass {
    void (*add)(struct fusion *f, uint32_t i, const float *plane);
    void (*end)(struct fusion *f);
};

struct fusion_work {
    const struct pass *pass, *next; /* pass: NULL before the first */
    size_t h, w, window;
    uint32_t planes;
    float *best; /* the score of the plane that is chosen so far: for each coefficient, then for each pixel */
    struct wavelet *wavelet;
    uint32_t *chosen, *checked; /* for each coefficient */
    float *re, *im;             /* of the chosen planes */
    uint32_t *low, *high;       /* the planes that each pixel may be from */
    double *column;             /* of the variance: sums and sums of squares of the columns of a window */
};

/* Whether coefficient i belongs to the remainder. */
static bool is_remainder(const struct wavelet *wt, size_t i)
{
    return i / wt->w < wt->h >> wt->scales && i % wt->w < wt->w >> wt->scales;
}

static void compete(struct fusion *f, uint32_t i, const float *plane)
{
    struct fusion_work *k = f->work;
    const struct wavelet *wt = k->wavelet;
    wavelet_analyse(k->wavelet, plane);
    for (size_t c = 0; c < wt->h * wt->w; c++) {
        float square = wt->re[c] * wt->re[c] + wt->im[c] * wt->im[c];
        bool better = i == 0 || square > k->best[c];
        k->best[c] = better ? square : k->best[c];
        k->chosen[c] = better ? i : k->chosen[c];
    }
    k->planes = i + 1;
}

/* Where two of the bands, which start at `chosen` and the two offsets, have the same plane, gives it to the third. */
static void vote(uint32_t *chosen, size_t h, size_t w, size_t row, const size_t start[BANDS])
{
    for (size_t y = 0; y < h; y++)
        for (size_t x = 0; x < w; x++) {
            size_t i = y * row + x;
            uint32_t *a = chosen + start[0] + i, *b = chosen + start[1] + i, *c = chosen + start[2] + i;
            uint32_t most = *b == *c ? *b : *a; /* of any two that agree */
            bool agree = *a == *b || *a == *c || *b == *c;
            *a = agree ? most : *a;
            *b = agree ? most : *b;
            *c = agree ? most : *c;
        }
}

/* The plane that more than half of the neighbours of (y, x) in a band have, itself included; otherwise its own. */
static uint32_t majority(const uint32_t *band, size_t h, size_t w, size_t row, size_t y, size_t x)
{
    size_t top = y > NEIGHBOURS ? y - NEIGHBOURS : 0, bottom = y + NEIGHBOURS < h ? y + NEIGHBOURS : h - 1;
    size_t left = x > NEIGHBOURS ? x - NEIGHBOURS : 0, right = x + NEIGHBOURS < w ? x + NEIGHBOURS : w - 1;
    uint32_t candidate = 0;
    size_t lead = 0, count = 0;
    for (size_t v = top; v <= bottom; v++) /* by pairs of different planes, which leave only a majority over */
        for (size_t u = left; u <= right; u++) {
            uint32_t here = band[v * row + u];
            candidate = lead ? candidate : here;
            lead += here == candidate ? 1 : (size_t)-1;
        }
    for (size_t v = top; v <= bottom; v++)
        for (size_t u = left; u <= right; u++)
            count += band[v * row + u] == candidate;
    return 2 * count > (bottom - top + 1) * (right - left + 1) ? candidate : band[y * row + x];
}

/* Where the bands of a scale start. */
static void find_bands(const struct wavelet *wt, size_t scale, size_t start[BANDS])
{
    size_t right = wt->w >> (scale + 1), below = (wt->h >> (scale + 1)) * wt->w;
    start[0] = right, start[1] = below, start[2] = below + right;
}

/* The planes between which the middle three of the choices around each pixel lie. */
static void bound(struct fusion_work *k)
{
    size_t row = k->wavelet->w, start[CHECKED][BANDS];
    for (size_t s = 0; s < CHECKED; s++)
        find_bands(k->wavelet, s, start[s]);
    for (size_t p = 0; p < k->h * k->w; p++) {
        uint32_t choice[CHOICES];
        for (size_t n = 0; n < CHOICES; n++) {
            size_t s = n / BANDS, y = p / k->w >> (s + 1), x = p % k->w >> (s + 1), i = n;
            uint32_t new = k->checked[start[s][n % BANDS] + y * row + x];
            for (; i > 0 && choice[i - 1] > new; i--)
                choice[i] = choice[i - 1];
            choice[i] = new;
        }
        k->low[p] = choice[CHOICES / 3];
        k->high[p] = choice[CHOICES - 1 - CHOICES / 3];
    }
}

static void check(struct fusion *f)
{
    struct fusion_work *k = f->work;
    size_t row = k->wavelet->w;
    memcpy(k->checked, k->chosen, k->wavelet->h * row * sizeof *k->checked);
    for (size_t s = 0; s < CHECKED; s++) {
        size_t h = k->wavelet->h >> (s + 1), w = row >> (s + 1), start[BANDS];
        find_bands(k->wavelet, s, start);
        vote(k->chosen, h, w, row, start);
        for (size_t b = 0; b < BANDS; b++)
            for (size_t y = 0; y < h; y++)
                for (size_t x = 0; x < w; x++)
                    k->checked[start[b] + y * row + x] = majority(k->chosen + start[b], h, w, row, y, x);
    }
    bound(k);
}

static void gather(struct fusion *f, uint32_t i, const float *plane)
{
    struct fusion_work *k = f->work;
    const struct wavelet *wt = k->wavelet;
    wavelet_analyse(k->wavelet, plane);
    for (size_t c = 0; c < wt->h * wt->w; c++)
        if (is_remainder(wt, c)) {
            k->re[c] += wt->re[c] / (float)k->planes;
            k->im[c] += wt->im[c] / (float)k->planes;
        } else if (k->checked[c] == i) {
            k->re[c] = wt->re[c];
            k->im[c] = wt->im[c];
        }
}

/* The image that the coefficients give, for reassign, lies in re. */
static void invert(struct fusion *f)
{
    struct fusion_work *k = f->work;
    size_t bytes = k->wavelet->h * k->wavelet->w * sizeof(float);
    memcpy(k->wavelet->re, k->re, bytes);
    memcpy(k->wavelet->im, k->im, bytes);
    wavelet_synthesise(k->wavelet, k->re);
}

static void reassign(struct fusion *f, uint32_t i, const float *plane)
{
    struct fusion_work *k = f->work;
    for (size_t p = 0; p < k->h * k->w; p++) {
        float distance = fabsf(plane[p] - k->re[p]);
        bool better = i == k->low[p] || (i > k->low[p] && i <= k->high[p] && distance < k->best[p]);
        k->best[p] = better ? distance : k->best[p];
        f->value[p] = better ? plane[p] : f->value[p];
        f->plane[p] = better ? i : f->plane[p];
    }
}

/* Adds the row to the sums over the columns, or takes it away. */
static void slide(struct fusion_work *k, const float *row, double sign)
{
    for (size_t x = 0; x < k->w; x++) {
        double v = (double)row[x];
        k->column[x] += sign * v;
        k->column[k->w + x] += sign * v * v;
    }
}

static void vary(struct fusion *f, uint32_t i, const float *plane)
{
    struct fusion_work *k = f->work;
    size_t h = k->h, w = k->w, reach = k->window / 2;
    memset(k->column, 0, 2 * w * sizeof *k->column);
    for (size_t y = 0; y < reach && y < h; y++)
        slide(k, plane + y * w, 1);
    for (size_t y = 0; y < h; y++) {
        if (y + reach < h)
            slide(k, plane + (y + reach) * w, 1);
        if (y > reach)
            slide(k, plane + (y - reach - 1) * w, -1);
        size_t top = y > reach ? y - reach : 0, bottom = y + reach < h ? y + reach : h - 1;
        double sum = 0, square = 0;
        for (size_t x = 0; x < w + reach; x++) {
            size_t left = x > 2 * reach ? x - 2 * reach : 0, right = x < w ? x : w - 1;
            sum += x < w ? k->column[x] : 0;
            square += x < w ? k->column[w + x] : 0;
            sum -= left > 0 ? k->column[left - 1] : 0;
            square -= left > 0 ? k->column[w + left - 1] : 0;
            if (x < reach)
                continue;
            double n = (double)((bottom - top + 1) * (right - left + 1));
            float variance = (float)(square / n - sum / n * (sum / n));
            size_t p = y * w + x - reach;
            if (i == 0 || variance > k->best[p]) {
                k->best[p] = variance;
                f->value[p] = plane[p];
                f->plane[p] = i;
            }
        }
    }
}

static void brighten(struct fusion *f, uint32_t i, const float *plane)
{
    for (size_t p = 0; p < f->work->h * f->work->w; p++)
        if (i == 0 || plane[p] > f->value[p]) {
            f->value[p] = plane[p];
            f->plane[p] = i;
        }
}

static const struct pass wavelet_passes[] = {{compete, check}, {gather, invert}, {reassign}, {0}};
static const struct pass variance_passes[] = {{vary}, {0}};
static const struct pass maximum_passes[] = {{brighten}, {0}};

struct fusion *fusion_new(enum fusion_method method, size_t window, size_t h, size_t w)
{
    struct fusion *f = calloc(1, sizeof *f);
    struct fusion_work *k = calloc(1, sizeof *k);
    if (!f || !k) {
        free(f);
        free(k);
        return NULL;
    }
    f->work = k;
    *k = (struct fusion_work){.h = h, .w = w, .window = window};
    size_t n = h * w;
    bool whole = true;
    if (method == FUSION_WAVELET) {
        k->next = wavelet_passes;
        k->wavelet = wavelet_new(SCALES, h, w);
        n = k->wavelet ? k->wavelet->h * k->wavelet->w : n;
        k->chosen = calloc(n, sizeof *k->chosen);
        k->checked = calloc(n, sizeof *k->checked);
        k->low = calloc(h * w, sizeof *k->low);
        k->high = calloc(h * w, sizeof *k->high);
        k->re = calloc(n, sizeof *k->re);
        k->im = calloc(n, sizeof *k->im);
        whole = k->wavelet && k->chosen && k->checked && k->re && k->im && k->low && k->high;
    } else if (method == FUSION_VARIANCE) {
        k->next = variance_passes;
        k->column = calloc(2 * w, sizeof *k->column);
        whole = k->column;
    } else
        k->next = maximum_passes;
    k->best = calloc(n, sizeof *k->best);
    f->value = calloc(h * w, sizeof *f->value);
    f->plane = calloc(h * w, sizeof *f->plane);
    if (whole && k->best && f->value && f->plane)
        return f;
    fusion_free(f);
    return NULL;
}

void fusion_free(struct fusion *f)
{
    if (!f)
        return;
    struct fusion_work *k = f->work;
    wavelet_free(k->wavelet);
    free(k->chosen);
    free(k->checked);
    free(k->low);
    free(k->high);
    free(k->re);
    free(k->im);
    free(k->column);
    free(k->best);
    free(k);
    free(f->value);
    free(f->plane);
    free(f);
}

bool fusion_pass(struct fusion *f)
{
    struct fusion_work *k = f->work;
    if (k->pass && k->pass->end)
        k->pass->end(f);
    k->pass = k->next;
    return k->next++->add;
}

void fusion_add(struct fusion *f, uint32_t i, const float *plane)
{
    f->work->pass->add(f, i, plane);
}
