#include "fourier/fft.h"

#include <fftw3.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>

/* The transforms of all rows. */
static fftwf_plan row_plan(const struct fft *f)
{
    int length = (int)f->w, rows = (int)f->h, half = length / 2 + 1;
    if (f->kind == FFT_R2C)
        return fftwf_plan_many_dft_r2c(1, &length, rows, f->real, NULL, 1, length, f->freq, NULL, 1, half,
                                       FFTW_ESTIMATE | FFTW_PRESERVE_INPUT);
    if (f->kind == FFT_C2R)
        return fftwf_plan_many_dft_c2r(1, &length, rows, f->freq, NULL, 1, half, f->real, NULL, 1, length,
                                       FFTW_ESTIMATE);
    return fftwf_plan_many_dft(1, &length, rows, f->freq, NULL, 1, length, f->freq, NULL, 1, length,
                               f->kind == FFT_FORWARD ? FFTW_FORWARD : FFTW_BACKWARD, FFTW_ESTIMATE);
}

struct fft *fft_new(enum fft_kind kind, size_t h, size_t w)
{
    bool real = kind == FFT_R2C || kind == FFT_C2R;
    size_t columns = real ? w / 2 + 1 : w, count;
    if (!h || !w || h > INT_MAX || w > INT_MAX || __builtin_mul_overflow(h, w + 2, &count))
        return NULL;
    struct fft *f = calloc(1, sizeof *f);
    if (!f)
        return NULL;
    f->kind = kind;
    f->h = h;
    f->w = w;
    f->real = real ? fftwf_alloc_real(h * w) : NULL;
    f->freq = fftwf_alloc_complex(h * columns);
    f->rows = f->freq && (f->real || !real) ? row_plan(f) : NULL;
    if (f->rows && columns_new(&f->columns, h, kind == FFT_FORWARD || kind == FFT_R2C))
        return f;
    fft_free(f);
    return NULL;
}

void fft_run(struct fft *f)
{
    size_t columns = f->real ? f->w / 2 + 1 : f->w;
    if (f->kind == FFT_C2R) {
        columns_run(&f->columns, columns, columns, f->freq);
        fftwf_execute(f->rows);
    } else {
        fftwf_execute(f->rows);
        columns_run(&f->columns, columns, columns, f->freq);
    }
}

void fft_free(struct fft *f)
{
    if (!f)
        return;
    if (f->rows)
        fftwf_destroy_plan(f->rows);
    columns_free(&f->columns);
    fftwf_free(f->real);
    fftwf_free(f->freq);
    free(f);
}

size_t fft_fast_size(size_t n)
{
    for (size_t size = n + n % 2;; size += 2) {
        size_t rest = size;
        for (size_t prime = 2; prime <= 7; prime++)
            while (rest > 1 && rest % prime == 0)
                rest /= prime;
        if (rest == 1)
            return size;
    }
}
