/* surface.h -- how high a specimen that is not flat lies at each pixel. */
#ifndef SURFACE_H
#define SURFACE_H

#include <stdbool.h>
#include <stddef.h>

struct surface {
    enum { SURFACE_FLAT, SURFACE_TILTED, SURFACE_CYLINDRICAL, SURFACE_SPHERICAL } shape;
    double tilt_deg;      /* of a tilted surface */
    double radius_um;     /* of a cylinder or sphere, which is highest in its middle; if negative, lowest */
    double direction_deg; /* in which a plane rises and a cylinder falls: 0 along the columns (x), 90 along the rows */
};

/* Heights in um, above that of the middle of the field, into height_um[h][w]. False if the field is wider than the
 * cylinder or sphere. */
bool surface_heights(const struct surface *surface, size_t h, size_t w, double pixel_um, float *height_um);

#endif
