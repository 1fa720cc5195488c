/* match.h -- the rigid motion between two frames that look alike.
 *
 * The mean squared difference over the overlap, both frames smoothed by about a pixel and scaled to mean 0 and variance
 * 1, is minimised by the Levenberg-Marquardt method in its inverse form on a pyramid (Thevenaz, Ruttimann and Unser
 * 1998, A pyramid approach to subpixel registration based on intensity). It starts from the better of no motion and the
 * best peak of the cross-correlation, half whitened, over turns from -8 to 8 degrees on a small pyramid level, so that
 * a jump of a sixth of the frame is found where no descent would lead.
 *
 * What a pixel counts for is a window's value there: 1 in the middle of a frame, falling to 0 as a cosine over its
 * outermost quarter. The caller says where the window stands on the reference, and so which part of the specimen is
 * compared.
 */
#ifndef MATCH_H
#define MATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "register/interpolate.h"

struct match;

/* For frames of h x w, both at least INTERPOLATE_SIDE_MIN. NULL: no memory. Takes about 25 bytes a pixel. */
struct match *match_new(bool turns, size_t h, size_t w);
void match_free(struct match *match);

/* The frame to be registered; must not be constant. */
void match_load(struct match *match, const float *frame);
/* The loaded frame becomes the reference; what lies at p in it has its place window(p) in the window. */
void match_set_reference(struct match *match, struct rigid window);

/* The motion of the loaded frame from the reference. `rough` leaves out the finest level: a quarter of the time, for an
 * error of some tenths of a pixel. Returns the likeness, 1 - (mean squared difference) / 2: the correlation of the two,
 * as far as the overlap is like the whole; NAN where less than a quarter of the window overlaps. */
double match_find(struct match *match, bool rough, struct rigid *motion);

#endif
