#include "conv/blocked.h"

#include <string.h>

enum { B = BLOCKED_CHANNELS };

static size_t blocks(const struct blocked *x)
{
    return (x->channels + B - 1) / B;
}

size_t blocked_floats(size_t n, size_t channels, size_t h, size_t w, bool halo)
{
    size_t around = halo ? 2 : 0;
    return n * ((channels + B - 1) / B) * (h + around) * (w + around) * B;
}

struct blocked blocked_view(float *buffer, size_t n, size_t channels, size_t h, size_t w, bool halo)
{
    size_t around = halo ? 2 : 0, row = (w + around) * B, plane = (h + around) * row;
    return (struct blocked){.at = buffer + (halo ? row + B : 0),
                            .n = n,
                            .channels = channels,
                            .h = h,
                            .w = w,
                            .image = (channels + B - 1) / B * plane,
                            .plane = plane,
                            .row = row,
                            .halo = halo};
}

struct blocked blocked_part(const struct blocked *x, size_t first, size_t channels)
{
    struct blocked part = *x;
    part.at += first / B * x->plane;
    part.channels = channels;
    return part;
}

/* Plane number i of all images, and a row of it. */
static float *plane(const struct blocked *x, size_t i)
{
    return x->at + i / blocks(x) * x->image + i % blocks(x) * x->plane;
}

/* Repeats the first and last pixel of a row that is written, and the first and last row of a plane. */
static void finish_row(const struct blocked *x, float *row)
{
    if (!x->halo)
        return;
    memcpy(row - B, row, B * sizeof *row);
    memcpy(row + x->w * B, row + (x->w - 1) * B, B * sizeof *row);
}

static void finish_plane(const struct blocked *x, float *first)
{
    if (!x->halo)
        return;
    float *last = first + (x->h - 1) * x->row;
    memcpy(first - B - x->row, first - B, x->row * sizeof *first);
    memcpy(last - B + x->row, last - B, x->row * sizeof *first);
}

void blocked_read(const float *plain, const struct blocked *y)
{
    size_t pixels = y->h * y->w;
#pragma omp parallel for
    for (size_t i = 0; i < y->n * blocks(y); i++) {
        size_t n = i / blocks(y), first = i % blocks(y) * B;
        const float *from = plain + (n * y->channels + first) * pixels;
        float *to = plane(y, i);
        for (size_t r = 0; r < y->h; r++) {
            for (size_t x = 0; x < y->w; x++)
                for (size_t c = 0; c < B; c++)
                    to[r * y->row + x * B + c] = first + c < y->channels ? from[c * pixels + r * y->w + x] : 0;
            finish_row(y, to + r * y->row);
        }
        finish_plane(y, to);
    }
}

void blocked_write(const struct blocked *x, float *plain)
{
    size_t pixels = x->h * x->w;
#pragma omp parallel for
    for (size_t i = 0; i < x->n * x->channels; i++) {
        size_t n = i / x->channels, c = i % x->channels;
        const float *from = plane(x, n * blocks(x) + c / B) + c % B;
        float *to = plain + i * pixels;
        for (size_t r = 0; r < x->h; r++)
            for (size_t k = 0; k < x->w; k++)
                to[r * x->w + k] = from[r * x->row + k * B];
    }
}

void blocked_copy(const struct blocked *x, const struct blocked *y)
{
#pragma omp parallel for
    for (size_t i = 0; i < x->n * blocks(x); i++) {
        const float *from = plane(x, i);
        float *to = plane(y, i);
        for (size_t r = 0; r < x->h; r++) {
            memcpy(to + r * y->row, from + r * x->row, x->w * B * sizeof *to);
            finish_row(y, to + r * y->row);
        }
        finish_plane(y, to);
    }
}

