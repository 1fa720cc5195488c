/* local_mean.h -- the mean of the square around each pixel.
 *
 * Towards the borders the square becomes a rectangle that is smaller, with the pixel in its middle, so that a plane
 * stays the plane that it is; but half its size is the least, from there on the border cuts it.
 */
#ifndef LOCAL_MEAN_H
#define LOCAL_MEAN_H

#include <stdbool.h>
#include <stddef.h>

/* The image [h][w] is overwritten; side 1 changes nothing, an even side is one more. False: no memory. */
bool local_mean(size_t h, size_t w, size_t side, float *image);

#endif
