/* gaussian.h -- the Gaussian through points: offset + height exp(-(x - centre)^2 / (2 sd^2)) by least squares
 * (Levenberg-Marquardt). */
#ifndef GAUSSIAN_H
#define GAUSSIAN_H

#include <stdbool.h>
#include <stddef.h>

struct gaussian {
    double offset, height, centre, sd;
};

/* Fits n points, x increasing. All members are NAN if the points have no peak: fewer than four points, equal values, no
 * convergence, or a valley. False: no memory. */
bool gaussian_fit(size_t n, const double *x, const double *y, struct gaussian *fit);

#endif
