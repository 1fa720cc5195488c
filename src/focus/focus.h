/* focus.h -- where a focal stack is in focus, and how far that can be trusted.
 *
 * The focus is where the not-a-knot cubic spline through the sharpness of the planes is largest (Pinkard 2019).
 * Sharpness curves are judged by their shape alone, because their scale differs between measures, specimens and lamps:
 *
 *   prominence = the highest plane minus the higher of the two lowest planes on either side of it
 *   rival      = the largest climb between the highest plane and either end: a second hill, or noise
 *   confidence = 1 - rival / prominence, and 0 where that is negative
 *
 * Under light from one side a specimen with structure on both of its faces is sharp twice, and which of the two maxima
 * is higher is chance. The centre of the hill is that of mass of its upper half, the spline above maximum - prominence
 * / 2 as far as it is in one piece around the maximum; where that piece is cut off by the end of the stack, the status
 * is edge.
 *
 * A curve that only falls from its maximum to both sides has confidence 1, two hills of equal height have 0. A curve of
 * nothing but noise reaches 0.5 by chance: 7 % of them with 9 planes, 0.2 % with 30. That a curve is nothing but noise
 * is better seen in the frames, with contrast_structured.
 */
#ifndef FOCUS_H
#define FOCUS_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/status.h"

/* status is ok; edge: in the first or the last gap, or at an end; low-confidence: the confidence is less than was asked
 * for; blank: nothing in the frames to be sharp, and z, score and confidence are NAN. */
struct focus {
    double z, score, confidence; /* score: of the spline at z */
    enum status status;
};

enum focus_peak { FOCUS_MAXIMUM, FOCUS_CENTRE }; /* of the hill */

/* The focus of n > 0 planes; z strictly increasing. False: no memory. */
bool focus_find(size_t n, const double *z, const double *score, enum focus_peak peak, double least_confidence,
                struct focus *focus);

#endif
