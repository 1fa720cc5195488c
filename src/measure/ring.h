/* ring.h -- rings of the spectrum: frequencies alike in size, whatever their direction. */
#ifndef RING_H
#define RING_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "fourier/fft.h"

/* The side below which a frame has too few frequencies for a spectrum. */
enum { RING_SIDE_MIN = 16 };

/* The radius of element (y, x) of the half spectrum of a frame of h x w, in frequencies of a square of side min(h, w);
 * *twice is how many frequencies of the whole spectrum the element stands for. Ring k holds the radii that round to k.
 */
static inline double ring_radius(size_t h, size_t w, size_t y, size_t x, double *twice)
{
    double side = (double)(h < w ? h : w);
    double fy = fft_index(y, h) * (side / (double)h), fx = (double)x * (side / (double)w);
    *twice = x == 0 || 2 * x == w ? 1 : 2;
    return sqrt(fy * fy + fx * fx);
}

/* The mean of ln(|F|^2 / sum of window^2) in each of the rings 0 .. min(h, w)/2 - 1, into ln_power. F is the transform
 * of (frame - mean) window, where the mean is the window's and the window a Hann window along both axes: it leaves the
 * frame's sides, which do not meet, out of the spectrum. White noise of variance v has ln v - 0.577 in all rings but
 * the lowest two; a power of 0 counts as the smallest normal float. False: no memory. */
bool ring_spectrum(size_t h, size_t w, const float *frame, double *ln_power);

#endif
