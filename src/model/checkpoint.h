/* checkpoint.h -- the complete state of a training in a file, so that it can be resumed: a bundle of its course and the
 * vectors of its optimisers, for any network. */
#ifndef CHECKPOINT_H
#define CHECKPOINT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "learn/course.h"
#include "learn/optimiser.h"
#include "tensor/meta.h"

struct checkpoint_part {
    const char *name; /* name of the network; at most 15 letters */
    struct optimiser *optimiser;
};

struct checkpoint {
    const char *path;
    struct meta settings; /* everything that the result of the training depends on */
    struct course *course;
    const struct checkpoint_part *part;
    size_t parts;
    FILE *next; /* of checkpoint_begin */
};

/* FNV-1a over bytes, which tells the data of trainings apart; begins with the basis. */
#define CHECKPOINT_BASIS UINT64_C(14695981039346656037)
uint64_t checkpoint_fingerprint(uint64_t hash, const void *bytes, size_t count);

/* Opens the file for the next save, so that a path that cannot be written is an error before the first step. */
void checkpoint_begin(struct checkpoint *checkpoint);
/* Replaces the file as a whole. */
void checkpoint_save(struct checkpoint *checkpoint);

/* Restores the saved state of course and optimisers. If there is no such file, does nothing; a checkpoint with other
 * settings, or a damaged one, ends the program. */
void checkpoint_load(const struct checkpoint *checkpoint);

#endif
