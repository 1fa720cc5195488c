#include "image/focus.h"

#include <math.h>

#include "stats/spline.h"

/* Walks from the highest plane to one end: *lowest is the lowest score on the way; returns the largest climb above
 * what was lowest until then. */
static double largest_climb(const double *score, size_t from, size_t steps, int direction, double *lowest)
{
    double climb = 0;
    *lowest = score[from];
    for (size_t i = 1; i <= steps; i++) {
        double here = direction > 0 ? score[from + i] : score[from - i];
        *lowest = fmin(*lowest, here);
        climb = fmax(climb, here - *lowest);
    }
    return climb;
}

bool focus_find(size_t n, const double *z, const double *score, double least_confidence, struct focus *focus)
{
    struct spline *spline = spline_new(n, z, score);
    if (!spline)
        return false;
    focus->z = spline_maximum(spline, &focus->score);
    spline_free(spline);

    size_t top = 0;
    for (size_t i = 1; i < n; i++)
        if (score[i] > score[top])
            top = i;
    double left, right, climb = largest_climb(score, top, top, -1, &left);
    climb = fmax(climb, largest_climb(score, top, n - 1 - top, 1, &right));
    double prominence = score[top] - fmax(left, right);
    focus->confidence = prominence > 0 ? fmax(0, 1 - climb / prominence) : 0;

    bool edge = top == 0 || top == n - 1 || focus->z < z[1] || focus->z > z[n - 2];
    focus->status = edge ? FOCUS_EDGE : focus->confidence < least_confidence ? FOCUS_LOW_CONFIDENCE : FOCUS_OK;
    return true;
}

const char *focus_status_name(enum focus_status status)
{
    static const char *const names[] = {
        [FOCUS_OK] = "ok",
        [FOCUS_EDGE] = "edge",
        [FOCUS_LOW_CONFIDENCE] = "low-confidence",
        [FOCUS_BLANK] = "blank",
    };
    return names[status];
}
