/* align.h -- brings the frames of a stack into the coordinates of one of them.
 *
 * Each frame is registered to the one before: mean squared difference over the overlap, both smoothed by about a pixel
 * and scaled to mean 0 and variance 1, minimised by the Levenberg-Marquardt method in its inverse form on a pyramid
 * (Thevenaz, Ruttimann and Unser 1998, A pyramid approach to subpixel registration based on intensity). It starts from
 * the better of no motion and the best peak of the cross-correlation, half whitened, over turns from -8 to 8 degrees on
 * a small pyramid level, so that a jump of a sixth of the frame is found where no descent would lead. Then the motions
 * are composed.
 *
 * Frames of one specimen at neighbouring planes look alike in incoherent light. Under one LED the contrast turns round
 * at the focus: measure the motion on the incoherent channel, apply it to both. Light from one side, a half annulus
 * too, makes the image wander by z times the tangent of its mean angle, and that is found like a drift.
 */
#ifndef ALIGN_H
#define ALIGN_H

#include <stdbool.h>
#include <stddef.h>

#include "image/interpolate.h"

enum align_model { ALIGN_TRANSLATION, ALIGN_RIGID };

enum align_status {
    ALIGN_OK,
    ALIGN_BLANK, /* nothing in the frame but noise: it gets the motion of the frame before */
    ALIGN_LOST,  /* less than ALIGN_LIKENESS_MIN like the frame before, whose motion it gets */
};

/* Likeness is 1 - (mean squared difference) / 2: the correlation of the two frames, as far as the overlap is like the
 * whole; NAN where the two do not overlap by a quarter. */
#define ALIGN_LIKENESS_MIN 0.2

/* Works on frames of h x w, both at least SHARPNESS_SIDE_MIN (sharpness.h). NULL: no memory. Takes about 20 bytes a
 * pixel. */
struct align *align_new(enum align_model model, size_t h, size_t w);
void align_free(struct align *align);

/* Begins at this frame, whose coordinates become those of all; must be frame_structured. */
void align_anchor(struct align *align, const float *frame);
/* The next frame outwards, and its motion from the coordinates of the anchor. */
enum align_status align_next(struct align *align, const float *frame, struct rigid *motion, double *likeness);

/* A whole stack: frame i of the n, in the order of z, is had from get(context, i, frame). Begins at the sharpest
 * (power, sharpness.h), which stays where it is, and goes outwards to both ends. Where all are blank, none moves.
 * False: no memory. */
struct aligned {
    struct rigid motion;
    double likeness; /* 1 for the sharpest; NAN for blank frames */
    enum align_status status;
};
typedef void align_frame(void *context, size_t i, float *frame);
bool align_stack(enum align_model model, size_t h, size_t w, size_t n, align_frame *get, void *context,
                 struct aligned *aligned);

const char *align_status_name(enum align_status status); /* "ok", "blank", "lost" */

/* A rectangle that every frame moved so can fill without mirrors; {0} if there is none. It is the largest one for
 * shifts, and slightly less for turns. */
struct area {
    size_t h, w, y, x;
};
struct area align_valid(size_t h, size_t w, size_t n, const struct rigid *motion);

#endif
