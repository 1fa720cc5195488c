/* course.h -- how long a training lasts: rounds of steps, each followed by a validation, until the validation stops
 * improving (early stopping). */
#ifndef COURSE_H
#define COURSE_H

#include <stdbool.h>
#include <stddef.h>

struct course_options {
    size_t check_every; /* steps per round */
    size_t patience;    /* steps without a better validation after which training ends */
    size_t max_steps;   /* steps after which training ends in any case */
};

struct course_round {
    double step, training_error, validation_error; /* in the unit of the network's output */
    double critic_loss;                            /* of the network that is trained against it; NAN: there is none */
};

struct course {
    struct course_options options;
    size_t step, best_step, rounds; /* steps done so far; step of the best validation, 0 if there was none */
    double best_error;              /* error of the best validation; infinite if there was none */
    struct course_round *history;   /* one per round */
};

/* Starts at step 0. False: no memory. */
bool course_new(struct course *course, const struct course_options *options);
void course_free(struct course *course);

/* Whether another round is to be done. */
bool course_wanted(const struct course *course);
/* The step after which training ends if the validation does not improve before. */
size_t course_end(const struct course *course);

/* Records the errors of a finished round, whose step the course knows. True: this validation is better than all before,
 * so keep the weights. An error of NaN is never the best. */
bool course_note(struct course *course, const struct course_round *round);

#endif
