#include "conv/blocked.h"

#include <string.h>

static size_t blocks(const struct blocked *x)
{
    return (x->channels + x->block - 1) / x->block;
}

size_t blocked_floats(size_t block, size_t n, size_t channels, size_t h, size_t w, bool halo)
{
    size_t around = halo ? 2 : 0;
    return n * ((channels + block - 1) / block) * (h + around) * (w + around) * block;
}

struct blocked blocked_view(float *buffer, size_t block, size_t n, size_t channels, size_t h, size_t w, bool halo)
{
    size_t around = halo ? 2 : 0, row = (w + around) * block, plane = (h + around) * row;
    return (struct blocked){.at = buffer + (halo ? row + block : 0),
                            .block = block,
                            .n = n,
                            .channels = channels,
                            .h = h,
                            .w = w,
                            .image = (channels + block - 1) / block * plane,
                            .plane = plane,
                            .row = row,
                            .halo = halo};
}

struct blocked blocked_part(const struct blocked *x, size_t first, size_t channels)
{
    struct blocked part = *x;
    part.at += first / x->block * x->plane;
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
    size_t block = x->block;
    if (!x->halo)
        return;
    memcpy(row - block, row, block * sizeof *row);
    memcpy(row + x->w * block, row + (x->w - 1) * block, block * sizeof *row);
}

static void finish_plane(const struct blocked *x, float *first)
{
    size_t block = x->block;
    if (!x->halo)
        return;
    float *last = first + (x->h - 1) * x->row;
    memcpy(first - block - x->row, first - block, x->row * sizeof *first);
    memcpy(last - block + x->row, last - block, x->row * sizeof *first);
}

void blocked_read(const float *plain, const struct blocked *y)
{
    size_t block = y->block;
    size_t pixels = y->h * y->w;
#pragma omp parallel for
    for (size_t i = 0; i < y->n * blocks(y); i++) {
        size_t n = i / blocks(y), first = i % blocks(y) * block;
        const float *from = plain + (n * y->channels + first) * pixels;
        float *to = plane(y, i);
        for (size_t r = 0; r < y->h; r++) {
            for (size_t x = 0; x < y->w; x++)
                for (size_t c = 0; c < block; c++)
                    to[r * y->row + x * block + c] = first + c < y->channels ? from[c * pixels + r * y->w + x] : 0;
            finish_row(y, to + r * y->row);
        }
        finish_plane(y, to);
    }
}

void blocked_write(const struct blocked *x, float *plain)
{
    size_t block = x->block;
    size_t pixels = x->h * x->w;
#pragma omp parallel for
    for (size_t i = 0; i < x->n * x->channels; i++) {
        size_t n = i / x->channels, c = i % x->channels;
        const float *from = plane(x, n * blocks(x) + c / block) + c % block;
        float *to = plain + i * pixels;
        for (size_t r = 0; r < x->h; r++)
            for (size_t k = 0; k < x->w; k++)
                to[r * x->w + k] = from[r * x->row + k * block];
    }
}

void blocked_copy(const struct blocked *x, const struct blocked *y)
{
    size_t block = x->block;
#pragma omp parallel for
    for (size_t i = 0; i < x->n * blocks(x); i++) {
        const float *from = plane(x, i);
        float *to = plane(y, i);
        for (size_t r = 0; r < x->h; r++) {
            memcpy(to + r * y->row, from + r * x->row, x->w * block * sizeof *to);
            finish_row(y, to + r * y->row);
        }
        finish_plane(y, to);
    }
}

void blocked_add(const struct blocked *x, const struct blocked *more, const struct blocked *y)
{
    size_t block = x->block;
#pragma omp parallel for
    for (size_t i = 0; i < x->n * blocks(x); i++) {
        const float *from = plane(x, i);
        size_t n = i / blocks(x), number = i % blocks(x);
        const float *term = number < blocks(more) ? plane(more, n * blocks(more) + number) : NULL;
        float *to = plane(y, i);
        for (size_t r = 0; r < x->h; r++) {
            if (term)
                for (size_t k = 0; k < x->w * block; k++)
                    to[r * y->row + k] = from[r * x->row + k] + term[r * more->row + k];
            else if (to != from)
                memcpy(to + r * y->row, from + r * x->row, x->w * block * sizeof *to);
            finish_row(y, to + r * y->row);
        }
        finish_plane(y, to);
    }
}

static inline float larger(float a, float b)
{
    return a > b ? a : b;
}

static inline void pool_row(size_t block, size_t w, const float *above, const float *below, float *to)
{
    for (size_t k = 0; k < w; k++)
        for (size_t c = 0; c < block; c++) {
            size_t left = 2 * k * block + c, right = left + block;
            to[k * block + c] = larger(larger(above[left], above[right]), larger(below[left], below[right]));
        }
}

