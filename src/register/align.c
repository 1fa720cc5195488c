#include "register/align.h"

#include <math.h>
#include <stdlib.h>

#include "focus/sharpness.h"
#include "measure/contrast.h"
#include "register/match.h"

struct stack {
    size_t h, w, n, sharpest;
    align_frame *get;
    void *context;
    float *frame, *mean; /* mean: of the frames, for what_stays */
    struct match *match;
};

/* Returns the sharpest frame that is not blank; n if there is none, n + 1 if there is no memory. */
static size_t sharpest(const struct stack *s)
{
    struct sharpness *sharpness = sharpness_new(SHARPNESS_POWER, s->h, s->w, 0.25);
    if (!sharpness)
        return s->n + 1;
    double highest = -INFINITY;
    size_t best = s->n;
    for (size_t i = 0; i < s->n; i++) {
        s->get(s->context, i, s->frame);
        double score = contrast_structured(s->h, s->w, s->frame) ? sharpness_score(sharpness, s->frame) : -INFINITY;
        if (score > highest) {
            highest = score;
            best = i;
        }
    }
    sharpness_free(sharpness);
    return best;
}

/* How far apart two motions put the corners of a frame. */
static double apart(const struct stack *s, struct rigid a, struct rigid b)
{
    return hypot(a.dy - b.dy, a.dx - b.dx) + fabs(a.angle - b.angle) * hypot((double)s->h, (double)s->w) / 2;
}

/* Whether the motion of the frame that is loaded is known well enough. */
static bool found(const struct stack *s, bool rough, double likeness, struct rigid step)
{
    double way = apart(s, (struct rigid){0}, step);
    return likeness >= ALIGN_LIKENESS_MIN &&
           match_error(s->match, rough, step) <= (way >= ALIGN_JUMP_PX ? ALIGN_JUMP_ERROR_MAX_PX : ALIGN_ERROR_MAX_PX);
}

/* Registers each frame to its neighbour, from the sharpest outwards, by the contents of one window for all frames,
 * placed where `middle` moves the sharpest frame. If `middle` is NULL: roughly, by the middle of each frame. */
static void chain(const struct stack *s, const struct rigid *middle, struct aligned *aligned)
{
    const struct rigid still = {0};
    aligned[s->sharpest] = (struct aligned){{0}, 1, STATUS_OK};
    for (int direction = -1; direction <= 1; direction += 2) {
        struct rigid before = still;
        s->get(s->context, s->sharpest, s->frame);
        match_load(s->match, s->frame);
        match_set_reference(s->match, middle ? *middle : still);
        for (size_t i = s->sharpest + (size_t)direction; i < s->n;
             i += (size_t)direction) { /* below 0 wraps beyond n */
            aligned[i] = (struct aligned){before, NAN, STATUS_BLANK};
            s->get(s->context, i, s->frame);
            if (!contrast_structured(s->h, s->w, s->frame))
                continue;
            struct rigid step;
            match_load(s->match, s->frame);
            aligned[i].likeness = match_find(s->match, !middle, &step);
            aligned[i].status = found(s, !middle, aligned[i].likeness, step) ? STATUS_OK : STATUS_LOST;
            if (aligned[i].status == STATUS_LOST)
                continue;
            aligned[i].motion = before = rigid_compose(step, before);
            match_set_reference(s->match, middle ? rigid_compose(*middle, rigid_inverse(before)) : still);
        }
    }
}

/* Gets a frame, relative to its own mean, as dust takes its share of the light; one whose mean was subtracted, relative
 * to its standard deviation. */
static void get_relative(const struct stack *s, size_t i)
{
    double sum = 0, squares = 0, n = (double)(s->h * s->w);
    s->get(s->context, i, s->frame);
    for (size_t k = 0; k < s->h * s->w; k++) {
        sum += (double)s->frame[k];
        squares += (double)s->frame[k] * (double)s->frame[k];
    }
    double mean = sum / n, sd = sqrt(fmax(squares / n - mean * mean, 0)), unit = mean > 0.1 * sd ? mean : sd;
    for (size_t k = 0; k < s->h * s->w; k++)
        s->frame[k] = (float)((double)s->frame[k] / unit);
}

/* Gets what a frame shows beside the mean of all. */
static void get_moving(const struct stack *s, size_t i)
{
    get_relative(s, i);
    for (size_t k = 0; k < s->h * s->w; k++)
        s->frame[k] -= s->mean[k];
}

/* Whether the frame that is loaded shows, beside what stays where it is, that it moved otherwise than by `step`. */
static bool moved_otherwise(const struct stack *s, struct rigid step)
{
    struct rigid other, still = {0};
    double likeness = match_find(s->match, true, &other);
    return likeness >= ALIGN_MOVED_LIKENESS_MIN &&
           apart(s, still, other) > 2 * apart(s, still, step) + ALIGN_MOVED_APART_PX &&
           1 - match_likeness(s->match, true, step) > ALIGN_MOVED_RATIO * (1 - likeness) &&
           match_error(s->match, true, other) <= ALIGN_JUMP_ERROR_MAX_PX;
}

