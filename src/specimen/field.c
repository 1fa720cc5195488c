#include <math.h>
#include <string.h>

#include "fourier/fft.h"
#include "specimen/specimen.h"

static void set_unit_variance(size_t n, float *field)
{
    double sum = 0, squares = 0;
    for (size_t i = 0; i < n; i++) {
        sum += (double)field[i];
        squares += (double)field[i] * (double)field[i];
    }
    double mean = sum / (double)n, variance = squares / (double)n - mean * mean;
    double scale = variance > 0 ? 1 / sqrt(variance) : 0;
    for (size_t i = 0; i < n; i++)
        field[i] = (float)(scale * ((double)field[i] - mean));
}

bool specimen_random_field(size_t h, size_t w, double pixel_um, double length_um, struct rng *rng, float *field)
{
    struct fft *forward = fft_new(FFT_R2C, h, w), *backward = fft_new(FFT_C2R, h, w);
    bool ok = forward && backward;
    if (ok) {
        for (size_t i = 0; i < h * w; i++)
            forward->real[i] = (float)rng_gauss(rng);
        fft_run(forward);
        /* The amplitude is the root of the covariance's transform, exp(-2 pi^2 length^2 k^2). */
        double factor = pow(M_PI * length_um / pixel_um, 2);
        size_t columns = w / 2 + 1;
        for (size_t y = 0; y < h; y++)
            for (size_t x = 0; x < columns; x++) {
                double ky = fft_index(y, h) / (double)h, kx = (double)x / (double)w;
                backward->freq[y * columns + x] =
                    forward->freq[y * columns + x] * (float)exp(-factor * (ky * ky + kx * kx));
            }
        fft_run(backward);
        memcpy(field, backward->real, h * w * sizeof *field);
        set_unit_variance(h * w, field);
    }
    fft_free(forward);
    fft_free(backward);
    return ok;
}

bool specimen_clear(const struct canvas *canvas, double per_mm2, struct rng *rng)
{
    (void)canvas, (void)per_mm2, (void)rng;
    return true;
}

void specimen_transmission(const struct canvas *canvas, double scale, float complex *transmission)
{
    for (size_t i = 0; i < canvas->slices * canvas->h * canvas->w; i++) {
        double phase = scale * (double)canvas->phase[i], size = exp(-scale * (double)canvas->loss[i]);
        transmission[i] = CMPLXF((float)(size * cos(phase)), (float)(size * sin(phase)));
    }
}

/* 1 inside, falling as a cosine to 0 over the outermost sixteenth on either side. */
static double fade(size_t i, size_t n)
{
    double edge = fmin((double)i + 0.5, (double)(n - i) - 0.5) / ((double)n / 16);
    return edge < 1 ? 0.5 - 0.5 * cos(M_PI * edge) : 1;
}

void specimen_image(const struct canvas *canvas, const float *image)
{
    size_t n = canvas->h * canvas->w;
    double min = (double)image[0], max = min, sum = 0;
    for (size_t i = 0; i < n; i++) {
        min = fmin(min, (double)image[i]);
        max = fmax(max, (double)image[i]);
        sum += (double)image[i];
    }
    double range = max > min ? max - min : 1, mean = (sum / (double)n - min) / range;
    for (size_t y = 0; y < canvas->h; y++)
        for (size_t x = 0; x < canvas->w; x++) {
            size_t i = y * canvas->w + x;
            double value = ((double)image[i] - min) / range;
            value = mean + (value - mean) * fade(y, canvas->h) * fade(x, canvas->w);
            canvas->phase[i] += (float)value;
            canvas->loss[i] += (float)(0.05 * value);
        }
}
