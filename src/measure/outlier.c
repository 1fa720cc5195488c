#include "measure/outlier.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/rank.h"

/* REACH: the distance of the pixels that a pixel is compared with first, as wide as the widest outlier. RADIUS: of the
 * square around it. */
enum { REACH = 3, RADIUS = 2, AROUND = (2 * RADIUS + 1) * (2 * RADIUS + 1), SIDE_MIN = 2 * REACH + 1 };
enum { SAMPLE = 1 << 16 /* pixels */ };

/* A pixel is doubtful or surely an outlier if it is so many times as far beyond its neighbours as these are apart, and
 * further than `limit` from them. top: the largest of the frame. */
struct bounds {
    float doubtful, sure, limit, top;
};

static struct bounds bounds_of(double psf_sd_px)
{
    if (isnan(psf_sd_px))
        return (struct bounds){12, 50, 0, 0};
    double width = psf_sd_px * psf_sd_px + 1 / 12.;
    float times = (float)fmin(fmax(8, 2.5 * exp(1 / width)), 1e6);
    return (struct bounds){times, times, 0, 0};
}

static float lower(float a, float b)
{
    return a < b ? a : b;
}

static float higher(float a, float b)
{
    return a > b ? a : b;
}

/* How far the pixel at p lies above or below both pixels on a line through it; less than 0: between them. */
static float beyond(float p, float up, float down, float left, float right)
{
    float above = p - lower(higher(up, down), higher(left, right));
    float below = higher(lower(up, down), lower(left, right)) - p;
    return higher(above, below);
}

/* The same for a row of the frame; outside of it are the mirror images. */
static void row_beyond(size_t h, size_t w, const float *frame, size_t y, float *to)
{
    const float *row = frame + y * w, *up = frame + (y < REACH ? y + REACH : y - REACH) * w;
    const float *down = frame + (y + REACH < h ? y + REACH : y - REACH) * w;
    for (size_t x = 0; x < REACH; x++)
        to[x] = beyond(row[x], up[x], down[x], row[x + REACH], row[x + REACH]);
    for (size_t x = REACH; x < w - REACH; x++)
        to[x] = beyond(row[x], up[x], down[x], row[x - REACH], row[x + REACH]);
    for (size_t x = w - REACH; x < w; x++)
        to[x] = beyond(row[x], up[x], down[x], row[x - REACH], row[x - REACH]);
}

/* Five times what 19 of 20 pixels lie beyond others. False: no memory. */
static bool usual(size_t h, size_t w, const float *frame, float *limit)
{
    size_t every = (h * w - 1) / SAMPLE + 1, rows = (h - 1) / every + 1, n = rows * w;
    float *sample = calloc(n, sizeof *sample);
    if (!sample)
        return false;
    bool whole = true;
    for (size_t i = 0; i < rows; i++) {
        const float *row = frame + i * every * w;
        row_beyond(h, w, frame, i * every, sample + i * w);
        for (size_t x = 0; whole && x < w; x++)
            whole = row[x] == floorf(row[x]);
    }
    *limit = 5 * rank_select(n, sample, n - 1 - n / 20);
    *limit = higher(*limit, whole ? 8 : 0);
    free(sample);
    return true;
}

static void sort(float v[AROUND])
{
    for (int i = 1; i < AROUND; i++) {
        float value = v[i];
        int at = i;
        for (; at > 0 && v[at - 1] > value; at--)
            v[at] = v[at - 1];
        v[at] = value;
    }
}

/* Whether p is further beyond the pixel of a rank, from either end, than `times` the distance of these two. */
static bool alone(const float v[AROUND], float p, int rank, float times, float limit)
{
    float low = v[rank], high = v[AROUND - 1 - rank], far = higher(times * (high - low), limit);
    return p - high > far || low - p > far;
}

/* The median of the sorted pixels that are nearer to it than to p. */
static float median_without(const float v[AROUND], float p)
{
    int first = 0, last = AROUND - 1;
    float middle = v[AROUND / 2], far = fabsf(p - middle) / 2;
    while (middle - v[first] > far)
        first++;
    while (v[last] - middle > far)
        last--;
    return v[(first + last) / 2];
}

/* By how much more a point seems to be alone where its neighbours may lie outside of the frame. */
static float hidden(size_t at, size_t n)
{
    static const float times[RADIUS] = {6, 3};
    size_t inside = at < n - 1 - at ? at : n - 1 - at;
    return inside < RADIUS ? times[inside] : 1;
}

/* Judges the pixel, and replaces it if it is an outlier for sure. */
static void judge(size_t h, size_t w, float *frame, size_t y, size_t x, const struct bounds *bounds,
                  struct outlier_count *count)
{
    const size_t side = 2 * RADIUS + 1;
    size_t top = y < RADIUS ? 0 : y + RADIUS < h ? y - RADIUS : h - side;
    size_t left = x < RADIUS ? 0 : x + RADIUS < w ? x - RADIUS : w - side;
    float v[AROUND], *p = frame + y * w + x;
    float cut = hidden(y, h) * hidden(x, w);
    for (size_t i = 0; i < side; i++)
        memcpy(v + i * side, frame + (top + i) * w + left, side * sizeof *v);
    sort(v);
    if (v[AROUND - 7] >= bounds->top && *p < bounds->top)
        return; /* beside saturated pixels, whose noise is cut off */
    if (!isfinite(*p) || !alone(v, *p, 6, cut * bounds->doubtful, bounds->limit))
        return;
    if (alone(v, *p, 6, cut * bounds->sure, bounds->limit) || alone(v, *p, 2, cut * 6, bounds->limit)) {
        *p = median_without(v, *p);
        count->replaced++;
    } else {
        count->doubtful++;
    }
}

bool outlier_replace(size_t h, size_t w, double psf_sd_px, float *frame, struct outlier_count *count)
{
    *count = (struct outlier_count){0};
    if (h < SIDE_MIN || w < SIDE_MIN)
        return true;
    struct bounds bounds = bounds_of(psf_sd_px);
    float *far = calloc(w, sizeof *far);
    bool room = far && usual(h, w, frame, &bounds.limit);
    bounds.top = frame[0];
    for (size_t i = 1; i < h * w; i++)
        bounds.top = higher(bounds.top, frame[i]);
    for (size_t y = 0; room && y < h; y++) {
        row_beyond(h, w, frame, y, far);
        for (size_t x = 0; x < w; x++)
            if (far[x] > bounds.limit)
                judge(h, w, frame, y, x, &bounds, count);
    }
    free(far);
    return room;
}
