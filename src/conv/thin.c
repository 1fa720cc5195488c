#include "conv/thin.h"

#include <string.h>

/* Eight channels at once: compilers find vectors along the rows instead, where they are slow. */
typedef float lanes __attribute__((vector_size(32), aligned(4), may_alias));
enum { LANES = 8 };

enum { SIDE = 3 };

bool thin_is(const struct conv_spec *s)
{
    return s->halo && (s->in == 1 || s->out == 1);
}

/* The channels on the side that has several, and their blocks. */
static size_t several(const struct conv_spec *s)
{
    return s->in == 1 ? s->out : s->in;
}

static size_t blocks(const struct conv_spec *s)
{
    return (several(s) + s->block - 1) / s->block;
}

size_t thin_packed(const struct conv_spec *s)
{
    return blocks(s) * CONV_WINDOW * s->block + (s->out + s->block - 1) / s->block * s->block;
}

static size_t place(const struct conv_spec *s, size_t channel, size_t tap)
{
    return (channel / s->block * CONV_WINDOW + tap) * s->block + channel % s->block;
}

void thin_pack(const struct conv_spec *s, const float *w, const float *b, float *packed)
{
    memset(packed, 0, thin_packed(s) * sizeof *packed);
    for (size_t c = 0; c < several(s); c++)
        for (size_t tap = 0; tap < CONV_WINDOW; tap++)
            packed[place(s, c, tap)] = w[c * CONV_WINDOW + tap];
    memcpy(packed + blocks(s) * CONV_WINDOW * s->block, b, s->out * sizeof *b);
}

/* A row of one channel, times the weights of several, is added to their row. */
static inline void spread(size_t block, size_t w, const float *one, const float *weight, float *row)
{
    for (size_t k = 0; k < w; k++)
        for (size_t c = 0; c < block; c += LANES)
            *(lanes *)(row + k * block + c) += *(const lanes *)(weight + c) * one[k * block];
}

/* A row of several, times their weights, is added to a row of terms, and these to one channel. */
static inline void gather(size_t block, size_t w, const float *row, const float *weight, float *terms)
{
    for (size_t k = 0; k < w; k++)
        for (size_t c = 0; c < block; c += LANES)
            *(lanes *)(terms + k * block + c) += *(const lanes *)(weight + c) * *(const lanes *)(row + k * block + c);
}

static inline void sum_terms(size_t block, size_t w, float bias, float *terms)
{
    for (size_t k = 0; k < w; k++) {
        float sum = bias;
        for (size_t c = 0; c < block; c++)
            sum += terms[k * block + c];
        memset(terms + k * block, 0, block * sizeof *terms);
        terms[k * block] = sum;
    }
}

static inline void rectify(size_t block, size_t w, float slope, float *row)
{
    for (size_t k = 0; k < w * block; k++)
        row[k] = row[k] > 0 ? row[k] : slope * row[k];
}

/* The row of a block; -1 and h are those of the halo. */
static float *row_of(const struct blocked *x, size_t n, size_t block, long row)
{
    return x->at + n * x->image + block * x->plane + row * (long)x->row;
}

void thin_forward(const struct conv_spec *s, const float *packed, const struct blocked *x, const struct blocked *y)
{
    size_t block = s->block, from_one = s->in == 1;
    const float *bias = packed + blocks(s) * CONV_WINDOW * block;
#pragma omp parallel for
    for (size_t i = 0; i < y->n * y->h; i++) {
        size_t n = i / y->h;
        long r = (long)(i % y->h);
        for (size_t number = 0; number < blocks(s); number++) {
            float *to = row_of(y, n, from_one ? number : 0, r);
            for (size_t k = 0; (from_one || !number) && k < y->w; k++)
                for (size_t c = 0; c < block; c++)
                    to[k * block + c] = from_one ? bias[number * block + c] : 0;
            for (long tap = 0; tap < CONV_WINDOW; tap++) {
                const float *weight = packed + (number * CONV_WINDOW + (size_t)tap) * block;
                const float *from =
                    row_of(x, n, from_one ? 0 : number, r + tap / SIDE - 1) + (tap % SIDE - 1) * (long)block;
                if (from_one)
                    FOR_BLOCK(block, spread, y->w, from, weight, to);
                else
                    FOR_BLOCK(block, gather, y->w, from, weight, to);
            }
            if (!from_one && number + 1 == blocks(s))
                FOR_BLOCK(block, sum_terms, y->w, bias[0], to);
            if (s->slope < 1 && (from_one || number + 1 == blocks(s)))
                FOR_BLOCK(block, rectify, y->w, s->slope, to);
        }
    }
}

