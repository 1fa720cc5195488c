/* focus.h -- finds where a focal stack is in focus, and how reliable the result is.
 *
 * The focus is where the not-a-knot cubic spline through the sharpness of the planes is largest (Pinkard 2019).
 * Where a step between planes is more than twice its neighbour, that spline overshoots the planes and can put the focus
 * many planes away; the monotone spline of Steffen is used there instead. It has its maximum at the highest plane, so
 * the focus is then no finer than the planes, unless the centre of the peak is asked for.
 *
 * Sharpness curves are judged by their shape alone, because their scale differs between measures, specimens and lamps:
 *
 *   prominence = the highest plane minus the higher of the two lowest planes on either side of it
 *   rival = the largest rise between the highest plane and either end: a second peak, or noise
 *   confidence = 1 - rival / prominence, and 0 where that is negative
 *
 * Under light from one side, a specimen with structure on both of its faces is sharp twice, and it is chance which of
 * the two maxima is higher. The centre of the peak is the centre of mass of its upper half: the connected piece around
 * the maximum of the spline above maximum - prominence / 2. If the end of the stack cuts that piece off, the status is
 * edge.
 *
 * A curve that only falls from its maximum to both sides has confidence 1; two peaks of equal height give 0. Pure noise
 * reaches 0.5 by chance in 7 % of curves with 9 planes and in 0.2 % with 30. Pure noise is better detected in the
 * frames, with contrast_structured.
 */
#ifndef FOCUS_H
#define FOCUS_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/status.h"

/* status is ok; edge: the focus is at an end or in the first or last gap between planes; low-confidence: the confidence
 * is below the limit; blank: the frames show nothing that could be sharp, and z, score and confidence are NAN. */
struct focus {
    double z, score, confidence; /* score: of the spline at z */
    enum status status;
};

enum focus_peak { FOCUS_MAXIMUM, FOCUS_CENTRE }; /* of the peak */

/* Finds the focus of n > 0 planes; z must be strictly increasing. False: no memory. */
bool focus_find(size_t n, const double *z, const double *score, enum focus_peak peak, double least_confidence,
                struct focus *focus);

#endif
