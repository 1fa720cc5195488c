/* specimen.h -- simulated thin specimens: phase and loss of the light on a periodic grid.
 *
 * A specimen adds to phase[h][w], radians at 0.53 um, and to loss[h][w], so that the transmission is
 * exp(i phase - loss). The grid is periodic: what leaves at one side comes in at the other, so propagation by Fourier
 * transforms has no edges to show. False means no memory.
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
    float *phase, *loss; /* belong to the caller */
};

/* White blood cells on a coverglass: refractive caps with a lobed nucleus and granules, of three kinds and many sizes,
 * with a little debris. Their number is Poisson of a mean that itself varies from field to field between a half and
 * three halves of `per_mm2`, and at least two; those that find no room beside the others are left out. */
bool specimen_cells(const struct canvas *canvas, double per_mm2, struct rng *rng);

/* A section 5 um thick, unstained: a matrix with nuclei, curved fibres along a common but wandering direction, and
 * gaps and tears with edges. `per_mm2` counts the nuclei. */
bool specimen_tissue(const struct canvas *canvas, double per_mm2, struct rng *rng);

/* Nothing at all. */
bool specimen_clear(const struct canvas *canvas, double per_mm2, struct rng *rng);

/* A picture: its values, from the smallest to the largest, become phases from 0 to 1 and losses from 0 to 0.05; towards
 * the sides it fades into its mean so that it is periodic. image has the canvas's size. */
void specimen_image(const struct canvas *canvas, const float *image);

/* transmission = exp(scale (i phase - loss)). */
void specimen_transmission(const struct canvas *canvas, double scale, float complex *transmission);

/* A periodic Gaussian random field of mean 0, variance 1 and covariance exp(-r^2 / (2 length^2)), [h][w]. */
bool specimen_random_field(size_t h, size_t w, double pixel_um, double length_um, struct rng *rng, float *field);

#endif
