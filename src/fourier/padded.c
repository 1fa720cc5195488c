#include "fourier/padded.h"

#include <fftw3.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct padded *padded_new(size_t h, size_t w, size_t columns)
{
    if (!h || !w || columns > w || h > INT_MAX || w > INT_MAX)
        return NULL;
    struct padded *p = calloc(1, sizeof *p);
    if (!p)
        return NULL;
    int rows = (int)h, length = (int)w;
    *p = (struct padded){.h = h, .w = w, .columns = columns, .freq = fftwf_alloc_complex(h * w)};
    if (p->freq)
        p->rows = fftwf_plan_many_dft(1, &length, rows, p->freq, NULL, 1, length, p->freq, NULL, 1, length,
                                      FFTW_BACKWARD, FFTW_ESTIMATE);
    if (p->rows && columns_new(&p->down, h, false))
        return p;
    padded_free(p);
    return NULL;
}

void padded_run(struct padded *p)
{
    columns_run(&p->down, p->columns, p->w, p->freq);
    for (size_t y = 0; y < p->h; y++)
        memset(p->freq + y * p->w + p->columns, 0, (p->w - p->columns) * sizeof *p->freq);
    fftwf_execute(p->rows);
}

void padded_free(struct padded *p)
{
    if (!p)
        return;
    if (p->rows)
        fftwf_destroy_plan(p->rows);
    columns_free(&p->down);
    fftwf_free(p->freq);
    free(p);
}
