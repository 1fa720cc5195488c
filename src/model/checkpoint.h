/* checkpoint.h -- the whole state of a training in a file, so that it can be continued: a bundle of its course and of
 * the vectors of its optimisers, whatever the networks. */
#ifndef CHECKPOINT_H
#define CHECKPOINT_H

#include <stdbool.h>
#include <stdio.h>

#include "learn/course.h"
#include "learn/optimiser.h"
#include "tensor/meta.h"

struct checkpoint_part {
    const char *name; /* of the network; at most 15 letters */
    struct optimiser *optimiser;
};

struct checkpoint {
    const char *path;
    struct meta settings; /* what the end of the training depends on */
    struct course *course;
    const struct checkpoint_part *part;
    size_t parts;
    FILE *next; /* of checkpoint_begin */
};

/* Begins the file of the next save, so that a path that cannot be written is known before the first step. */
void checkpoint_begin(struct checkpoint *checkpoint);
/* Replaces the file as a whole. */
void checkpoint_save(struct checkpoint *checkpoint);

/* Puts the saved state into course and optimisers. Without such a file nothing happens; a checkpoint of other settings,
 * or a broken one, ends the program. */
void checkpoint_load(const struct checkpoint *checkpoint);

#endif
