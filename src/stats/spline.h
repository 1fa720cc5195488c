/* spline.h -- the cubic spline through points, with the not-a-knot condition at both ends.
 *
 * Not a knot: the third derivative does not jump at the second and at the last but one point, so that a cubic comes
 * back exactly (de Boor, A Practical Guide to Splines, chapter IV). Three points give the parabola through them, two
 * the line, one the constant.
 */
#ifndef SPLINE_H
#define SPLINE_H

#include <stddef.h>

struct spline;

/* Through the n points (x, y), which are copied; x strictly increasing. NULL: no memory, or x not increasing. */
struct spline *spline_new(size_t n, const double *x, const double *y);
void spline_free(struct spline *spline);

/* The value at x; outside the points the outermost cubic goes on. */
double spline_value(const struct spline *spline, double x);
/* Where in [x[0], x[n-1]] the spline is largest, by the roots of its derivative; *value is the maximum. Of equal maxima
 * the first. */
double spline_maximum(const struct spline *spline, double *value);

#endif
