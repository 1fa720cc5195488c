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

#define SURFACE_SHAPES "flat|tilted|cylindrical|spherical"
/* The rows of what a struct surface says besides the shape, for the options of a program. */
#define SURFACE_OPTIONS(s)                                                                                             \
    {"tilt", 0, CLI_REAL(&(s).tilt_deg), "DEG", "angle of a tilted surface", -60, 60},                                 \
        {"radius", 0, CLI_REAL(&(s).radius_um), "UM", "of a cylinder or sphere; negative: hollow", -1e9, 1e9},         \
    {                                                                                                                  \
        "direction", 0, CLI_REAL(&(s).direction_deg), "DEG", "of the rise or the bend; 0: x, 90: y", -360, 360         \
    }

/* Heights in um, above that of the middle of the field, into height_um[h][w]. False if the field is wider than the
 * cylinder or sphere. */
bool surface_heights(const struct surface *surface, size_t h, size_t w, double pixel_um, float *height_um);

#endif
