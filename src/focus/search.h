/* search.h -- searches for the focus with a stage: each score says where to look next.
 *
 * brent: Brent's minimisation without derivatives (Algorithms for Minimization without Derivatives, 1973, chapter 5),
 * as OughtaFocus of Micro-Manager uses it through BrentOptimizer of Apache Commons Math: in the interval start +-
 * range/2, with the first look at start, an absolute tolerance and a relative one of 1e-9. It ends when the focus is
 * known to within about twice the tolerance, after SEARCH_LOOKS_MAX looks at the latest, and its result is the best of
 * all looks, the first of equal ones. If start is the best of the first three looks, the others are at start - 0.19098
 * range and start + 0.19098 range, or in the other order where the middle of the interval is rounded up. Where the
 * curve has several hills, it climbs a near one.
 *
 * scan: equal steps through the interval, and the centre of the Gaussian through their scores.
 *
 * coarse: equal steps through the interval, then brent between the neighbours of the best of them. Near the top noise
 * decides which look is the best, so the result is the top of the parabola, by least squares, through the looks within
 * one and a half steps of it that lie on the upper half of the hill; the best look where that parabola has no top
 * between them.
 */
#ifndef SEARCH_H
#define SEARCH_H

#include <stdbool.h>
#include <stddef.h>

#include "focus/focus.h"

enum search_kind { SEARCH_BRENT, SEARCH_SCAN, SEARCH_COARSE };
#define SEARCH_KINDS "brent|scan|coarse"

enum { SEARCH_LOOKS_MAX = 100 }; /* of brent */

struct search {
    enum search_kind kind;
    double start, range, tolerance, step; /* step: the largest one of a scan, at most range / 2 */
    double least_confidence;
};

/* The score at z; NAN: nothing is to be seen there. No z is looked at twice. */
typedef double search_look(void *context, double z);

/* Runs a search. The result has the statuses of focus_find for the curve of all looks; low-confidence too if a scan has
 * no Gaussian with its centre inside. False: no memory. */
bool search_run(const struct search *search, search_look *look, void *context, struct focus *focus);

#endif
