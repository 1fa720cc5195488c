/* quadrature.h -- integrals as weighted sums. */
#ifndef QUADRATURE_H
#define QUADRATURE_H

#include <stdbool.h>
#include <stddef.h>

/* Gauss-Legendre: the integral of f from low to high is the sum of weight[i] f(x[i]) over n > 0 nodes, exactly for
 * polynomials up to degree 2 n - 1. False: no memory. */
bool quadrature_legendre(size_t n, double low, double high, double *x, double *weight);

#endif
