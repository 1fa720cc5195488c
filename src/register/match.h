/* match.h -- the rigid motion between two frames that look alike.
 *
 * Both frames are smoothed by about a pixel and scaled to mean 0 and variance 1; then a least-squares fit (level.h)
 * descends a pyramid of both. It starts from no motion or from the best peak of the cross-correlation, half whitened,
 * over rotations from -8 to 8 degrees on a small pyramid level, whichever is better.
 * So it finds jumps of a sixth of the frame, which descent alone would miss.
 *
 * Pixels are weighted by a window: 1 in the middle of a frame, falling to 0 as a cosine over its outermost quarter. The
 * caller places the window on the reference, and so chooses which part of the specimen is compared.
 */
#ifndef MATCH_H
#define MATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "register/interpolate.h"

struct match;

/* For frames of h x w, both at least INTERPOLATE_SIDE_MIN. NULL: no memory. Takes about 50 bytes per pixel. */
struct match *match_new(bool turns, size_t h, size_t w);
void match_free(struct match *match);

/* Loads the frame to be registered, which must not be constant. */
void match_load(struct match *match, const float *frame);
/* Makes the loaded frame the reference; its point p lies at window(p) in the window. */
void match_set_reference(struct match *match, struct rigid window);

/* Finds the motion of the loaded frame relative to the reference. `rough` leaves out the finest level: it takes a
 * quarter of the time and errs by some tenths of a pixel. Returns the likeness, 1 - (mean squared difference) / 2,
 * which is the correlation of the two frames if the overlap is typical of the whole; NAN if less than a quarter of the
 * window overlaps. */
double match_find(struct match *match, bool rough, struct rigid *motion);

/* The likeness that a motion would have, as of match_find. */
double match_likeness(struct match *match, bool rough, struct rigid motion);

/* The standard error of a motion that was found (level_variances), in pixels at the corners of the frame;
 * INFINITY if the match is no minimum there. */
double match_error(struct match *match, bool rough, struct rigid motion);

#endif