/* The input has one row and one pixel more at each end than the output, and so does the gradient. */
void thin_gradient_input(const struct conv_spec *s, const float *packed, const struct blocked *dy,
                         const struct blocked *dx)
{
    size_t block = s->block, to_one = s->in == 1;
#pragma omp parallel for
    for (size_t i = 0; i < dx->n * (dx->h + 2); i++) {
        size_t n = i / (dx->h + 2);
        long r = (long)(i % (dx->h + 2)) - 1;
        for (size_t number = 0; number < blocks(s); number++) {
            float *to = row_of(dx, n, to_one ? 0 : number, r);
            if (!to_one || !number)
                memset(to - block, 0, dx->row * sizeof *to);
            for (long tap = 0; tap < CONV_WINDOW; tap++) {
                long from_row = r - (tap / SIDE - 1);
                if (from_row < 0 || from_row >= (long)dy->h)
                    continue;
                const float *weight = packed + (number * CONV_WINDOW + (size_t)tap) * block;
                const float *from = row_of(dy, n, to_one ? number : 0, from_row);
                if (to_one)
                    FOR_BLOCK(block, gather, dy->w, from, weight, to + (tap % SIDE - 1) * (long)block);
                else
                    FOR_BLOCK(block, spread, dy->w, from, weight, to + (tap % SIDE - 1) * (long)block);
            }
            if (to_one && number + 1 == blocks(s))
                FOR_BLOCK(block, sum_terms, dx->w + 2, 0, to - block);
        }
    }
}

/* Adds the sums over a row of several channels times one, for three taps: either the several or the one are moved from
 * tap to tap. */
static inline void multiply(size_t block, size_t w, const float *row, const float *one, size_t row_moves,
                            size_t one_moves, double sum[SIDE][BLOCK_MAX])
{
    lanes part[SIDE][BLOCK_MAX / LANES] = {0};
    for (size_t k = 0; k < w; k++)
        for (size_t t = 0; t < SIDE; t++)
            for (size_t c = 0; c < block; c += LANES)
                part[t][c / LANES] +=
                    *(const lanes *)(row + (k + t * row_moves) * block + c) * one[(k + t * one_moves) * block];
    for (size_t t = 0; t < SIDE; t++)
        for (size_t c = 0; c < block; c++)
            sum[t][c] += (double)part[t][c / LANES][c % LANES];
}

void thin_gradient(const struct conv_spec *s, const struct blocked *x, const struct blocked *dy, float *dw, float *db)
{
    size_t block = s->block, from_one = s->in == 1;
#pragma omp parallel for
    for (size_t i = 0; i < blocks(s) * SIDE; i++) {
        size_t number = i / SIDE, first = number * block;
        double sum[SIDE][BLOCK_MAX] = {0};
        for (size_t n = 0; n < dy->n; n++)
            for (long r = 0; r < (long)dy->h; r++) {
                const float *in = row_of(x, n, from_one ? 0 : number, r + (long)(i % SIDE) - 1) - block;
                const float *out = row_of(dy, n, from_one ? number : 0, r);
                if (from_one)
                    FOR_BLOCK(block, multiply, dy->w, out, in, 0, 1, sum);
                else
                    FOR_BLOCK(block, multiply, dy->w, in, out, 1, 0, sum);
            }
        for (size_t t = 0; t < SIDE; t++)
            for (size_t c = 0; c < block && first + c < several(s); c++)
                dw[(first + c) * CONV_WINDOW + i % SIDE * SIDE + t] = (float)sum[t][c];
    }
    for (size_t o = 0; o < s->out; o++) {
        double sum = 0;
        for (size_t n = 0; n < dy->n; n++)
            for (size_t r = 0; r < dy->h; r++)
                for (size_t k = 0; k < dy->w; k++)
                    sum += (double)row_of(dy, n, o / block, (long)r)[k * block + o % block];
        db[o] = (float)sum;
    }
}
