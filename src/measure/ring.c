#include "measure/ring.h"

#include <complex.h>
#include <float.h>
#include <stdlib.h>

static double hann(size_t i, size_t n)
{
    double sine = sin(M_PI * ((double)i + 0.5) / (double)n);
    return sine * sine;
}

double ring_window(struct fft *fft, const float *frame)
{
    double sum = 0, weights = 0, squares = 0;
    for (size_t y = 0; y < fft->h; y++)
        for (size_t x = 0; x < fft->w; x++) {
            double window = hann(y, fft->h) * hann(x, fft->w);
            sum += window * (double)frame[y * fft->w + x];
            weights += window;
            squares += window * window;
        }
    for (size_t y = 0; y < fft->h; y++)
        for (size_t x = 0; x < fft->w; x++) {
            size_t i = y * fft->w + x;
            fft->real[i] = (float)(hann(y, fft->h) * hann(x, fft->w) * ((double)frame[i] - sum / weights));
        }
    return squares;
}

bool ring_spectrum(size_t h, size_t w, const float *frame, double *ln_power)
{
    size_t rings = (h < w ? h : w) / 2;
    struct fft *fft = fft_new(FFT_R2C, h, w);
    double *count = calloc(rings, sizeof *count), twice;
    bool ok = fft && count;
    if (ok) {
        double squares = ring_window(fft, frame);
        fft_run(fft);
        for (size_t k = 0; k < rings; k++)
            ln_power[k] = 0;
        for (size_t y = 0; y < h; y++)
            for (size_t x = 0; x <= w / 2; x++) {
                size_t k = (size_t)round(ring_radius(h, w, y, x, &twice));
                if (k >= rings)
                    continue;
                float complex f = fft->freq[y * (w / 2 + 1) + x];
                double power = (double)(crealf(f) * crealf(f) + cimagf(f) * cimagf(f)) / squares;
                ln_power[k] += twice * log(power > (double)FLT_MIN ? power : (double)FLT_MIN);
                count[k] += twice;
            }
        for (size_t k = 0; k < rings; k++)
            ln_power[k] /= count[k];
    }
    fft_free(fft);
    free(count);
    return ok;
}
