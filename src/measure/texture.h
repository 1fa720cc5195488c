/* texture.h -- what an image looks like, in a few numbers that do not depend on its brightness: how its power is
 * divided between the octaves of frequency, and how its pixels are distributed. */
#ifndef TEXTURE_H
#define TEXTURE_H

#include <stdbool.h>
#include <stddef.h>

/* How many numbers a square of this side, at least 2, has: one for each octave of its rings (ring.h), the first of
 * which is ring 1, and two more. */
size_t texture_count(size_t side);

/* The mean ln power of each octave less the mean of these; then the skewness of the pixels and the logarithm of their
 * kurtosis. Numbers that a constant image does not have are not finite. False: no memory. */
bool texture(size_t side, const float *image, double *numbers);

#endif