void blocked_pool(const struct blocked *x, const struct blocked *y)
{
#pragma omp parallel for
    for (size_t i = 0; i < x->n * blocks(x); i++) {
        float *to = plane(y, i);
        for (size_t r = 0; r < y->h; r++) {
            const float *above = plane(x, i) + 2 * r * x->row;
            FOR_BLOCK(x->block, pool_row, y->w, above, above + x->row, to + r * y->row);
            finish_row(y, to + r * y->row);
        }
        finish_plane(y, to);
    }
}

static inline void pool_row_gradient(size_t block, size_t w, const float *above, const float *below, const float *dy,
                                     float *d_above, float *d_below)
{
    for (size_t k = 0; k < w; k++)
        for (size_t c = 0; c < block; c++) {
            size_t left = 2 * k * block + c, right = left + block;
            float a = above[left], b = above[right], e = below[left], f = below[right], d = dy[k * block + c];
            float most = larger(larger(a, b), larger(e, f));
            bool is_a = a == most, is_b = !is_a && b == most, is_e = !is_a && !is_b && e == most;
            d_above[left] += is_a ? d : 0;
            d_above[right] += is_b ? d : 0;
            d_below[left] += is_e ? d : 0;
            d_below[right] += is_a || is_b || is_e ? 0 : d;
        }
}

void blocked_pool_gradient(const struct blocked *x, const struct blocked *dy, const struct blocked *dx)
{
#pragma omp parallel for
    for (size_t i = 0; i < x->n * blocks(x); i++)
        for (size_t r = 0; r < dy->h; r++) {
            const float *above = plane(x, i) + 2 * r * x->row;
            float *d_above = plane(dx, i) + 2 * r * dx->row;
            FOR_BLOCK(x->block, pool_row_gradient, dy->w, above, above + x->row, plane(dy, i) + r * dy->row, d_above,
                      d_above + dx->row);
        }
}

/* Rows and columns of the larger image lie a quarter of a pixel beside those of the smaller: number 2 i and 2 i + 1
 * have three quarters of i, and a quarter of i - 1 or i + 1, which are i at the borders. */
static inline void up_row(size_t block, size_t w, const float *near, const float *far, float *to)
{
    for (size_t k = 0; k < w; k++) {
        size_t before = (k ? k - 1 : 0) * block, here = k * block, after = (k + 1 < w ? k + 1 : k) * block;
        for (size_t c = 0; c < block; c++) {
            float middle = 0.75f * near[here + c] + 0.25f * far[here + c];
            float left = 0.75f * near[before + c] + 0.25f * far[before + c];
            float right = 0.75f * near[after + c] + 0.25f * far[after + c];
            to[2 * here + c] = 0.75f * middle + 0.25f * left;
            to[2 * here + block + c] = 0.75f * middle + 0.25f * right;
        }
    }
}

void blocked_up(const struct blocked *x, const struct blocked *y)
{
#pragma omp parallel for
    for (size_t i = 0; i < x->n * blocks(x); i++) {
        const float *from = plane(x, i);
        float *to = plane(y, i);
        for (size_t r = 0; r < y->h; r++) {
            size_t far = r % 2 ? (r / 2 + 1 < x->h ? r / 2 + 1 : r / 2) : (r ? r / 2 - 1 : 0);
            FOR_BLOCK(x->block, up_row, x->w, from + r / 2 * x->row, from + far * x->row, to + r * y->row);
            finish_row(y, to + r * y->row);
        }
        finish_plane(y, to);
    }
}

/* Pixel i of the smaller image gets from rows 2 i - 1 .. 2 i + 2 of the larger one, and so from its columns, a quarter,
 * three quarters, three quarters and a quarter; at the borders, what it would give beyond them comes back to it. */
static inline void up_row_gradient(size_t block, size_t w, const float *const dy[4], float *dx)
{
    for (size_t k = 0; k < w; k++) {
        size_t column[] = {(k ? 2 * k - 1 : 0) * block, 2 * k * block, (2 * k + 1) * block,
                           (k + 1 < w ? 2 * k + 2 : 2 * k + 1) * block};
        for (size_t c = 0; c < block; c++) {
            float sum[4];
            for (int i = 0; i < 4; i++)
                sum[i] = 0.25f * (dy[0][column[i] + c] + dy[3][column[i] + c]) +
                         0.75f * (dy[1][column[i] + c] + dy[2][column[i] + c]);
            dx[k * block + c] = 0.25f * (sum[0] + sum[3]) + 0.75f * (sum[1] + sum[2]);
        }
    }
}

