/* ring.h -- rings of the spectrum: frequencies of the same magnitude, whatever their direction. */
#ifndef RING_H
#define RING_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "fourier/fft.h"

/* Frames with a smaller side have too few frequencies for a spectrum. */
enum { RING_SIDE_MIN = 16 };

/* The radius of element (y, x) of the half spectrum of a frame of h x w, in units of the frequency step of a square of
 * side min(h, w). *twice is the number of frequencies of the full spectrum that the element stands for. Ring k holds
 * the radii that round to k.
 */
static inline double ring_radius(size_t h, size_t w, size_t y, size_t x, double *twice)
{
    double side = (double)(h < w ? h : w);
    double fy = fft_index(y, h) * (side / (double)h), fx = (double)x * (side / (double)w);
    *twice = x == 0 || 2 * x == w ? 1 : 2;
    return sqrt(fy * fy + fx * fx);
}

/* Writes (frame - mean) window to the real array of a transform of the frame's size: a Hann window along both axes, and
 * the mean weighted by it. Returns the sum of the squares of the window. */
double ring_window(struct fft *fft, const float *frame);

/* The mean of ln(|F|^2 / sum of window^2) in each of the rings 0 .. min(h, w)/2 - 1, into ln_power. F is the transform
 * of (frame - mean) window, with a Hann window along both axes and the mean weighted by it: the window removes the
 * effect of the mismatch between opposite sides of the frame. White noise of variance v gives ln v - 0.577 in all rings
 * but the lowest two. A power of 0 counts as the smallest normal float. False: no memory. */
bool ring_spectrum(size_t h, size_t w, const float *frame, double *ln_power);

#endif
