#include "fourier/columns.h"

#include <fftw3.h>

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

void columns_run(const struct columns *c, size_t count, size_t stride, float complex *array)
{
    for (size_t first = 0; first < count; first += GROUP) {
        size_t n = count - first < GROUP ? count - first : GROUP;
        for (size_t y = 0; y < c->h; y++)
            for (size_t x = 0; x < n; x++)
                c->group[x * c->h + y] = array[y * stride + first + x];
        fftwf_execute(c->plan);
        for (size_t y = 0; y < c->h; y++)
            for (size_t x = 0; x < n; x++)
                array[y * stride + first + x] = c->group[x * c->h + y];
    }
}
