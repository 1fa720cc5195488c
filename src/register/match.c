#include "register/match.h"

#include <complex.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fourier/fft.h"
#include "register/level.h"

enum { LEVELS_MAX = 16, SEARCH_SIDE = 128, TURN_STEP_DEG = 2, TURNS = 4 };

struct match {
    bool turns;
    size_t levels;
    struct level level[LEVELS_MAX];
    float *window; /* on the smallest level, where the search takes place */
    struct fft *forward, *backward;
    float complex *spectrum; /* of the reference */
};

static size_t columns(const struct level *l)
{
    return l->w / 2 + 1;
}

struct match *match_new(bool turns, size_t h, size_t w)
{
    struct match *m = calloc(1, sizeof *m);
    if (!m)
        return NULL;
    m->turns = turns;
    double cy = ((double)h - 1) / 2, cx = ((double)w - 1) / 2;
    bool ok = true;
    while (ok) {
        ok = level_new(&m->level[m->levels++], h, w, cy, cx);
        bool small =
            (h <= SEARCH_SIDE && w <= SEARCH_SIDE) || h / 2 < INTERPOLATE_SIDE_MIN || w / 2 < INTERPOLATE_SIDE_MIN;
        if (small || m->levels == LEVELS_MAX)
            break;
        h /= 2;
        w /= 2;
        cy = (cy - 0.5) / 2;
        cx = (cx - 0.5) / 2;
    }
    m->window = calloc(h, w * sizeof *m->window);
    m->spectrum = calloc(h, (w / 2 + 1) * sizeof *m->spectrum);
    m->forward = fft_new(FFT_R2C, h, w);
    m->backward = fft_new(FFT_C2R, h, w);
    if (!ok || !m->window || !m->spectrum || !m->forward || !m->backward) {
        match_free(m);
        return NULL;
    }
    for (size_t y = 0; y < h; y++)
        for (size_t x = 0; x < w; x++)
            m->window[y * w + x] = (float)(level_window((double)y, h) * level_window((double)x, w));
    return m;
}

void match_free(struct match *m)
{
    if (!m)
        return;
    for (size_t i = 0; i < m->levels; i++)
        level_free(&m->level[i]);
    free(m->window);
    free(m->spectrum);
    fft_free(m->forward);
    fft_free(m->backward);
    free(m);
}

/* The pyramid ----------------------------------------------------------------------------------------------------- */

/* Smooths with the binomial filter 1 4 6 4 1 (standard deviation 1) along both axes; pixels near the border get the
 * nearest complete sum. Without smoothing, pixel noise would bias motions towards half pixels, where interpolation
 * averages the noise away. */
static void smooth(size_t h, size_t w, float *image, float *work)
{
    for (size_t y = 0; y < h; y++)
        for (size_t x = 0; x < w; x++) {
            const float *c = image + y * w + (x < 2 ? 2 : x + 2 < w ? x : w - 3);
            work[y * w + x] = (c[-2] + c[2]) / 16 + (c[-1] + c[1]) / 4 + c[0] * 0.375F;
        }
    for (size_t y = 0; y < h; y++)
        for (size_t x = 0; x < w; x++) {
            const float *c = work + (y < 2 ? 2 : y + 2 < h ? y : h - 3) * w + x;
            image[y * w + x] = ((c - 2 * w)[0] + c[2 * w]) / 16 + ((c - w)[0] + c[w]) / 4 + c[0] * 0.375F;
        }
}

/* Smooths the frame, scales it to mean 0 and variance 1, and computes all levels. */
void match_load(struct match *m, const float *frame)
{
    struct level *l = m->level;
    size_t n = l->h * l->w;
    double sum = 0, square = 0;
    memcpy(l->image, frame, n * sizeof *frame);
    smooth(l->h, l->w, l->image, l->work);
    for (size_t i = 0; i < n; i++)
        sum += (double)l->image[i];
    double mean = sum / (double)n;
    for (size_t i = 0; i < n; i++)
        square += ((double)l->image[i] - mean) * ((double)l->image[i] - mean);
    double scale = 1 / sqrt(square / (double)n);
    for (size_t i = 0; i < n; i++)
        l->image[i] = (float)(((double)l->image[i] - mean) * scale);
    for (size_t i = 0; i < m->levels; i++) {
        if (i)
            level_halve(&m->level[i - 1], &m->level[i]);
        level_set_image(&m->level[i]);
    }
}

