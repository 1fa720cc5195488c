/* section.h -- tools to draw dyes and light into a window of an endless specimen; shared by the stained specimens.
 *
 * Unlike the shapes of stamp.h, nothing continues at the opposite side. What lies above or below the depth of the
 * canvas is cut off, as by a microtome. Lengths and positions are in um, z from the lower face of slice 0. An amount is
 * 1 where the whole depth is filled with 1; the amounts of the slices add up to that of a thin canvas.
 */
#ifndef SECTION_H
#define SECTION_H

#include "specimen/specimen.h"

double section_depth(const struct canvas *canvas);

/* The value of field[h][w] at the pixel nearest to a point. */
double section_at(const struct canvas *canvas, const float *field, double y, double x);

/* Fields like those of specimen_random_field, but cut from larger ones, and so not periodic, each into memory of its
 * own, [h][w]. False: no memory. Start with fields of NULL; free them in any case. */
struct section_field {
    float **field;
    double length_um;
};
bool section_fields(const struct canvas *canvas, size_t n, const struct section_field *fields, struct rng *rng);
void section_free(size_t n, const struct section_field *fields);

/* The side of cells of which so many lie in a plane; at most 0.1 mm. */
double section_side(double per_mm2);

/* How full a field is, relative to the mean: 0.5 to 1.5, or, for one of ten, below 0.1: nearly empty. */
double section_fullness(struct rng *rng);

/* Adds `value` between the heights low and high of one pixel. */
void section_column(const struct canvas *canvas, size_t pixel, double low, double high, double value, float *amount);

/* Adds a round Gaussian, three standard deviations sigma deep, whose integral over the plane is `volume` um2. */
void section_dab(const struct canvas *canvas, double z, double y, double x, double sigma, double volume, float *amount);

/* Adds a shape: for every pixel within `reach`, `column` is called with the distance from the centre. */
struct column {
    double low, high, value;
};
void section_shape(const struct canvas *canvas, double y, double x, double reach,
                   struct column (*column)(const void *shape, size_t pixel, double dy, double dx), const void *shape,
                   float *amount);

/* Adds what `value` says of every point of some layers, at least eight. */
void section_fill(const struct canvas *canvas,
                  double (*value)(const void *of, size_t pixel, double z, double y, double x), const void *of,
                  float *amount);

/* Bundles of wavy fibres, so many in a mm2, along `direction` in radians, as strong as `dense` says. */
struct grain {
    float *direction, *dense; /* [h][w] */
};
void section_bundles(const struct canvas *canvas, const struct grain *grain, double per_mm2, struct rng *rng,
                     float *amount);

/* Cells that fill the plane or space: each point belongs to the nearest seed. The seeds are the points of a
 * lattice, whose rows are shifted against each other, displaced by at most `jitter` times its side along each axis;
 * it is at most 0.32 in the plane and 0.23 in space, so that the nearest seed is among the neighbours. */
struct seed {
    double y, x, z;
    double tone, turn, chance; /* the cell's own random numbers, uniform in [0, 1) */
};
struct packing {
    size_t ny, nx, nz;
    double side_um;
    struct seed *seed; /* [nz][ny][nx] */
};

/* nz is 1 if `flat`, and z then does not matter. False: no memory. */
bool packing_make(struct packing *packing, const struct canvas *canvas, double side_um, double jitter, bool flat,
                  struct rng *rng);
void packing_free(struct packing *packing);

struct nearest {
    const struct seed *seed;
    double y, x, z;   /* from the seed to the point */
    double border_um; /* to the plane half way to the second nearest seed */
};
struct nearest packing_nearest(const struct packing *packing, double z, double y, double x);

#endif
