/* fft.h -- two-dimensional Fourier transforms. This room is the only door to FFTW.
 *
 * Transforms are unnormalised, like FFTW's: forward then backward multiplies by h w. Plans are estimated, never
 * measured, so the same input gives the same bytes. Making and freeing plans is not thread-safe; running different ones
 * is.
 */
#ifndef FFT_H
#define FFT_H

#include <complex.h>
#include <stddef.h>

#include "fourier/columns.h"

enum fft_kind {
    FFT_FORWARD,  /* complex h x w -> complex h x w, exp(-2 pi i k x) */
    FFT_BACKWARD, /* complex h x w -> complex h x w, exp(+2 pi i k x) */
    FFT_R2C,      /* real h x w -> complex h x (w/2+1), forward; keeps its input */
    FFT_C2R,      /* complex h x (w/2+1) -> real h x w, backward; destroys its input */
};

/* The buffers belong to the plan: fill the input, fft_run, read the output. Complex to complex works in place in
 * `freq`. Index [0][0] is frequency 0; fft_index turns an index into a signed frequency. */
struct fft {
    enum fft_kind kind;
    size_t h, w;
    float *real;         /* h x w; NULL for complex to complex */
    float complex *freq; /* h x w, or h x (w/2+1) for the real transforms */
    void *rows;          /* plan */
    struct columns columns;
};

struct fft *fft_new(enum fft_kind kind, size_t h, size_t w); /* NULL: no memory */
void fft_run(struct fft *fft);
void fft_free(struct fft *fft);

/* The smallest even size of at least n that has no prime factor above 7: for others, transforms can
 * take several times as long. */
size_t fft_fast_size(size_t n);

/* The signed frequency of index i of n: 0, 1, ..., -2, -1. */
static inline double fft_index(size_t i, size_t n)
{
    return i < (n + 1) / 2 ? (double)i : (double)i - (double)n;
}

#endif
