/* match.h -- the rigid motion between two frames that look alike.
 *
 * Both frames are smoothed by about a pixel and scaled to mean 0 and variance 1; then the inverse Levenberg-Marquardt
 * method minimises the mean squared difference over their overlap, on a pyramid (Thevenaz, Ruttimann and Unser 1998, A
 * pyramid approach to subpixel registration based on intensity). It starts from no motion or from the best peak of the
 * cross-correlation, half whitened, over rotations from -8 to 8 degrees on a small pyramid level, whichever is better.
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

/* For frames of h x w, both at least INTERPOLATE_SIDE_MIN. NULL: no memory. Takes about 25 bytes per pixel. */
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
double match_likeness(const struct match *match, bool rough, struct rigid motion);

/* The standard error of a motion that was found, in pixels at the corners of the frame; INFINITY if the match is no
 * minimum there. It is that of an estimator that minimises a sum over pixels (Huber 1967, The behavior of maximum
 * likelihood estimates under nonstandard conditions): H^-1 J H^-1, where H is the Hessian of the match, as in the bound
 * of Cramer and Rao, and J the variance of its gradient. J is measured in blocks of 16 x 16 pixels, whose gradients
 * sum to about 0. So whatever differs between the frames counts: noise, which need not be white, and blur, and parts of
 * the specimen that move in their own way. H multiplies the slopes of one frame with those of the other, not with
 * themselves: noise has slopes, and would seem to fix the motion of frames that show nothing. */
double match_error(struct match *match, bool rough, struct rigid motion);

#endif
