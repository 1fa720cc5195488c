/* picture.h -- turns numbers into grey values and colours: contrast, spectra, montages. */
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

/* The mean of the frames, n values each; `mean` may point to the first frame. */
void picture_mean(size_t frames, size_t n, const float *values, float *mean);

/* Two percentiles of n values, by nearest rank. False: no memory. */
bool picture_percentiles(size_t n, const float *values, const double percent[2], double limits[2]);

/* Maps limits[0] .. limits[1] to grey 0 .. 255, clipped, with the power 1/gamma. If both limits are equal, values above
 * them are white and the rest black. */
void picture_gray(size_t n, const float *values, const double limits[2], double gamma, unsigned char *gray);

/* A montage with `columns` images per row, 0: about square: cells of h x w pixels, each pixel enlarged `scale` times,
 * `gap` pixels apart. `channels` consecutive frames are an image: 1 a grey one, 3 its red, its green and its blue,
 * which are neighbours in a picture. */
struct montage {
    size_t h, w, channels, columns, gap, scale;
};
/* Computes the columns, of which there are no more than images, and the height and width of a montage of `frames`, in
 * pixels; false: too large to be addressed. */
bool montage_size(struct montage *m, size_t frames, size_t *height, size_t *width);
/* Puts frame i into the picture of that width. */
void montage_put(const struct montage *m, size_t i, const unsigned char *gray, size_t width, unsigned char *picture);

#endif
