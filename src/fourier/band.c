#include "fourier/band.h"

#include <fftw3.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct band *band_new(size_t h, size_t w, size_t columns)
{
    struct band *b = h && w && h <= INT_MAX && w <= INT_MAX && columns <= w / 2 + 1 ? calloc(1, sizeof *b) : NULL;
    if (!b)
        return NULL;
    b->h = h;
    b->w = w;
    b->columns = columns;
    b->freq = fftwf_alloc_complex(h * columns);
    b->row = fftwf_alloc_real(w);
    b->row_freq = fftwf_alloc_complex(w / 2 + 1);
    if (b->freq && b->row && b->row_freq) {
        int rows = (int)h, stride = (int)columns;
        b->row_plan = fftwf_plan_dft_r2c_1d((int)w, b->row, b->row_freq, FFTW_ESTIMATE);
        b->column_plan = fftwf_plan_many_dft(1, &rows, stride, b->freq, NULL, stride, 1, b->freq, NULL, stride, 1,
                                             FFTW_FORWARD, FFTW_ESTIMATE);
    }
    if (b->row_plan && b->column_plan)
        return b;
    band_free(b);
    return NULL;
}

void band_run(struct band *b, const float *image, size_t stride, float offset)
{
    for (size_t y = 0; y < b->h; y++) {
        for (size_t x = 0; x < b->w; x++)
            b->row[x] = image[y * stride + x] - offset;
        fftwf_execute(b->row_plan);
        memcpy(b->freq + y * b->columns, b->row_freq, b->columns * sizeof *b->freq);
    }
    fftwf_execute(b->column_plan);
}

void band_free(struct band *b)
{
    if (!b)
        return;
    if (b->row_plan)
        fftwf_destroy_plan(b->row_plan);
    if (b->column_plan)
        fftwf_destroy_plan(b->column_plan);
    fftwf_free(b->freq);
    fftwf_free(b->row);
    fftwf_free(b->row_freq);
    free(b);
}
