#include "optics/surface.h"

#include <math.h>

static double radians(double degrees)
{
    return degrees * (M_PI / 180);
}

/* The height of a ball of this radius at this distance from its top, which is 0; not a number beyond its rim. */
static double cap(double radius_um, double from_top_um)
{
    double rim = sqrt(radius_um * radius_um - from_top_um * from_top_um);
    return -copysign(from_top_um * from_top_um / (fabs(radius_um) + rim), radius_um);
}

static double height(const struct surface *s, double y_um, double x_um)
{
    double along_um = x_um * cos(radians(s->direction_deg)) + y_um * sin(radians(s->direction_deg));
    switch (s->shape) {
    case SURFACE_TILTED:
        return along_um * tan(radians(s->tilt_deg));
    case SURFACE_CYLINDRICAL:
        return cap(s->radius_um, along_um);
    case SURFACE_SPHERICAL:
        return cap(s->radius_um, hypot(y_um, x_um));
    case SURFACE_FLAT:
        break;
    }
    return 0;
}

bool surface_heights(const struct surface *surface, size_t h, size_t w, double pixel_um, float *height_um)
{
    bool inside = true;
    for (size_t y = 0; y < h; y++)
        for (size_t x = 0; x < w; x++) {
            double dy = (double)y - ((double)h - 1) / 2, dx = (double)x - ((double)w - 1) / 2;
            double z_um = height(surface, dy * pixel_um, dx * pixel_um);
            height_um[y * w + x] = (float)z_um;
            inside = inside && isfinite(z_um);
        }
    return inside;
}
