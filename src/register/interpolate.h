/* interpolate.h -- values of images between their pixels: cubic B-splines through all pixels.
 *
 * Beyond its border an image is mirrored about the centres of the outermost pixels (Unser, Aldroubi and Eden 1993,
 * B-spline signal processing; pole sqrt(3) - 2). Pixel (y, x) has its centre at the coordinates (y, x).
 */
#ifndef INTERPOLATE_H
#define INTERPOLATE_H

#include <stddef.h>

enum { INTERPOLATE_SIDE_MIN = 16 };

/* A rigid motion of an h x w frame: the point (y, x) of the aligned frame shows the raw frame at
 *     y' = cy + sin(angle) (x - cx) + cos(angle) (y - cy) + dy
 *     x' = cx + cos(angle) (x - cx) - sin(angle) (y - cy) + dx,    cy = (h-1)/2, cx = (w-1)/2,
 * y down, x to the right, angle in radians. So the raw frame shows the specimen rotated clockwise by angle, then moved
 * down by dy and right by dx. */
struct rigid {
    double dy, dx, angle;
};

struct rigid rigid_compose(struct rigid after, struct rigid first); /* first, then after */
struct rigid rigid_inverse(struct rigid motion);

struct bspline;

/* Allocates a spline for images of h x w, both at least INTERPOLATE_SIDE_MIN. NULL: no memory. */
struct bspline *bspline_new(size_t h, size_t w);
void bspline_set(struct bspline *spline, const float *image);
void bspline_free(struct bspline *spline);

/* The value at any point, mirrored beyond the border. */
float bspline_value(const struct bspline *spline, double y, double x);
/* The aligned frame: to[y][x] is the value at the point that `motion` assigns to (y, x). */
void bspline_move(const struct bspline *spline, struct rigid motion, float *to);

#endif
