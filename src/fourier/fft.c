#include "fourier/fft.h"

#include <fftw3.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>

static fftwf_plan make_plan(enum fft_kind kind, struct fft *f)
{
    int h = (int)f->h, w = (int)f->w;
    if (kind == FFT_R2C)
        return fftwf_plan_dft_r2c_2d(h, w, f->real, f->freq, FFTW_ESTIMATE | FFTW_PRESERVE_INPUT);
    if (kind == FFT_C2R)
        return fftwf_plan_dft_c2r_2d(h, w, f->freq, f->real, FFTW_ESTIMATE);
    return fftwf_plan_dft_2d(h, w, f->freq, f->freq, kind == FFT_FORWARD ? FFTW_FORWARD : FFTW_BACKWARD, FFTW_ESTIMATE);
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
    f->h = h;
    f->w = w;
    f->real = real ? fftwf_alloc_real(h * w) : NULL;
    f->freq = fftwf_alloc_complex(h * columns);
    f->plan = f->freq && (f->real || !real) ? make_plan(kind, f) : NULL;
    if (f->plan)
        return f;
    fft_free(f);
    return NULL;
}

void fft_run(struct fft *f)
{
    fftwf_execute(f->plan);
}

void fft_free(struct fft *f)
{
    if (!f)
        return;
    if (f->plan)
        fftwf_destroy_plan(f->plan);
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
