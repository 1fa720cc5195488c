/* rank.h -- the k-th smallest of n values, and the weighted median, in linear time. */
#ifndef RANK_H
#define RANK_H

#include <stddef.h>

/* k counts from 0; the values are reordered. */
float rank_select(size_t n, float *values, size_t k);

/* The value below which lies half of the weights, to a millionth of the range of the values; weights are not negative,
 * and some are not 0. */
double rank_weighted_median(size_t n, const float *values, const float *weights);

#endif
