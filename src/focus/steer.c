#include "focus/steer.h"

#include <math.h>

static const char *const names[STEER_ACTIONS] = {"skip",  "wait",      "hold", "move",  "settled",
                                                 "limit", "unsettled", "lost", "astray"};

const char *steer_action_name(enum steer_action action)
{
    return names[action];
}

static enum steer_action decide(const struct steer *s, double mean_um, double move_um)
{
    if (s->doubt_um > 0 && fabs(mean_um - s->expected_um) > s->doubt_um)
        return STEER_ASTRAY;
    if (fabs(mean_um) <= s->dead_band_um)
        return STEER_SETTLED;
    if (s->moved == s->moves)
        return STEER_UNSETTLED;
    return fabs(s->travel_um + move_um) > s->range_um ? STEER_LIMIT : STEER_MOVE;
}

struct steer_step steer_frame(struct steer *s, double defocus_um, bool usable)
{
    if (s->skipped < s->skip && s->doubt_um > 0) {
        s->skipped++;
        return (struct steer_step){STEER_SKIP, NAN, 0};
    }
    if (!usable || !isfinite(defocus_um))
        return (struct steer_step){s->held++ < s->patience ? STEER_HOLD : STEER_LOST, NAN, 0};
    s->sum_um += defocus_um;
    s->seen++;
    double mean_um = s->sum_um / (double)s->seen;
    if (s->seen < s->average)
        return (struct steer_step){STEER_WAIT, mean_um, 0};
    s->seen = s->held = 0;
    s->sum_um = 0;
    double move_um = fmax(-s->limit_um, fmin(s->gain * mean_um, s->limit_um));
    enum steer_action action = decide(s, mean_um, move_um);
    s->doubt_um = 0;
    if (action == STEER_SETTLED)
        s->moved = 0;
    if (action != STEER_MOVE)
        return (struct steer_step){action, mean_um, 0};
    double nearer_um = copysign(move_um, mean_um);
    s->expected_um = mean_um - nearer_um;
    s->doubt_um = fabs(move_um) / 2 + 3 * s->dead_band_um;
    s->skipped = 0;
    s->travel_um += move_um;
    s->moved++;
    return (struct steer_step){STEER_MOVE, mean_um, move_um};
}
