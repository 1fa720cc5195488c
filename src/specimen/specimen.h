/* specimen.h -- simulated specimens: phase and loss of the light on a periodic grid, in one slice or several.
 *
 * A specimen adds to phase[slices][h][w], in radians at 0.53 um, and to loss[slices][h][w]; the transmission of a slice
 * is exp(i phase - loss). The slices divide the depth of the specimen, slice 0 being where the light enters. With one
 * slice the specimen is thin: it has the same phase and loss in total, all in one plane. The grid is periodic: shapes
 * that cross one side continue at the opposite one, so propagation by Fourier transforms causes no edge effects. False
 * means no memory.
 *
 * The stained specimens and those that shine are windows of endless ones instead: nothing continues at the opposite
 * side, and what lies above or below the depth is cut off, as by a microtome. One window of ten is nearly empty. What
 * shines adds to light[slices][h][w], which is about 1 where the whole depth is full of dye.
 */
#ifndef SPECIMEN_H
#define SPECIMEN_H

#include <complex.h>
#include <stdbool.h>
#include <stddef.h>

#include "stats/rng.h"

struct canvas {
    size_t slices, h, w;
    double pixel_um, slice_um; /* thickness of a slice; any number if there is only one */
    float *phase, *loss;       /* owned by the caller */
    struct rng *heights;       /* where in the depth things are; apart, so that a thick specimen seen from above is the
                                  thin one; not owned */
    enum { SPECIMEN_RED, SPECIMEN_GREEN, SPECIMEN_BLUE } colour; /* of the light, for dyes */
};

/* The depth of cells and of tissue, which their slices divide. */
#define SPECIMEN_CELLS_UM 15.0
#define SPECIMEN_TISSUE_UM 5.0

/* White blood cells on a coverglass: refractive caps with a lobed nucleus and granules, of three kinds and many sizes,
 * with a little debris. Their number is at least two and Poisson distributed, with a mean that varies from field to
 * field between a half and three halves of `per_mm2`. Cells that find no room are left out. They stand on slice 0, and
 * what is drawn above the depth of the slices is in the last one. */
bool specimen_cells(const struct canvas *canvas, double per_mm2, struct rng *rng);

/* An unstained section 5 um thick: a matrix with nuclei, curved fibres along a common but slowly varying direction, and
 * gaps and tears with sharp edges. `per_mm2` is the density of the nuclei. */
bool specimen_tissue(const struct canvas *canvas, double per_mm2, struct rng *rng);

/* Stained nuclei of cells on glass, some of them dividing, with nucleoli; `per_mm2` is the density of the cells. */
bool specimen_nuclei(const struct canvas *canvas, double per_mm2, struct rng *rng, float *light);

/* The actin of the same cells: stress fibres and a cortex. */
bool specimen_filaments(const struct canvas *canvas, double per_mm2, struct rng *rng, float *light);

/* Nests of epithelium in stroma: cells with bright cytoplasm and membranes and dark nuclei; `per_mm2` is their density
 * in a nest. */
bool specimen_epithelium(const struct canvas *canvas, double per_mm2, struct rng *rng, float *light);

/* The light of an unstained section of breast: bundles of wavy collagen, of which there are `per_mm2`, lobules and
 * fat. */
bool specimen_stroma(const struct canvas *canvas, double per_mm2, struct rng *rng, float *light);

/* Beads of 0.3 um at all depths, alone or in clusters. */
bool specimen_beads(const struct canvas *canvas, double per_mm2, struct rng *rng, float *light);

/* A section of prostate stained with haematoxylin and eosin: glands with their lumina, of which there are `per_mm2`, in
 * stroma. The dyes absorb the colour of the canvas by their optical densities (Ruifrok and Johnston 2001); the index is
 * nearly that of the mounting medium. */
bool specimen_stained(const struct canvas *canvas, double per_mm2, struct rng *rng);

/* An empty field. */
bool specimen_clear(const struct canvas *canvas, double per_mm2, struct rng *rng);

/* A picture: its values, from the smallest to the largest, become phases from 0 to 1 and losses from 0 to 0.05. Towards
 * the sides it fades to its mean, so that it is periodic. image has the size of the canvas. */
void specimen_image(const struct canvas *canvas, const float *image);

/* transmission[slices][h][w] = exp(scale (i phase - loss)). */
void specimen_transmission(const struct canvas *canvas, double scale, float complex *transmission);

/* A periodic Gaussian random field of mean 0, variance 1 and covariance exp(-r^2 / (2 length^2)), [h][w]. */
bool specimen_random_field(size_t h, size_t w, double pixel_um, double length_um, struct rng *rng, float *field);

#endif
