#include "focus/search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/gaussian.h"
#include "stats/parabola.h"

/* A place and its score; nothing to be seen is the worst. */
struct place {
    double z, score;
};

/* A search under way: its looks by z, and the first of the best ones. */
struct curve {
    search_look *look;
    void *context;
    struct place best;
    size_t count;
    double *z, *score;
};

static struct place visit(struct curve *curve, double z)
{
    size_t i = 0;
    while (i < curve->count && curve->z[i] < z)
        i++;
    if (i == curve->count || curve->z[i] > z) {
        size_t above = curve->count++ - i;
        memmove(curve->z + i + 1, curve->z + i, above * sizeof *curve->z);
        memmove(curve->score + i + 1, curve->score + i, above * sizeof *curve->score);
        double score = curve->look(curve->context, z);
        curve->z[i] = z;
        curve->score[i] = isnan(score) ? -INFINITY : score;
        if (curve->score[i] > curve->best.score)
            curve->best = (struct place){z, curve->score[i]};
    }
    return (struct place){z, curve->score[i]};
}

static void brent(struct curve *curve, double tolerance, double low, double start, double high)
{
    const double golden = (3 - sqrt(5)) / 2, relative = 1e-9;
    struct place x = visit(curve, start), w = x, v = x; /* the best, the second best, the one that was so before */
    double step = 0, previous = 0;
    for (int looks = 1; looks < SEARCH_LOOKS_MAX; looks++) {
        double middle = (low + high) / 2, least = relative * fabs(x.z) + tolerance;
        if (fabs(x.z - middle) <= 2 * least - (high - low) / 2)
            return;
        /* The top of the parabola through the three places is at x.z + p/q. */
        double r = (x.z - w.z) * (v.score - x.score), q = (x.z - v.z) * (w.score - x.score);
        double p = (x.z - v.z) * q - (x.z - w.z) * r;
        q = 2 * (q - r);
        p = q > 0 ? -p : p;
        q = fabs(q);
        if (fabs(previous) > least && p > q * (low - x.z) && p < q * (high - x.z) && fabs(p) < fabs(q * previous / 2)) {
            previous = step;
            step = p / q;
            if (x.z + step - low < 2 * least || high - (x.z + step) < 2 * least)
                step = x.z <= middle ? least : -least;
        } else {
            previous = (x.z < middle ? high : low) - x.z;
            step = golden * previous;
        }
        if (fabs(step) < least)
            step = step >= 0 ? least : -least;

        struct place u = visit(curve, x.z + step);
        bool better = u.score >= x.score;
        double wall = better ? x.z : u.z;
        *((u.z < x.z) == better ? &high : &low) = wall;
        if (better) {
            v = w;
            w = x;
            x = u;
        } else if (u.score >= w.score || w.z == x.z) {
            v = w;
            w = u;
        } else if (u.score >= v.score || v.z == x.z || v.z == w.z) {
            v = u;
        }
    }
}

static size_t steps(const struct search *s)
{
    return s->kind == SEARCH_BRENT ? 0 : (size_t)ceil(s->range / s->step - 1e-9);
}

static void look_around(const struct search *s, struct curve *curve)
{
    size_t n = steps(s);
    double low = s->start - s->range / 2, high = s->start + s->range / 2, step = s->range / (double)n;
    if (s->kind == SEARCH_BRENT) {
        brent(curve, s->tolerance, low, s->start, high);
        return;
    }
    for (size_t i = 0; i <= n; i++)
        visit(curve, i < n ? low + step * (double)i : high);
    double z = curve->best.z;
    if (s->kind == SEARCH_COARSE && curve->best.score > -INFINITY)
        brent(curve, s->tolerance, fmax(low, z - step), z, fmin(high, z + step));
}

static void drop_unseen(struct curve *curve)
{
    size_t seen = 0;
    for (size_t i = 0; i < curve->count; i++) {
        curve->z[seen] = curve->z[i];
        curve->score[seen] = curve->score[i];
        seen += curve->score[i] > -INFINITY;
    }
    curve->count = seen;
}

/* Moves the focus of a scan to the centre of the Gaussian through it. */
static bool centre(const struct curve *curve, struct focus *focus)
{
    struct gaussian fit;
    if (!gaussian_fit(curve->count, curve->z, curve->score, &fit))
        return false;
    if (fit.centre >= curve->z[0] && fit.centre <= curve->z[curve->count - 1]) {
        focus->z = fit.centre;
        focus->score = fit.offset + fit.height;
    } else if (focus->status == STATUS_OK) {
        focus->status = STATUS_LOW_CONFIDENCE;
    }
    return true;
}

/* Moves the focus to the top of the parabola through the upper half of the hill, as far as `reach` from its best look.
 */
static void smooth(const struct curve *curve, double reach, struct focus *focus)
{
    const double *z = curve->z, *score = curve->score;
    double half = curve->best.score;
    for (size_t i = 0; i < curve->count; i++)
        half = fmin(half, (curve->best.score + score[i]) / 2);
    size_t first = 0, last = curve->count - 1;
    while (z[first] < curve->best.z - reach || (z[first] < curve->best.z && score[first] < half))
        first++;
    while (z[last] > curve->best.z + reach || (z[last] > curve->best.z && score[last] < half))
        last--;
    double top = parabola_top(last - first + 1, z + first, score + first);
    if (top > z[first] && top < z[last])
        focus->z = top;
}

bool search_run(const struct search *s, search_look *look, void *context, struct focus *focus)
{
    size_t room = steps(s) + 1 + SEARCH_LOOKS_MAX;
    struct curve curve = {
        look, context, {s->start, -INFINITY}, 0, calloc(room, sizeof *curve.z), calloc(room, sizeof *curve.score)};
    bool whole = curve.z && curve.score;
    *focus = (struct focus){NAN, NAN, NAN, STATUS_BLANK};
    if (whole) {
        look_around(s, &curve);
        drop_unseen(&curve);
    }
    if (whole && curve.count) {
        whole = focus_find(curve.count, curve.z, curve.score, FOCUS_MAXIMUM, s->least_confidence, focus);
        focus->z = curve.best.z;
        focus->score = curve.best.score;
        if (whole && s->kind == SEARCH_SCAN)
            whole = centre(&curve, focus);
        if (s->kind == SEARCH_COARSE)
            smooth(&curve, 1.5 * s->range / (double)steps(s), focus);
    }
    free(curve.z);
    free(curve.score);
    return whole;
}
