/* moments.h -- the mean and the standard deviation of n values. */
#ifndef MOMENTS_H
#define MOMENTS_H

#include <stddef.h>

void moments(size_t n, const float *x, double *mean, double *sd);

#endif
