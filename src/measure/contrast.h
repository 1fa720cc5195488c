/* contrast.h -- tests whether a frame shows anything at all. */
#ifndef CONTRAST_H
#define CONTRAST_H

#include <stdbool.h>
#include <stddef.h>

/* Whether all pixels are the same. */
bool contrast_absent(size_t h, size_t w, const float *frame);

/* Whether the correlation of neighbouring pixels exceeds that of independent noise by five standard deviations. Any
 * image formed by optics is correlated in this way, and the test needs no gain. */
bool contrast_structured(size_t h, size_t w, const float *frame);

/* Whether more than one pixel of a thousand has the value `ceiling` or more, beyond which there is no contrast. */
bool contrast_saturated(size_t h, size_t w, const float *frame, double ceiling);

/* The same, where the ceiling is not known: more than one pixel of a thousand has the largest value of the frame. */
bool contrast_clipped(size_t h, size_t w, const float *frame);

#endif
