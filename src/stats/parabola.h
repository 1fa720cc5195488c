/* parabola.h -- the top of a parabola through points, by least squares. */
#ifndef PARABOLA_H
#define PARABOLA_H

#include <stddef.h>

/* The x of the top of the parabola through n points; NAN if it has none: fewer than three different x, or a valley. */
double parabola_top(size_t n, const double *x, const double *y);

#endif