void blocked_add(const struct blocked *x, const struct blocked *more, const struct blocked *y)
{
#pragma omp parallel for
    for (size_t i = 0; i < x->n * blocks(x); i++) {
        const float *from = plane(x, i);
        size_t n = i / blocks(x), block = i % blocks(x);
        const float *term = block < blocks(more) ? plane(more, n * blocks(more) + block) : NULL;
        float *to = plane(y, i);
        for (size_t r = 0; r < x->h; r++) {
            if (term)
                for (size_t k = 0; k < x->w * B; k++)
                    to[r * y->row + k] = from[r * x->row + k] + term[r * more->row + k];
            else if (to != from)
                memcpy(to + r * y->row, from + r * x->row, x->w * B * sizeof *to);
            finish_row(y, to + r * y->row);
        }
        finish_plane(y, to);
    }
}

static inline float larger(float a, float b)
{
    return a > b ? a : b;
}

void blocked_pool(const struct blocked *x, const struct blocked *y)
{
#pragma omp parallel for
    for (size_t i = 0; i < x->n * blocks(x); i++) {
        float *to = plane(y, i);
        for (size_t r = 0; r < y->h; r++) {
            const float *above = plane(x, i) + 2 * r * x->row, *below = above + x->row;
            float *row = to + r * y->row;
            for (size_t k = 0; k < y->w; k++)
                for (size_t c = 0; c < B; c++) {
                    size_t left = 2 * k * B + c, right = left + B;
                    row[k * B + c] = larger(larger(above[left], above[right]), larger(below[left], below[right]));
                }
            finish_row(y, row);
        }
        finish_plane(y, to);
    }
}

void blocked_pool_gradient(const struct blocked *x, const struct blocked *dy, const struct blocked *dx)
{
#pragma omp parallel for
    for (size_t i = 0; i < x->n * blocks(x); i++)
        for (size_t r = 0; r < dy->h; r++) {
            const float *from = plane(dy, i) + r * dy->row;
            const float *above = plane(x, i) + 2 * r * x->row, *below = above + x->row;
            float *d_above = plane(dx, i) + 2 * r * dx->row, *d_below = d_above + dx->row;
            for (size_t k = 0; k < dy->w; k++)
                for (size_t c = 0; c < B; c++) {
                    size_t left = 2 * k * B + c, right = left + B;
                    float a = above[left], b = above[right], e = below[left], f = below[right], d = from[k * B + c];
                    float most = larger(larger(a, b), larger(e, f));
                    bool is_a = a == most, is_b = !is_a && b == most, is_e = !is_a && !is_b && e == most;
                    d_above[left] += is_a ? d : 0;
                    d_above[right] += is_b ? d : 0;
                    d_below[left] += is_e ? d : 0;
                    d_below[right] += is_a || is_b || is_e ? 0 : d;
                }
        }
}

/* Rows and columns of the larger image lie a quarter of a pixel beside those of the smaller: number 2 i and 2 i + 1
 * have three quarters of i, and a quarter of i - 1 or i + 1, which are i at the borders. */
void blocked_up(const struct blocked *x, const struct blocked *y)
{
#pragma omp parallel for
    for (size_t i = 0; i < x->n * blocks(x); i++) {
        const float *from = plane(x, i);
        float *to = plane(y, i);
        for (size_t r = 0; r < y->h; r++) {
            size_t far = r % 2 ? (r / 2 + 1 < x->h ? r / 2 + 1 : r / 2) : (r ? r / 2 - 1 : 0);
            const float *a = from + r / 2 * x->row, *b = from + far * x->row;
            float *row = to + r * y->row;
            for (size_t k = 0; k < x->w; k++) {
                size_t before = (k ? k - 1 : 0) * B, here = k * B, after = (k + 1 < x->w ? k + 1 : k) * B;
                for (size_t c = 0; c < B; c++) {
                    float middle = 0.75f * a[here + c] + 0.25f * b[here + c];
                    float left = 0.75f * a[before + c] + 0.25f * b[before + c];
                    float right = 0.75f * a[after + c] + 0.25f * b[after + c];
                    row[2 * here + c] = 0.75f * middle + 0.25f * left;
                    row[2 * here + B + c] = 0.75f * middle + 0.25f * right;
                }
            }
            finish_row(y, row);
        }
        finish_plane(y, to);
    }
}

