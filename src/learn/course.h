/* course.h -- how long a training goes on: rounds of steps, each followed by a validation, until the validation has
 * stopped improving (early stopping). */
#ifndef COURSE_H
#define COURSE_H

#include <stdbool.h>
#include <stddef.h>

struct course_options {
    size_t check_every; /* steps of a round */
    size_t patience;    /* steps without a better validation after which it ends */
    size_t max_steps;   /* steps after which it ends in any case */
};

struct course_round {
    double step, training_error, validation_error; /* in whatever unit the network has */
};

struct course {
    struct course_options options;
    size_t step, best_step, rounds; /* done so far; the best validation's, 0 when there was none */
    double best_error;              /* of the validation; infinite when there was none */
    struct course_round *history;   /* one a round */
};

/* At step 0. False: no memory. */
bool course_new(struct course *course, const struct course_options *options);
void course_free(struct course *course);

/* Whether another round is wanted. */
bool course_wanted(const struct course *course);
/* The step after which none is wanted, if the validation does not improve until then. */
size_t course_end(const struct course *course);

/* Notes the errors of a round that has been done. True: no validation before was as good, so its weights are to be
 * kept. An error that is not a number is never the best. */
bool course_note(struct course *course, double training_error, double validation_error);

#endif
