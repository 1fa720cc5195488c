#include "fourier/band.h"

#include <fftw3.h>
#include <limits.h>
#include <math.h>
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
    b->column = fftwf_alloc_real(h);
    b->row_freq = fftwf_alloc_complex(w / 2 + 1);
    b->column_freq = fftwf_alloc_complex(h / 2 + 1);
    if (b->freq && b->row && b->row_freq && b->column && b->column_freq) {
        int rows = (int)h, stride = (int)columns;
        b->row_plan = fftwf_plan_dft_r2c_1d((int)w, b->row, b->row_freq, FFTW_ESTIMATE);
        b->edge_plan = fftwf_plan_dft_r2c_1d((int)h, b->column, b->column_freq, FFTW_ESTIMATE);
        b->column_plan = fftwf_plan_many_dft(1, &rows, stride, b->freq, NULL, stride, 1, b->freq, NULL, stride, 1,
                                             FFTW_FORWARD, FFTW_ESTIMATE);
    }
    if (b->row_plan && b->column_plan && b->edge_plan)
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

/* The jumps J(x) from the first row to the last and K(y) from the first column to the last are all that the smooth
 * component depends on. Its spectrum at (q, r) is
 *     (J^(r) (1 - e^(2 pi i q/h)) + K^(q) (1 - e^(2 pi i r/w))) / (2 cos(2 pi q/h) + 2 cos(2 pi r/w) - 4). */
void band_make_periodic(struct band *b, const float *image, size_t stride)
{
    for (size_t x = 0; x < b->w; x++)
        b->row[x] = image[(b->h - 1) * stride + x] - image[x];
    for (size_t y = 0; y < b->h; y++)
        b->column[y] = image[y * stride + b->w - 1] - image[y * stride];
    fftwf_execute(b->row_plan);
    fftwf_execute(b->edge_plan);
    for (size_t q = 0; q < b->h; q++) {
        size_t mirror = q <= b->h / 2 ? q : b->h - q;
        float complex along = mirror == q ? b->column_freq[q] : conjf(b->column_freq[mirror]);
        double y = 2 * M_PI * (double)q / (double)b->h;
        for (size_t r = q == 0; r < b->columns; r++) { /* frequency 0 stays */
            double x = 2 * M_PI * (double)r / (double)b->w;
            double complex jumps =
                (double complex)b->row_freq[r] * (1 - cexp(I * y)) + (double complex)along * (1 - cexp(I * x));
            b->freq[q * b->columns + r] -= (float complex)(jumps / (2 * cos(y) + 2 * cos(x) - 4));
        }
    }
}

void band_free(struct band *b)
{
    if (!b)
        return;
    if (b->row_plan)
        fftwf_destroy_plan(b->row_plan);
    if (b->column_plan)
        fftwf_destroy_plan(b->column_plan);
    if (b->edge_plan)
        fftwf_destroy_plan(b->edge_plan);
    fftwf_free(b->freq);
    fftwf_free(b->row);
    fftwf_free(b->row_freq);
    fftwf_free(b->column);
    fftwf_free(b->column_freq);
    free(b);
}
