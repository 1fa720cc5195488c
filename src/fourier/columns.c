#include "fourier/columns.h"

#include <fftw3.h>
#include <string.h>

enum { GROUP = 8 }; /* columns: 64 bytes of each row, a line of the cache */

bool columns_new(struct columns *c, size_t h, bool forward)
{
    int length = (int)h;
    *c = (struct columns){.h = h, .group = fftwf_alloc_complex(GROUP * h)};
    if (c->group)
        c->plan = fftwf_plan_many_dft(1, &length, GROUP, c->group, NULL, 1, length, c->group, NULL, 1, length,
                                      forward ? FFTW_FORWARD : FFTW_BACKWARD, FFTW_ESTIMATE);
    for (size_t i = 0; c->plan && i < GROUP * h; i++) /* the last group may have fewer columns */
        c->group[i] = 0;
    return c->plan;
}

void columns_free(struct columns *c)
{
    if (c->plan)
        fftwf_destroy_plan(c->plan);
    fftwf_free(c->group);
}

/* Copies `rows` rows of `columns` values, each moved as a whole, into columns. */
static inline void transpose(size_t rows, size_t columns, const float complex *from, size_t from_stride,
                             float complex *to, size_t to_stride)
{
    for (size_t x = 0; x < columns; x++)
        for (size_t y = 0; y < rows; y++)
            memcpy(to + x * to_stride + y, from + y * from_stride + x, sizeof *to);
}

void columns_run(const struct columns *c, size_t count, size_t stride, float complex *array)
{
    for (size_t first = 0; first < count; first += GROUP) {
        size_t n = count - first < GROUP ? count - first : GROUP, whole = n == GROUP ? c->h / GROUP * GROUP : 0;
        float complex *at = array + first;
        for (size_t y = 0; y < whole; y += GROUP)
            transpose(GROUP, GROUP, at + y * stride, stride, c->group + y, c->h);
        transpose(c->h - whole, n, at + whole * stride, stride, c->group + whole, c->h);
        fftwf_execute(c->plan);
        for (size_t y = 0; y < whole; y += GROUP)
            transpose(GROUP, GROUP, c->group + y, c->h, at + y * stride, stride);
        transpose(n, c->h - whole, c->group + whole, c->h, at + whole * stride, stride);
    }
}
