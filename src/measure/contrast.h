/* contrast.h -- whether a frame shows anything at all. */
#ifndef CONTRAST_H
#define CONTRAST_H

#include <stdbool.h>
#include <stddef.h>

/* Whether all pixels are the same. */
bool contrast_absent(size_t h, size_t w, const float *frame);

/* Whether neighbouring pixels are more alike than the noise of independent pixels would make them, by five standard
 * deviations of their correlation: every optics makes them so, and no gain need be known. */
bool contrast_structured(size_t h, size_t w, const float *frame);

#endif
