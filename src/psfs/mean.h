/* mean.h -- the point spread function as the mean over the beads of a focal stack, with its noise.
 *
 * Around the centre of each bead, each plane is interpolated by cubic B-splines; the beads, which lie anywhere in their
 * pixels, average out what coarse pixels alias.
 */
#ifndef MEAN_H
#define MEAN_H

#include "psfs/beads.h"

/* Of n planes [h][w], the mean of the beads that are used, of which there must be one, into psf[n][ph][pw], each plane
 * summing to 1, with the centre in the pixel (ph/2, pw/2), rounded down. *dark is the first plane in which the beads
 * have no light, from which on psf is not set; n if there is none. False: no memory. */
bool beads_mean(size_t n, size_t h, size_t w, const float *const *plane, const struct beads *beads, size_t ph,
                size_t pw, size_t *dark, float *psf);

#endif
