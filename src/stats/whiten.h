/* whiten.h -- the distance of a sample from a distribution, in standard deviations in every direction (Mahalanobis
 * 1936). */
#ifndef WHITEN_H
#define WHITEN_H

#include <stdbool.h>
#include <stddef.h>

/* Computes from samples (count x n) their mean (n) and a lower triangular factor (n x n, row-major) such that factor (x
 * - mean) has unit covariance. Directions without variation are given a thousandth of the mean standard deviation.
 * False: no memory, or samples that are not finite. */
bool whiten(size_t count, size_t n, const double *samples, float *mean, float *factor);

/* Root mean square of factor (x - mean): 1 is usual. */
double whiten_distance(size_t n, const double *x, const float *mean, const float *factor);

#endif
