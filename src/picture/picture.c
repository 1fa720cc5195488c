#include "picture/picture.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fourier/fft.h"
#include "stats/rank.h"

bool picture_spectrum(size_t h, size_t w, const float *image, float *magnitude)
{
    struct fft *fft = fft_new(FFT_R2C, h, w);
    if (!fft)
        return false;
    memcpy(fft->real, image, h * w * sizeof *image);
    fft_run(fft);
    size_t half = w / 2 + 1;
    for (size_t y = 0; y < h; y++)
        for (size_t x = 0; x < w; x++) {
            size_t ky = (y + h - h / 2) % h, kx = (x + w - w / 2) % w;
            if (kx >= half) { /* |F(-k)| = |F(k)| */
                kx = w - kx;
                ky = (h - ky) % h;
            }
            magnitude[y * w + x] = cabsf(fft->freq[ky * half + kx]);
        }
    fft_free(fft);
    return true;
}

void picture_magnitude(size_t n, const float complex *values, float *magnitude)
{
    for (size_t i = 0; i < n; i++)
        magnitude[i] = cabsf(values[i]);
}

void picture_phase(size_t n, const float complex *values, float *phase)
{
    for (size_t i = 0; i < n; i++)
        phase[i] = cargf(values[i]);
}

void picture_log(size_t n, float *values)
{
    for (size_t i = 0; i < n; i++)
        values[i] = (float)log1p((double)values[i] * (double)values[i]);
}

void picture_mean(size_t frames, size_t n, const float *values, float *mean)
{
    for (size_t i = 0; i < n; i++) {
        double sum = 0;
        for (size_t j = 0; j < frames; j++)
            sum += (double)values[j * n + i];
        mean[i] = (float)(sum / (double)frames);
    }
}

bool picture_percentiles(size_t n, const float *values, const double percent[2], double limits[2])
{
    float *copy = malloc(n * sizeof *copy);
    if (!copy)
        return false;
    memcpy(copy, values, n * sizeof *copy);
    for (int i = 0; i < 2; i++)
        limits[i] = (double)rank_select(n, copy, (size_t)nearbyint(percent[i] / 100 * (double)(n - 1)));
    free(copy);
    return true;
}

void picture_gray(size_t n, const float *values, const double limits[2], double gamma, unsigned char *gray)
{
    double low = limits[0], range = limits[1] - limits[0];
    for (size_t i = 0; i < n; i++) {
        double part = range > 0 ? ((double)values[i] - low) / range : (double)values[i] > low ? 1 : 0;
        part = fmin(fmax(part, 0), 1);
        gray[i] = (unsigned char)lrint(255 * (gamma == 1 ? part : pow(part, 1 / gamma)));
    }
}

bool montage_size(struct montage *m, size_t frames, size_t *height, size_t *width)
{
    size_t images = frames / m->channels, cell_h, cell_w, total;
    if (!m->columns || m->columns > images)
        m->columns = m->columns ? images : (size_t)ceil(sqrt((double)images));
    size_t rows = (images + m->columns - 1) / m->columns;
    return !__builtin_mul_overflow(m->h, m->scale, &cell_h) && !__builtin_mul_overflow(m->w, m->scale, &cell_w) &&
           !__builtin_add_overflow(cell_h, m->gap, &cell_h) && !__builtin_add_overflow(cell_w, m->gap, &cell_w) &&
           !__builtin_mul_overflow(cell_h, rows, height) && !__builtin_mul_overflow(cell_w, m->columns, width) &&
           (*height -= m->gap, *width -= m->gap, !__builtin_mul_overflow(*height, *width, &total)) &&
           !__builtin_mul_overflow(total, m->channels, &total);
}

void montage_put(const struct montage *m, size_t i, const unsigned char *gray, size_t width, unsigned char *picture)
{
    size_t image = i / m->channels, channel = i % m->channels;
    size_t top = image / m->columns * (m->h * m->scale + m->gap);
    size_t left = image % m->columns * (m->w * m->scale + m->gap);
    for (size_t y = 0; y < m->h * m->scale; y++)
        for (size_t x = 0; x < m->w * m->scale; x++)
            picture[((top + y) * width + left + x) * m->channels + channel] = gray[y / m->scale * m->w + x / m->scale];
}
