/* spline.h -- two cubic splines through points.
 *
 * Not a knot: the second derivative is continuous, and the third one too at the second and the second-to-last point, so
 * a cubic is reproduced exactly (de Boor, A Practical Guide to Splines, chapter IV). Three points give a parabola, two
 * a line, one a constant. Where a wide step follows a narrow one it can overshoot the points by far.
 *
 * Monotone (Steffen, Astronomy and Astrophysics 239, 443, 1990): only the slope is continuous. Between two points the
 * spline never leaves the range of their values, so its maxima and minima are points.
 */
#ifndef SPLINE_H
#define SPLINE_H

#include <stddef.h>

struct spline;

/* Through the n points (x, y), which are copied; x strictly increasing. NULL: no memory, or x not increasing. */
struct spline *spline_new(size_t n, const double *x, const double *y);          /* not a knot */
struct spline *spline_new_monotone(size_t n, const double *x, const double *y); /* up to two points: as the other */
void spline_free(struct spline *spline);

/* The value at x; beyond the end points the outermost cubic is continued. */
double spline_value(const struct spline *spline, double x);
/* Where in [x[0], x[n-1]] the spline has its maximum, from the roots of its derivative; *value is the maximum. Among
 * equal maxima, the first. */
double spline_maximum(const struct spline *spline, double *value);

#endif
