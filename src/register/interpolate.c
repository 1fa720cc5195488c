#include "register/interpolate.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct bspline {
    size_t h, w, stride; /* border of the coefficients along each axis: one before, two after */
    float *first;        /* coefficient (0, 0) */
    float *memory;
};

static const float pole = -0.26794919243F; /* sqrt(3) - 2 */
enum { HORIZON = 16 };                     /* pole^16 is less than 1e-9 */
enum { RUN = 16 };                         /* points that are computed at once if they lie in a row of coefficients */

struct rigid rigid_compose(struct rigid after, struct rigid first)
{
    double c = cos(after.angle), s = sin(after.angle);
    return (struct rigid){after.dy + s * first.dx + c * first.dy, after.dx + c * first.dx - s * first.dy,
                          after.angle + first.angle};
}

struct rigid rigid_inverse(struct rigid motion)
{
    struct rigid back = {0, 0, -motion.angle}, move = {-motion.dy, -motion.dx, 0};
    return rigid_compose(back, move);
}

struct bspline *bspline_new(size_t h, size_t w)
{
    struct bspline *s = calloc(1, sizeof *s);
    size_t count;
    if (!s || __builtin_mul_overflow(h + 3, w + 3, &count)) {
        free(s);
        return NULL;
    }
    *s = (struct bspline){.h = h, .w = w, .stride = w + 3, .memory = calloc(count, sizeof(float))};
    if (!s->memory) {
        free(s);
        return NULL;
    }
    s->first = s->memory + s->stride + 1;
    return s;
}

void bspline_free(struct bspline *s)
{
    if (!s)
        return;
    free(s->memory);
    free(s);
}

/* Filters one row: the recursive filter forwards and backwards, and the border. */
static void filter_row(size_t n, float *c)
{
    float sum = 0, power = 1;
    for (size_t i = 0; i < HORIZON; i++, power *= pole)
        sum += power * c[i];
    c[0] = sum;
    for (size_t i = 1; i < n; i++)
        c[i] += pole * c[i - 1];
    c[n - 1] = pole / (pole * pole - 1) * (c[n - 1] + pole * c[n - 2]);
    for (size_t i = n - 1; i-- > 0;)
        c[i] = pole * (c[i + 1] - c[i]);
    for (size_t i = 0; i < n; i++)
        c[i] *= 6;
    c[-1] = c[1];
    c[n] = c[n - 2];
    c[n + 1] = c[n - 3];
}

/* The same along the columns, whole rows at a time, including the border columns. */
static void filter_columns(struct bspline *s)
{
    size_t n = s->h, stride = s->stride;
    float *c = s->first - 1;
    for (size_t x = 0; x < stride; x++) {
        float sum = 0, power = 1;
        for (size_t i = 0; i < HORIZON; i++, power *= pole)
            sum += power * c[i * stride + x];
        c[x] = sum;
    }
    for (size_t y = 1; y < n; y++)
        for (size_t x = 0; x < stride; x++)
            c[y * stride + x] += pole * c[(y - 1) * stride + x];
    float *last = c + (n - 1) * stride;
    for (size_t x = 0; x < stride; x++)
        last[x] = pole / (pole * pole - 1) * (last[x] + pole * (last - stride)[x]);
    for (size_t y = n - 1; y-- > 0;)
        for (size_t x = 0; x < stride; x++)
            c[y * stride + x] = pole * (c[(y + 1) * stride + x] - c[y * stride + x]);
    for (size_t i = 0; i < n * stride; i++)
        c[i] *= 6;
    memcpy(c - stride, c + stride, stride * sizeof *c);
    memcpy(c + n * stride, c + (n - 2) * stride, stride * sizeof *c);
    memcpy(c + (n + 1) * stride, c + (n - 3) * stride, stride * sizeof *c);
}

void bspline_set(struct bspline *s, const float *image)
{
    for (size_t y = 0; y < s->h; y++) {
        memcpy(s->first + y * s->stride, image + y * s->w, s->w * sizeof *image);
        filter_row(s->w, s->first + y * s->stride);
    }
    filter_columns(s);
}

static double mirror(double x, size_t n)
{
    double last = (double)n - 1;
    if (x >= 0 && x <= last)
        return x;
    x = fabs(fmod(x, 2 * last));
    return x > last ? 2 * last - x : x;
}

static inline void weights(float t, float weight[4])
{
    float u = 1 - t;
    weight[0] = u * u * u / 6;
    weight[1] = 2.0F / 3 - t * t * (1 - t / 2);
    weight[2] = 2.0F / 3 - u * u * (1 - u / 2);
    weight[3] = t * t * t / 6;
}

/* The value where the coefficients c lie around, by t and u beyond the second row and column of them. */
static inline float combine(const float *c, size_t stride, float t, float u)
{
    float wy[4], wx[4], sum = 0;
    weights(t, wy);
    weights(u, wx);
    for (int i = 0; i < 4; i++, c += stride)
        sum += wy[i] * (wx[0] * c[0] + wx[1] * c[1] + wx[2] * c[2] + wx[3] * c[3]);
    return sum;
}

float bspline_value(const struct bspline *s, double y, double x)
{
    y = mirror(y, s->h);
    x = mirror(x, s->w);
    size_t iy = (size_t)y, ix = (size_t)x;
    return combine(s->first + iy * s->stride + ix - s->stride - 1, s->stride, (float)(y - (double)iy),
                   (float)(x - (double)ix));
}

static void move_row(const struct bspline *s, struct rigid motion, size_t row, float *to)
{
    double cy = ((double)s->h - 1) / 2, cx = ((double)s->w - 1) / 2, co = cos(motion.angle), si = sin(motion.angle);
    double y = (double)row - cy, last_y = (double)s->h - 1, last_x = (double)s->w - 1;
    for (size_t first = 0; first < s->w; first += RUN) {
        double at_y[RUN], at_x[RUN], from = (double)first;
        for (int k = 0; k < RUN; k++) {
            double x = from + k - cx;
            at_y[k] = cy + si * x + co * y + motion.dy;
            at_x[k] = cx + co * x - si * y + motion.dx;
        }
        size_t n = s->w - first < RUN ? s->w - first : RUN;
        double top = fmin(at_y[0], at_y[n - 1]), bottom = fmax(at_y[0], at_y[n - 1]);
        double left = floor(at_x[0]), right = floor(at_x[n - 1]), above = floor(top);
        bool whole = n == RUN && above >= 0 && bottom <= last_y && left >= 0 && at_x[n - 1] <= last_x;
        if (whole && floor(bottom) == above && right == left + RUN - 1) {
            const float *c = s->first + ((size_t)above - 1) * s->stride + (size_t)left - 1;
            for (int k = 0; k < RUN; k++)
                to[first + (size_t)k] =
                    combine(c + k, s->stride, (float)(at_y[k] - above), (float)(at_x[k] - left - k));
        } else {
            for (size_t k = 0; k < n; k++)
                to[first + k] = bspline_value(s, at_y[k], at_x[k]);
        }
    }
}

void bspline_move(const struct bspline *s, struct rigid motion, float *to)
{
    for (size_t row = 0; row < s->h; row++)
        move_row(s, motion, row, to + row * s->w);
}
