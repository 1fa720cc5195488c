/* berhu.h -- the reversed Huber error of Luo 2020, equation 4: |d| up to c, then (d^2 + c^2) / 2c, where d = x - y.
 * Their c is a tenth of the standard deviation of y. */
#ifndef BERHU_H
#define BERHU_H

#include <stddef.h>

/* The mean over n numbers; c > 0. dx += `weight` times the gradient by x, unless dx is NULL. */
double berhu_mean(size_t n, const float *x, const float *y, double c, double weight, float *dx);

#endif
