/* blur.h -- how a frame differs from the frame in focus, by the rings of their spectra, and whether a frame in focus
 * that is blurred in this way resembles the frame.
 *
 * X and Y are the transforms of the frame and of that in focus, both windowed so that opposite edges do not matter.
 * Over the frequencies of a ring of many pairs, sum Re(X conj Y) / sum |Y|^2 is the transfer function H that brings Y
 * nearest to X; the share of the power of X that H Y explains is sum Re(X conj Y)^2 / (sum |X|^2 sum |Y|^2), its
 * coherence.
 */
#ifndef BLUR_H
#define BLUR_H

#include "measure/ring.h"

struct blur {
    struct fft *frame, *sharp;
};

/* For frames of h x w. False: no memory. Making and freeing is not thread-safe; running different ones is. */
bool blur_new(struct blur *blur, size_t h, size_t w);
void blur_free(struct blur *blur);
/* Transforms a frame and the frame in focus. */
void blur_set(struct blur *blur, const float *frame, const float *sharp);

/* The sums of |X|^2, Re(X conj Y) and |Y|^2 over some frequencies. */
struct blur_sums {
    double xx, xy, yy;
};

/* Adds those of each ring k < rings. */
void blur_rings(const struct blur *blur, size_t rings, struct blur_sums *ring);

/* The sums of weight |X|^2, weight Re(X conj H Y) and weight |H Y|^2 over all frequencies. transfer and weight have
 * `rings` values for the radii 0 .. rings - 1 in steps of 1 / (2 rings) cycles a pixel, whatever the size of the frame;
 * there are no frequencies beyond. */
struct blur_sums blur_compare(const struct blur *blur, size_t rings, const double *transfer, const double *weight);

#endif
