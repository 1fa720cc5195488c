/* align.h -- brings the frames of a stack into the coordinates of one of them.
 *
 * From the sharpest frame outwards, each frame is registered to its neighbour (match.h), and the motions are composed.
 *
 * Frames of one specimen at neighbouring planes look alike in incoherent light. Under one LED the contrast inverts at
 * the focus: measure the motion on the incoherent channel, and apply it to both.
 *
 * Light from one side, including a half annulus, shifts the image as the focus moves, by about z times the tangent of
 * its mean angle. Cells refract the light, so each shifts in its own way: with seven cells in view, the shift of the
 * whole image deviates from a line in z by one to three pixels over 60 um, and the image rotates too. This shift cannot
 * be distinguished from drift, so both are removed. Jumps of single planes are removed exactly only if the shift does
 * not depend on what has moved into view. Therefore all planes are compared by the same part of the specimen: a first
 * pass finds the middle of their motions, and a second pass compares them in the window (match.h) placed there. To
 * check how well this works, align a stack with and without known motions: the results should differ by these motions.
 */
#ifndef ALIGN_H
#define ALIGN_H

#include <stdbool.h>
#include <stddef.h>

#include "register/interpolate.h"
#include "stats/status.h"

enum align_model { ALIGN_TRANSLATION, ALIGN_RIGID };

/* status is ok; low-confidence: see below; blank: the frame is only noise; lost: its likeness to the frame before is
 * below ALIGN_LIKENESS_MIN, or the standard error of the motion between them (match_error) exceeds ALIGN_ERROR_MAX_PX;
 * ALIGN_JUMP_ERROR_MAX_PX after a jump of at least ALIGN_JUMP_PX, of which a part is better known than nothing. Blank
 * and lost frames get the motion of the frame before. "Before" means the neighbour nearer to the sharpest frame.
 *
 * The error adds up from frame to frame, as the root of the sum of squares: after sixteen steps as uncertain as can be,
 * a frame may be a pixel off. Where a weak specimen is far from focus, it would grow to pixels and degrees, and the
 * stage has hardly moved as far: no motion is better there than an invented one. What moves or blurs in its own way
 * over more than the blocks of match_error, as the slanted walls of a thick specimen do, is not foretold. */
#define ALIGN_LIKENESS_MIN 0.2
#define ALIGN_ERROR_MAX_PX 0.25
#define ALIGN_JUMP_ERROR_MAX_PX 0.4
#define ALIGN_JUMP_PX 4

/* low-confidence: what frames show beside the mean of all moved otherwise. Dust on the camera stays where it is while
 * the specimen drifts, and where it is stronger, a match finds no motion. Without the mean of the frames, dust is gone;
 * if these then are at least ALIGN_MOVED_LIKENESS_MIN alike after a motion that is more than ALIGN_MOVED_APART_PX and
 * twice the one that was found, and their difference after the latter is more than ALIGN_MOVED_RATIO times as large,
 * that frame is doubted, and those that are further out. A drift of less than the details of a specimen leaves its
 * slopes beside the mean, which seem to move up to five times as far, but their differences only fall by half. */
#define ALIGN_MOVED_LIKENESS_MIN 0.7
#define ALIGN_MOVED_APART_PX 2
#define ALIGN_MOVED_RATIO 2.4

struct aligned {
    struct rigid motion; /* from the coordinates of the sharpest frame */
    double likeness;     /* to the frame before (match.h); 1 for the sharpest; NAN for blank frames */
    enum status status;
};

/* Aligns a stack of n frames of h x w, both at least SHARPNESS_SIDE_MIN (sharpness.h). get(context, i, frame) must copy
 * frame i, in the order of z; it is called several times for each. The sharpest frame (by power, sharpness.h) does not
 * move; if all are blank, none moves. False: no memory. */
typedef void align_frame(void *context, size_t i, float *frame);
bool align_stack(enum align_model model, size_t h, size_t w, size_t n, align_frame *get, void *context,
                 struct aligned *aligned);

/* A rectangle that the part `known` of every moved frame of h x w covers, which is all of it where no pixels are
 * mirrored; {0} if there is none. For shifts it is the largest one, with rotations slightly smaller. */
struct area {
    size_t h, w, y, x;
};
struct area align_valid(size_t h, size_t w, struct area known, size_t n, const struct rigid *motion);

#endif
