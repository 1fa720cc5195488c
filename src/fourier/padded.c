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
    if (p->freq) {
        p->column_plan = fftwf_plan_many_dft(1, &rows, (int)columns, p->freq, NULL, length, 1, p->freq, NULL, length, 1,
                                             FFTW_BACKWARD, FFTW_ESTIMATE);
        p->row_plan = fftwf_plan_many_dft(1, &length, rows, p->freq, NULL, 1, length, p->freq, NULL, 1, length,
                                          FFTW_BACKWARD, FFTW_ESTIMATE);
    }
    if (p->column_plan && p->row_plan)
        return p;
    padded_free(p);
    return NULL;
}

void padded_run(struct padded *p)
{
    fftwf_execute(p->column_plan);
    for (size_t y = 0; y < p->h; y++)
        memset(p->freq + y * p->w + p->columns, 0, (p->w - p->columns) * sizeof *p->freq);
    fftwf_execute(p->row_plan);
}

void padded_free(struct padded *p)
{
    if (!p)
        return;
    if (p->column_plan)
        fftwf_destroy_plan(p->column_plan);
    if (p->row_plan)
        fftwf_destroy_plan(p->row_plan);
    fftwf_free(p->freq);
    free(p);
}
