/* stamp.h -- draws small shapes on a periodic canvas; shared by the specimens. Lengths and positions are in um. */
#ifndef STAMP_H
#define STAMP_H

#include "specimen/specimen.h"

/* Wraps the index i, which may be negative or beyond n, to a periodic axis of n. */
static inline size_t stamp_wrap(ptrdiff_t i, size_t n)
{
    ptrdiff_t rest = i % (ptrdiff_t)n;
    return (size_t)(rest < 0 ? rest + (ptrdiff_t)n : rest);
}

/* The shorter signed distance from a to b on a periodic axis of length `period`. */
double stamp_distance(double a, double b, double period);

/* A smooth step: 0 below 0, 1 above 1. */
double stamp_smooth_step(double x);

/* Phase and loss of a pixel, evenly distributed over the heights from low_um to high_um; if these are equal, in the
 * slice there. */
struct stamp {
    double phase, loss, low_um, high_um;
};
void stamp_add(const struct canvas *canvas, size_t pixel, struct stamp stamp);

/* A Gaussian of standard deviation sigma, cut at 3 sigma, at the height z. */
void stamp_blob(const struct canvas *canvas, double z, double y, double x, double sigma, double phase, double loss);

/* Draws a roughly round shape: for every pixel within `reach`, `value` is called with the distance from the centre. */
void stamp_shape(const struct canvas *canvas, double y, double x, double reach,
                 struct stamp (*value)(const void *shape, double dy, double dx), const void *shape);

#endif