static struct rigid scaled(struct rigid motion, double factor)
{
    return (struct rigid){motion.dy * factor, motion.dx * factor, motion.angle};
}

void match_set_reference(struct match *m, struct rigid window)
{
    double scale = 1;
    for (size_t i = 0; i < m->levels; i++, scale /= 2)
        level_set_reference(&m->level[i], scaled(window, scale));
}

/* The finest level that is looked at, and by how much it is smaller than the frame. */
static struct level *finest(struct match *m, bool rough, double *scale)
{
    bool small = rough && m->levels > 1;
    *scale = small ? 2 : 1;
    return &m->level[small];
}

double match_likeness(struct match *m, bool rough, struct rigid motion)
{
    double scale;
    struct level *l = finest(m, rough, &scale);
    double difference = level_difference(l, scaled(motion, 1 / scale));
    return isfinite(difference) ? 1 - difference / 2 : NAN;
}

double match_error(struct match *m, bool rough, struct rigid motion)
{
    double scale, variance[LEVEL_MOTION];
    struct level *l = finest(m, rough, &scale);
    bool ok = level_variances(l, m->turns, scaled(motion, 1 / scale), variance);
    return ok ? scale * sqrt(variance[LEVEL_DY] + variance[LEVEL_DX] + variance[LEVEL_TURN]) : INFINITY;
}

/* The start ------------------------------------------------------------------------------------------------------- */

static void transform(struct match *m, const struct level *l, const float *image)
{
    for (size_t i = 0; i < l->h * l->w; i++)
        m->forward->real[i] = m->window[i] * image[i];
    fft_run(m->forward);
}

/* Finds the best peak of the cross-correlation over all rotations, on the smallest level. */
static struct rigid search(struct match *m, struct level *l)
{
    struct rigid best = {0};
    float highest = -INFINITY;
    int turns = m->turns ? TURNS : 0;
    transform(m, l, l->reference);
    for (size_t i = 0; i < l->h * columns(l); i++)
        m->spectrum[i] = m->forward->freq[i];
    for (int turn = -turns; turn <= turns; turn++) {
        struct rigid rotation = {0, 0, turn * TURN_STEP_DEG * M_PI / 180};
        bspline_move(l->spline, rotation, l->moved);
        transform(m, l, l->moved);
        for (size_t i = 0; i < l->h * columns(l); i++) {
            float complex product = conjf(m->spectrum[i]) * m->forward->freq[i];
            m->backward->freq[i] = i ? product / sqrtf(cabsf(product) + FLT_MIN) : 0;
        }
        fft_run(m->backward);
        for (size_t i = 0; i < l->h * l->w; i++)
            if (m->backward->real[i] > highest) {
                highest = m->backward->real[i];
                struct rigid shift = {fft_index(i / l->w, l->h), fft_index(i % l->w, l->w), 0};
                best = rigid_compose(rotation, shift);
            }
    }
    return best;
}

double match_find(struct match *m, bool rough, struct rigid *motion)
{
    double scale;
    struct level *last = finest(m, rough, &scale), *l = &m->level[m->levels - 1];
    struct rigid jump = search(m, l), still = {0};
    double jumped = level_descend(l, m->turns, 0.01, &jump);
    double difference = level_descend(l, m->turns, 0.01, &still);
    *motion = still;
    if (jumped < difference) {
        *motion = jump;
        difference = jumped;
    }
    while (l > last) {
        l--;
        *motion = scaled(*motion, 2);
        difference = level_descend(l, m->turns, l > m->level ? 0.01 : 0.001, motion);
    }
    *motion = scaled(*motion, scale);
    return isfinite(difference) ? 1 - difference / 2 : NAN;
}
