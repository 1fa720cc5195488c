/* picture.h -- numbers made visible: contrast, spectra, montages. */
#ifndef PICTURE_H
#define PICTURE_H

#include <complex.h>
#include <stdbool.h>
#include <stddef.h>

/* |F| of the real image, frequency 0 at [h/2][w/2]. False: no memory. */
bool picture_spectrum(size_t h, size_t w, const float *image, float *magnitude);
void picture_magnitude(size_t n, const float complex *values, float *magnitude);
void picture_phase(size_t n, const float complex *values, float *phase); /* -pi to pi */
void picture_log(size_t n, float *values);                               /* ln(1 + v^2), in place */

/* The mean of the frames, n values each; `mean` may be the first of them. */
void picture_mean(size_t frames, size_t n, const float *values, float *mean);

/* The values below which `percent` of n lie, for two percents: the nearest rank. False: no memory. */
bool picture_percentiles(size_t n, const float *values, const double percent[2], double limits[2]);

/* Grey 0 to 255 from limits[0] to limits[1], clipped, through the power 1/gamma. Where both limits are the same, what
 * lies above is white and the rest black. */
void picture_gray(size_t n, const float *values, const double limits[2], double gamma, unsigned char *gray);

/* Where frame i goes in a montage of `columns`: cells of h x w pixels, each enlarged `scale` times, `gap` apart. */
struct montage {
    size_t h, w, columns, gap, scale;
};
/* Height and width of the montage of `frames`; false: beyond what can be addressed. */
bool montage_size(const struct montage *m, size_t frames, size_t *height, size_t *width);
/* Puts frame i into the picture of that width. */
void montage_put(const struct montage *m, size_t i, const unsigned char *gray, size_t width, unsigned char *picture);

#endif
