/* align.h -- brings the frames of a stack into the coordinates of one of them.
 *
 * From the sharpest frame outwards each is registered to its neighbour (match.h), and the motions are composed.
 *
 * Frames of one specimen at neighbouring planes look alike in incoherent light. Under one LED the contrast turns round
 * at the focus: measure the motion on the incoherent channel, apply it to both.
 *
 * Light from one side, a half annulus too, makes the image wander as the focus moves, by about z times the tangent of
 * its mean angle. Cells bend the light, so each wanders in its own way: with seven in view, the wander of all departs
 * from a line in z by one to three pixels over 60 um, turns included. No image tells wander from drift, and both are
 * taken out. Planes that jumped lose exactly their jumps only if the wander does not depend on what has moved into
 * view. So one part of the specimen stands for all planes: a first pass finds the middle of their motions, the second
 * compares by the window (match.h) that stands there. How well that works is told by a stack that is moved and the same
 * stack at rest: the motions found should differ by those applied.
 */
#ifndef ALIGN_H
#define ALIGN_H

#include <stdbool.h>
#include <stddef.h>

#include "register/interpolate.h"
#include "stats/status.h"

enum align_model { ALIGN_TRANSLATION, ALIGN_RIGID };

/* status is ok; blank: nothing in the frame but noise; lost: less than ALIGN_LIKENESS_MIN like the frame before. Those
 * two get the motion of the frame before. */
#define ALIGN_LIKENESS_MIN 0.2

struct aligned {
    struct rigid motion; /* from the coordinates of the sharpest frame */
    double likeness;     /* to the frame before, match.h; 1 for the sharpest; NAN for blank frames */
    enum status status;
};

/* A stack of n frames of h x w, both at least SHARPNESS_SIDE_MIN (sharpness.h); frame i, in the order of z, is had from
 * get(context, i, frame), three times each. The sharpest (power, sharpness.h) stays where it is. Where all are blank,
 * none moves. False: no memory. */
typedef void align_frame(void *context, size_t i, float *frame);
bool align_stack(enum align_model model, size_t h, size_t w, size_t n, align_frame *get, void *context,
                 struct aligned *aligned);

/* A rectangle that every frame moved so can fill without mirrors; {0} if there is none. It is the largest one for
 * shifts, and slightly less for turns. */
struct area {
    size_t h, w, y, x;
};
struct area align_valid(size_t h, size_t w, size_t n, const struct rigid *motion);

#endif
