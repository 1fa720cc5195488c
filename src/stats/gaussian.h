/* gaussian.h -- Gaussians through points, by least squares (Levenberg-Marquardt). */
#ifndef GAUSSIAN_H
#define GAUSSIAN_H

#include <stdbool.h>
#include <stddef.h>

/* offset + height exp(-(x - centre)^2 / (2 sd^2)) */
struct gaussian {
    double offset, height, centre, sd;
};

/* Fits n points, x increasing. All members are NAN if the points have no peak: fewer than four points, equal values, no
 * convergence, or a valley. False: no memory. */
bool gaussian_fit(size_t n, const double *x, const double *y, struct gaussian *fit);

/* The points of an axis. Each value is the mean over `cell` around its point, as in the pixels of a camera; 0: the
 * value at the point. */
struct gaussian_axis {
    size_t n;
    const double *at; /* [n], increasing */
    double cell;
};

/* The product of two Gaussians, one along each axis: first rows, then columns. The errors are standard deviations,
 * whose estimate takes the residuals for independent, but not for equally large; mean_sd_error is that of the mean of
 * both sd. */
struct gaussian_plane {
    double offset, height, centre[2], sd[2], sd_error[2], mean_sd_error;
    double explained; /* share of the variance of the values */
};

/* Fits value[axis[0].n][axis[1].n], beginning with the centre `start`. All members are NAN if there is no peak: fewer
 * than seven values, equal ones, no convergence, a valley, or a singular fit. False: no memory. */
bool gaussian_plane_fit(const struct gaussian_axis axis[2], const float *value, const double start[2],
                        struct gaussian_plane *fit);

#endif
