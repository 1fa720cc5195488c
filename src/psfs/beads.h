/* beads.h -- finds the beads of a focal stack that stand alone.
 *
 * Beads are looked for in the plane of the largest variance, the sharpest for dots on a dark ground. A bead is a pixel
 * that is the highest in a window of ph x pw, after smoothing over 3 x 3 pixels, and exceeds the background by
 * `threshold` times the noise. It is used unless
 *   edge     its window, and two pixels around it, leave the frame;
 *   clipped  in some plane, two neighbouring pixels have the largest value of the stack;
 *   crowded  another maximum in its window has a tenth of its height and exceeds the noise five times;
 *   odd      its light is not within 0.5 and 1.5 times the median bead's, as in a cluster that looks like one bead; or
 *            its height, relative to its light, is below 0.7 times the median; or its centre is more than 1.5 pixels
 *            from its highest pixel.
 * The centre is where the centroid under a Gaussian of 1.5 pixels does not move any more.
 */
#ifndef BEADS_H
#define BEADS_H

#include <stdbool.h>
#include <stddef.h>

/* What frames need beyond the window on each side, in pixels. */
enum { BEADS_MARGIN = 2, BEADS_SIDE_MIN = 16 };

enum bead_fate { BEAD_USED, BEAD_EDGE, BEAD_CLIPPED, BEAD_CROWDED, BEAD_ODD, BEAD_FATES };

struct bead {
    size_t number;             /* from 1 */
    size_t y, x;               /* the highest pixel */
    double centre_y, centre_x; /* the same pixel, unless the bead is used or odd */
    double height, light;      /* above the background; light, in the window: only if it is used or odd */
    enum bead_fate fate;
};

struct beads {
    struct bead *bead; /* [count], in the order of their rows */
    size_t count, of[BEAD_FATES];
    size_t sharpest; /* plane */
};

/* Finds the beads of n planes [h][w], sides at least BEADS_SIDE_MIN; free them in any case. False: no memory. */
bool beads_find(size_t n, size_t h, size_t w, const float *const *plane, double threshold, size_t ph, size_t pw,
                struct beads *beads);
void beads_free(struct beads *beads);

/* A bead that is known to be at (y, x) of a frame [h][w]: edge if its window leaves the frame, and used otherwise. */
struct bead bead_at(size_t number, double y, double x, size_t h, size_t w, size_t ph, size_t pw);

/* What the beads lie on, and its noise as a standard deviation. Beads only add light, so the noise is taken from the
 * pixels below the level, and the level is the mean of those within 2.5 times the noise of it. scratch[n]. */
struct beads_ground {
    double level, noise;
};
struct beads_ground beads_find_ground(size_t n, const float *value, float *scratch);

#endif
