/* weighted.h -- the mean of a map, each pixel of which has a weight.
 *
 * A decoder that says something of every pixel knows nothing of those without structure. With a second channel it says
 * too what a pixel is worth: its weight is 0.001 + 1 / (1 + exp(-said)), so that no pixel counts more than a thousand
 * times as much as another.
 */
#ifndef WEIGHTED_H
#define WEIGHTED_H

#include <stddef.h>

double weighted_weight(float said);

/* The mean of n pixels of a map; `said`, of their weights, may be NULL, then all are the same. */
double weighted_mean(size_t n, const float *map, const float *said);

/* Adds to slope and said_slope the gradient of the mean by map and said, times `factor`. */
void weighted_gradient(size_t n, const float *map, const float *said, double factor, float *slope, float *said_slope);

#endif
