/* spline.h -- the cubic spline through points, with the not-a-knot condition at both ends.
 *
 * Not a knot: the third derivative is continuous at the second and the second-to-last point, so a cubic is reproduced
 * exactly (de Boor, A Practical Guide to Splines, chapter IV). Three points give a parabola, two a line, one a
 * constant.
 */
#ifndef SPLINE_H
#define SPLINE_H

#include <stddef.h>

struct spline;

/* Through the n points (x, y), which are copied; x strictly increasing. NULL: no memory, or x not increasing. */
struct spline *spline_new(size_t n, const double *x, const double *y);
void spline_free(struct spline *spline);

/* The value at x; beyond the end points the outermost cubic is continued. */
double spline_value(const struct spline *spline, double x);
/* Where in [x[0], x[n-1]] the spline has its maximum, from the roots of its derivative; *value is the maximum. Among
 * equal maxima, the first. */
double spline_maximum(const struct spline *spline, double *value);

#endif
