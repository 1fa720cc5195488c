/* rounds.h -- the rounds of a training, of any network: checkpoints, progress, and the table of the loss. */
#ifndef ROUNDS_H
#define ROUNDS_H

#include "model/checkpoint.h"

struct rounds {
    struct checkpoint checkpoint;  /* its path NULL: none is saved */
    bool resume;                   /* from the checkpoint, if there is one */
    size_t per_checkpoint;         /* rounds between two checkpoints */
    const char *things;            /* what the steps of the course are called in the progress */
    bool (*round)(void *training); /* does one round; false: no memory, which ends the program */
    void *training;
};

/* Does the rounds of the course until no other is wanted, and saves the last checkpoint. If the best validation error,
 * or with `last` the last one, is not finite, the training has diverged, and the program ends before that. */
void rounds_run(struct rounds *rounds, bool last);

/* The best or the last validation error. */
double rounds_error(const struct course *course, bool last);

/* Writes the table of the loss, with these names of its columns: for each round a row of its step, the error in
 * training, the loss of the critic if `critic`, the error in validation, and whether it was the best. */
void rounds_loss(FILE *out, const char *names, bool critic, const struct course *course);

#endif