/* Pixel i of the smaller image gets from rows 2 i - 1 .. 2 i + 2 of the larger one a quarter, three quarters, three
 * quarters and a quarter; at the borders, what it would give beyond them comes back to it. */
void blocked_up_gradient(const struct blocked *dy, const struct blocked *dx)
{
#pragma omp parallel for
    for (size_t i = 0; i < dx->n * blocks(dx); i++)
        for (size_t r = 0; r < dx->h; r++) {
            float *row = plane(dx, i) + r * dx->row;
            memset(row, 0, dx->w * B * sizeof *row);
            for (int at = -1; at <= 2; at++) {
                bool outside = (r == 0 && at == -1) || (r + 1 == dx->h && at == 2);
                float weight = at == -1 || at == 2 ? 0.25f : 0.75f;
                const float *from =
                    plane(dy, i) + (outside ? 2 * r + (at == 2) : 2 * r + (size_t)(at + 1) - 1) * dy->row;
                for (size_t k = 0; k < dx->w; k++) {
                    size_t a = (k ? 2 * k - 1 : 0) * B, b = 2 * k * B, c = b + B;
                    size_t d = (k + 1 < dx->w ? 2 * k + 2 : 2 * k + 1) * B;
                    for (size_t j = 0; j < B; j++)
                        row[k * B + j] +=
                            weight * (0.25f * (from[a + j] + from[d + j]) + 0.75f * (from[b + j] + from[c + j]));
                }
            }
        }
}

void blocked_mean(const struct blocked *x, float *mean)
{
#pragma omp parallel for
    for (size_t i = 0; i < x->n * blocks(x); i++) {
        size_t first = i % blocks(x) * B;
        double sum[B] = {0};
        for (size_t r = 0; r < x->h; r++)
            for (size_t k = 0; k < x->w; k++)
                for (size_t c = 0; c < B; c++)
                    sum[c] += (double)plane(x, i)[r * x->row + k * B + c];
        for (size_t c = 0; c < B && first + c < x->channels; c++)
            mean[i / blocks(x) * x->channels + first + c] = (float)(sum[c] / (double)(x->h * x->w));
    }
}

void blocked_mean_gradient(const float *dmean, const struct blocked *dx)
{
    float share = 1 / (float)(dx->h * dx->w);
#pragma omp parallel for
    for (size_t i = 0; i < dx->n * blocks(dx); i++) {
        size_t first = i % blocks(dx) * B;
        const float *from = dmean + i / blocks(dx) * dx->channels + first;
        for (size_t r = 0; r < dx->h; r++)
            for (size_t k = 0; k < dx->w; k++)
                for (size_t c = 0; c < B; c++)
                    plane(dx, i)[r * dx->row + k * B + c] = first + c < dx->channels ? from[c] * share : 0;
    }
}

static void add_to(size_t count, const float *from, float *to)
{
    for (size_t i = 0; i < count; i++)
        to[i] += from[i];
}

void blocked_fold(const struct blocked *dx)
{
    if (!dx->halo)
        return;
#pragma omp parallel for
    for (size_t i = 0; i < dx->n * blocks(dx); i++) {
        float *first = plane(dx, i), *last = first + (dx->h - 1) * dx->row;
        add_to(dx->row, first - B - dx->row, first - B);
        add_to(dx->row, last - B + dx->row, last - B);
        for (float *row = first; row <= last; row += dx->row) {
            add_to(B, row - B, row);
            add_to(B, row + dx->w * B, row + (dx->w - 1) * B);
        }
    }
}

void blocked_relu_gradient(const struct blocked *y, float slope, const struct blocked *dy, const struct blocked *dx)
{
#pragma omp parallel for
    for (size_t i = 0; i < y->n * blocks(y); i++)
        for (size_t r = 0; r < y->h; r++) {
            const float *out = plane(y, i) + r * y->row, *from = plane(dy, i) + r * dy->row;
            float *to = plane(dx, i) + r * dx->row;
            for (size_t k = 0; k < y->w * B; k++)
                to[k] = out[k] > 0 ? from[k] : slope * from[k];
        }
}
