/* steer.h -- from predictions of the defocus to moves of the stage: a closed loop, one frame at a time.
 *
 * After a move the next `skip` frames are passed over, as they were exposed before its end. Then the mean of `average`
 * usable predictions decides; the others are held. If the mean is within the dead band, the loop has settled; otherwise
 * the stage moves by gain times the mean, at most by limit.
 *
 * A move must bring the focus nearer by as much as it is long. If what is predicted afterwards differs from that by
 * more than half the move and three dead bands, then the stage runs the other way, or the frames show something that
 * the network does not know; the loop is astray, and stops.
 */
#ifndef STEER_H
#define STEER_H

#include <stdbool.h>
#include <stddef.h>

enum steer_action {
    STEER_SKIP,      /* the frame may have been exposed during a move */
    STEER_WAIT,      /* more frames are needed for a mean */
    STEER_HOLD,      /* the prediction is not usable, and is left out of the mean */
    STEER_MOVE,      /* move the stage by move_um */
    STEER_SETTLED,   /* the mean is within the dead band */
    STEER_LIMIT,     /* the move would leave the range, so there is none */
    STEER_UNSETTLED, /* all moves are done, and the mean is not within the dead band */
    STEER_LOST,      /* too many predictions were not usable */
    STEER_ASTRAY,    /* the last move has not done what it should */
    STEER_ACTIONS
};

struct steer {
    double gain;         /* not 0; negative if the stage counts downwards */
    double limit_um;     /* of one move, as of all the rest, in um of the stage */
    double dead_band_um; /* of the defocus */
    double range_um;     /* how far the stage may go from where it was at first */
    size_t skip, average;
    size_t moves;    /* how many there may be until the loop has settled */
    size_t patience; /* how many predictions may be held between two decisions */

    /* All 0 at first. */
    double travel_um;             /* sum of all moves */
    double sum_um;                /* of the predictions since the last decision */
    double expected_um, doubt_um; /* the next mean, and by how much it may differ; doubt_um is 0 before a move */
    size_t seen, skipped, held, moved;
};

struct steer_step {
    enum steer_action action;
    double defocus_um; /* the mean that decided, or of the frames so far; NAN without any */
    double move_um;    /* by how much to move the stage; 0 unless the action is STEER_MOVE */
};

/* Takes the prediction for the next frame: focus - z, in um. A value that is not finite is not usable. */
struct steer_step steer_frame(struct steer *s, double defocus_um, bool usable);

/* "skip", "wait", "hold", "move", "settled", "limit", "unsettled", "lost", "astray". */
const char *steer_action_name(enum steer_action action);

#endif
