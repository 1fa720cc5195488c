/* checkpoint.h -- the whole state of a training in a file, as a stream, so that it can be continued. */
#ifndef CHECKPOINT_H
#define CHECKPOINT_H

#include <stdbool.h>

#include "tensor/meta.h"
#include "train/training.h"

/* Replaces the file as a whole. `settings` says what the run depends on. */
void checkpoint_save(const char *path, const struct training *t, const struct meta *settings);

/* Puts the saved state into t, which was made for the same run. False when there is no such file; a checkpoint of
 * other settings, or a broken one, ends the program. */
bool checkpoint_load(const char *path, struct training *t, const struct meta *settings);

#endif
