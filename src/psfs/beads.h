/* beads.h -- the point spread function as the mean over the beads of a focal stack, with its noise.
 *
 * Beads are looked for in the plane of the largest variance, the sharpest for dots on a dark ground. A bead is a pixel
 * that is the highest in a window of the size of the PSF, after smoothing over 3 x 3 pixels, and exceeds the background
 * by `threshold` times the noise. It is used unless edge     its window, and two pixels around it, leave the frame;
 *   clipped  in some plane, two neighbouring pixels have the largest value of the stack;
 *   crowded  another maximum in its window has a tenth of its height and exceeds the noise five times;
 *   odd      its light is not within 0.5 and 1.5 times the median bead's, as in a cluster that looks like one bead; or
 *            its height, relative to its light, is below 0.7 times the median; or its centre is more than 1.5 pixels
 *            from its highest pixel.
 * The centre is where the centroid under a Gaussian of 1.5 pixels does not move any more. Around it, each plane is
 * interpolated by cubic B-splines; the beads, which lie anywhere in their pixels, average out what coarse pixels alias.
 * The background of a plane is the mean of its pixels within 2.5 times the noise of itself; the noise is the standard
 * deviation of those below it.
 */
#ifndef BEADS_H
#define BEADS_H

#include <stdbool.h>
#include <stddef.h>

/* What frames need beyond the window on each side, in pixels. */
enum { BEADS_MARGIN = 2, BEADS_SIDE_MIN = 16 };

struct beads {
    size_t found, edge, clipped, crowded, odd, used;
    size_t sharpest; /* plane */
    size_t dark;     /* the first plane in which the beads have no light; the number of planes if there is none */
};

/* Of n planes [h][w], sides at least BEADS_SIDE_MIN, the mean of the beads into psf[n][ph][pw], each plane summing to
 * 1, with the centre in the pixel (ph/2, pw/2), rounded down. If used is 0 or a plane is dark, psf is not complete.
 * False: no memory. */
bool beads_average(size_t n, size_t h, size_t w, const float *const *plane, double threshold, size_t ph, size_t pw,
                   struct beads *beads, float *psf);

#endif
