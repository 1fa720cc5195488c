#include "stats/parabola.h"

#include <math.h>

/* With u = x - mean, the parabola is a sum of 1, u and v = u^2 - skew u - spread, which are orthogonal over the points.
 */
double parabola_top(size_t n, const double *x, const double *y)
{
    double mean = 0, squares = 0, cubes = 0;
    for (size_t i = 0; i < n; i++)
        mean += x[i] / (double)n;
    for (size_t i = 0; i < n; i++) {
        double u = x[i] - mean;
        squares += u * u;
        cubes += u * u * u;
    }
    double skew = cubes / squares, spread = squares / (double)n, slope = 0, bend = 0, weight = 0;
    for (size_t i = 0; i < n; i++) {
        double u = x[i] - mean, v = u * u - skew * u - spread;
        slope += u * y[i] / squares;
        bend += v * y[i];
        weight += v * v;
    }
    /* Rounding alone gives two different x a weight. */
    return weight > 1e-18 * squares * squares && bend < 0 ? mean + skew / 2 - slope * weight / (2 * bend) : NAN;
}