/* Doubts the motions of frames that are not what most of the frame does beside what all frames have in common, and of
 * those further out, which were registered to them. */
static void doubt(const struct stack *s, struct rigid middle, struct aligned *aligned)
{
    size_t count = 0;
    for (size_t i = 0; i < s->n; i++)
        count += aligned[i].status == STATUS_OK;
    for (size_t i = 0; i < s->n; i++) {
        if (aligned[i].status != STATUS_OK)
            continue;
        get_relative(s, i);
        for (size_t k = 0; k < s->h * s->w; k++)
            s->mean[k] += s->frame[k] / (float)count;
    }
    for (int direction = -1; direction <= 1; direction += 2) {
        struct rigid before = {0};
        bool doubted = false;
        get_moving(s, s->sharpest);
        match_load(s->match, s->frame);
        match_set_reference(s->match, middle);
        for (size_t i = s->sharpest + (size_t)direction; i < s->n; i += (size_t)direction) {
            if (aligned[i].status != STATUS_OK)
                continue;
            struct rigid step = rigid_compose(aligned[i].motion, rigid_inverse(before));
            before = aligned[i].motion;
            get_moving(s, i);
            match_load(s->match, s->frame);
            doubted = doubted || moved_otherwise(s, step);
            if (doubted)
                aligned[i].status = STATUS_LOW_CONFIDENCE;
            match_set_reference(s->match, rigid_compose(middle, rigid_inverse(before)));
        }
    }
}

static struct rigid mean_motion(size_t n, const struct aligned *aligned)
{
    struct rigid mean = {0};
    for (size_t i = 0; i < n; i++) {
        mean.dy += aligned[i].motion.dy / (double)n;
        mean.dx += aligned[i].motion.dx / (double)n;
        mean.angle += aligned[i].motion.angle / (double)n;
    }
    return mean;
}

bool align_stack(enum align_model model, size_t h, size_t w, size_t n, align_frame *get, void *context,
                 struct aligned *aligned)
{
    struct stack s = {.h = h,
                      .w = w,
                      .n = n,
                      .sharpest = n + 1,
                      .get = get,
                      .context = context,
                      .frame = calloc(h, w * sizeof(float)),
                      .mean = calloc(h, w * sizeof(float)),
                      .match = match_new(model == ALIGN_RIGID, h, w)};
    if (s.frame && s.mean && s.match)
        s.sharpest = sharpest(&s);
    for (size_t i = 0; i < n; i++)
        aligned[i] = (struct aligned){{0}, NAN, STATUS_BLANK};
    if (s.sharpest < n) {
        chain(&s, NULL, aligned);
        struct rigid middle = mean_motion(n, aligned);
        chain(&s, &middle, aligned);
        doubt(&s, middle, aligned);
    }
    match_free(s.match);
    free(s.frame);
    free(s.mean);
    return s.sharpest <= n;
}

/* The distance by which a position lies outside of `count` pixels from the first on. */
static double beyond(double at, size_t first, size_t count)
{
    const double tiny = 1e-6; /* of a pixel */
    return ceil(fmax((double)first - at, at - (double)(first + count) + 1) - tiny);
}

/* The distance by which the point lies outside the known part of a frame, along each axis. */
static void outside(size_t h, size_t w, struct area known, struct rigid m, double y, double x, double *beyond_y,
                    double *beyond_x)
{
    double cy = ((double)h - 1) / 2, cx = ((double)w - 1) / 2, c = cos(m.angle), s = sin(m.angle);
    double at_y = s * (x - cx) + c * (y - cy) + m.dy, at_x = c * (x - cx) - s * (y - cy) + m.dx;
    *beyond_y = beyond(at_y + cy, known.y, known.h);
    *beyond_x = beyond(at_x + cx, known.x, known.w);
}

struct area align_valid(size_t h, size_t w, struct area known, size_t n, const struct rigid *motion)
{
    /* Moves the sides inwards until no corner lies outside any frame; that is enough, because the rectangle and the
     * frames are convex. */
    double top = 0, left = 0, bottom = (double)h - 1, right = (double)w - 1;
    for (bool moved = true; moved && top <= bottom && left <= right;) {
        moved = false;
        for (size_t i = 0; i < 4 * n; i++) {
            double beyond_y, beyond_x;
            bool low = i & 1, far = i & 2;
            outside(h, w, known, motion[i / 4], low ? bottom : top, far ? right : left, &beyond_y, &beyond_x);
            if (beyond_y > 0) {
                *(low ? &bottom : &top) += low ? -beyond_y : beyond_y;
                moved = true;
            }
            if (beyond_x > 0) {
                *(far ? &right : &left) += far ? -beyond_x : beyond_x;
                moved = true;
            }
        }
    }
    if (top > bottom || left > right || !known.h || !known.w)
        return (struct area){0};
    return (struct area){(size_t)(bottom - top) + 1, (size_t)(right - left) + 1, (size_t)top, (size_t)left};
}
