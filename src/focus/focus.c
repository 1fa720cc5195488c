#include "focus/focus.h"

#include <math.h>

#include "stats/spline.h"

/* Walks from the highest plane to one end. *lowest is the lowest score on the way; returns the largest rise above the
 * lowest score up to that point. */
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

/* The centre of mass of the spline above `level`, in the connected piece around its maximum `top`. The spline falls
 * below the level on both sides, because each side has a plane below it. */
static double hill_centre(const struct spline *spline, double first, double last, double top, double level)
{
    double step = (last - first) / 10000, mass = 0, moment = 0, end[2] = {first, last};
    for (int side = 0; side < 2; side++) {
        double direction = side ? step : -step, z = top + side * step, height;
        while ((z - end[side]) * direction <= 0 && (height = spline_value(spline, z) - level) > 0) {
            mass += height;
            moment += height * (z - top);
            z += direction;
        }
    }
    return mass > 0 ? top + moment / mass : top;
}

/* Whether some step between planes is more than twice its neighbour. A plane that is missing from even ones makes a
 * step of exactly twice the others, which rounding must not put on either side of the limit. */
static bool uneven(size_t n, const double *z)
{
    const double limit = 2.01;
    for (size_t i = 2; i < n; i++) {
        double below = z[i - 1] - z[i - 2], above = z[i] - z[i - 1];
        if (below > limit * above || above > limit * below)
            return true;
    }
    return false;
}

bool focus_find(size_t n, const double *z, const double *score, enum focus_peak peak, double least_confidence,
                struct focus *focus)
{
    struct spline *spline = uneven(n, z) ? spline_new_monotone(n, z, score) : spline_new(n, z, score);
    if (!spline)
        return false;
    focus->z = spline_maximum(spline, &focus->score);

    size_t top = 0;
    for (size_t i = 1; i < n; i++)
        if (score[i] > score[top])
            top = i;
    double left, right, climb = largest_climb(score, top, top, -1, &left);
    climb = fmax(climb, largest_climb(score, top, n - 1 - top, 1, &right));
    double prominence = score[top] - fmax(left, right);
    focus->confidence = prominence > 0 ? fmax(0, 1 - climb / prominence) : 0;

    bool edge = top == 0 || top == n - 1 || focus->z < z[1] || focus->z > z[n - 2];
    if (peak == FOCUS_CENTRE && prominence > 0 && !edge)
        focus->z = hill_centre(spline, z[0], z[n - 1], focus->z, focus->score - prominence / 2);
    spline_free(spline);
    focus->status = edge ? STATUS_EDGE : focus->confidence < least_confidence ? STATUS_LOW_CONFIDENCE : STATUS_OK;
    focus->status = status_of(focus->status, 3, (double[]){focus->z, focus->score, focus->confidence});
    return true;
}
