/* specimen.h -- simulated thin specimens: phase and loss of the light on a periodic grid.
 *
 * A specimen adds to phase[h][w], in radians at 0.53 um, and to loss[h][w]; the transmission is exp(i phase - loss).
 * The grid is periodic: shapes that cross one side continue at the opposite one, so propagation by Fourier transforms
 * causes no edge effects. False means no memory.
 */
#ifndef SPECIMEN_H
#define SPECIMEN_H

#include <complex.h>
#include <stdbool.h>
#include <stddef.h>

#include "stats/rng.h"

struct canvas {
    size_t h, w;
    double pixel_um;
    float *phase, *loss; /* owned by the caller */
};

/* White blood cells on a coverglass: refractive caps with a lobed nucleus and granules, of three kinds and many sizes,
 * with a little debris. Their number is at least two and Poisson distributed, with a mean that varies from field to
 * field between a half and three halves of `per_mm2`. Cells that find no room are left out. */
bool specimen_cells(const struct canvas *canvas, double per_mm2, struct rng *rng);

/* An unstained section 5 um thick: a matrix with nuclei, curved fibres along a common but slowly varying direction, and
 * gaps and tears with sharp edges. `per_mm2` is the density of the nuclei. */
bool specimen_tissue(const struct canvas *canvas, double per_mm2, struct rng *rng);

/* An empty field. */
bool specimen_clear(const struct canvas *canvas, double per_mm2, struct rng *rng);

/* A picture: its values, from the smallest to the largest, become phases from 0 to 1 and losses from 0 to 0.05. Towards
 * the sides it fades to its mean, so that it is periodic. image has the size of the canvas. */
void specimen_image(const struct canvas *canvas, const float *image);

/* transmission = exp(scale (i phase - loss)). */
void specimen_transmission(const struct canvas *canvas, double scale, float complex *transmission);

/* A periodic Gaussian random field of mean 0, variance 1 and covariance exp(-r^2 / (2 length^2)), [h][w]. */
bool specimen_random_field(size_t h, size_t w, double pixel_um, double length_um, struct rng *rng, float *field);

#endif
