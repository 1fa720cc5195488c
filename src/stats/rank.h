/* rank.h -- the k-th smallest of n values, in linear time. */
#ifndef RANK_H
#define RANK_H

#include <stddef.h>

/* k counts from 0; the values are reordered. */
float rank_select(size_t n, float *values, size_t k);

#endif