void blocked_up_gradient(const struct blocked *dy, const struct blocked *dx)
{
#pragma omp parallel for
    for (size_t i = 0; i < dx->n * blocks(dx); i++)
        for (size_t r = 0; r < dx->h; r++) {
            const float *first = plane(dy, i) + 2 * r * dy->row, *second = first + dy->row;
            const float *rows[] = {r ? first - dy->row : first, first, second,
                                   r + 1 < dx->h ? second + dy->row : second};
            FOR_BLOCK(dx->block, up_row_gradient, dx->w, rows, plane(dx, i) + r * dx->row);
        }
}

void blocked_spread(const struct blocked *x, const struct blocked *y)
{
    size_t block = x->block;
#pragma omp parallel for
    for (size_t i = 0; i < x->n * blocks(x); i++)
        for (size_t r = 0; r < x->h; r++) {
            const float *from = plane(x, i) + r * x->row;
            float *to = plane(y, i) + 2 * r * y->row;
            memset(to, 0, 2 * y->row * sizeof *to);
            for (size_t c = 0; c < x->w; c++)
                memcpy(to + 2 * c * block, from + c * block, block * sizeof *to);
        }
}

void blocked_spread_gradient(const struct blocked *dy, const struct blocked *dx)
{
    size_t block = dx->block;
#pragma omp parallel for
    for (size_t i = 0; i < dx->n * blocks(dx); i++)
        for (size_t r = 0; r < dx->h; r++)
            for (size_t c = 0; c < dx->w; c++)
                memcpy(plane(dx, i) + r * dx->row + c * block, plane(dy, i) + 2 * r * dy->row + 2 * c * block,
                       block * sizeof(float));
}

void blocked_moments(const struct blocked *x, double *mean, double *square)
{
    double count = (double)(x->n * x->h * x->w);
    for (size_t c = 0; c < x->channels; c++) {
        double sum = 0, squares = 0;
        for (size_t i = 0; i < x->n; i++)
            for (size_t row = 0; row < x->h; row++) {
                const float *at = x->at + i * x->image + c / x->block * x->plane + row * x->row + c % x->block;
                for (size_t column = 0; column < x->w; column++) {
                    double value = (double)at[column * x->block];
                    sum += value;
                    squares += value * value;
                }
            }
        mean[c] = sum / count;
        square[c] = squares / count;
    }
}

void blocked_mean(const struct blocked *x, float *mean)
{
    size_t block = x->block;
#pragma omp parallel for
    for (size_t i = 0; i < x->n * blocks(x); i++) {
        size_t first = i % blocks(x) * block;
        double sum[BLOCK_MAX] = {0};
        for (size_t r = 0; r < x->h; r++)
            for (size_t k = 0; k < x->w; k++)
                for (size_t c = 0; c < block; c++)
                    sum[c] += (double)plane(x, i)[r * x->row + k * block + c];
        for (size_t c = 0; c < block && first + c < x->channels; c++)
            mean[i / blocks(x) * x->channels + first + c] = (float)(sum[c] / (double)(x->h * x->w));
    }
}

void blocked_mean_gradient(const float *dmean, const struct blocked *dx)
{
    size_t block = dx->block;
    float share = 1 / (float)(dx->h * dx->w);
#pragma omp parallel for
    for (size_t i = 0; i < dx->n * blocks(dx); i++) {
        size_t first = i % blocks(dx) * block;
        const float *from = dmean + i / blocks(dx) * dx->channels + first;
        for (size_t r = 0; r < dx->h; r++)
            for (size_t k = 0; k < dx->w; k++)
                for (size_t c = 0; c < block; c++)
                    plane(dx, i)[r * dx->row + k * block + c] = first + c < dx->channels ? from[c] * share : 0;
    }
}

static void add_to(size_t count, const float *from, float *to)
{
    for (size_t i = 0; i < count; i++)
        to[i] += from[i];
}

void blocked_fold(const struct blocked *dx)
{
    size_t block = dx->block;
    if (!dx->halo)
        return;
#pragma omp parallel for
    for (size_t i = 0; i < dx->n * blocks(dx); i++) {
        float *first = plane(dx, i), *last = first + (dx->h - 1) * dx->row;
        add_to(dx->row, first - block - dx->row, first - block);
        add_to(dx->row, last - block + dx->row, last - block);
        for (float *row = first; row <= last; row += dx->row) {
            add_to(block, row - block, row);
            add_to(block, row + dx->w * block, row + (dx->w - 1) * block);
        }
    }
}

void blocked_relu_gradient(const struct blocked *y, float slope, const struct blocked *dy, const struct blocked *dx)
{
    size_t block = y->block;
#pragma omp parallel for
    for (size_t i = 0; i < y->n * blocks(y); i++)
        for (size_t r = 0; r < y->h; r++) {
            const float *out = plane(y, i) + r * y->row, *from = plane(dy, i) + r * dy->row;
            float *to = plane(dx, i) + r * dx->row;
            for (size_t k = 0; k < y->w * block; k++)
                to[k] = out[k] > 0 ? from[k] : slope * from[k];
        }
}
