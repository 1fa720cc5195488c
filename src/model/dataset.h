/* dataset.h -- labelled features of many stacks, read through mmap, so they may be larger than memory. */
#ifndef DATASET_H
#define DATASET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "feature/view.h"
#include "net/fcfnn_training.h"
#include "tensor/tensor.h"

struct dataset_frame {
    const void *data; /* patches x features, of this type, inside the map */
    enum dtype type;  /* F2 or F4 */
    size_t patches;
    float target_um;
    size_t stack; /* index into the stacks */
};

struct dataset_stack {
    char *name;
    bool held_out;
    struct meta meta; /* metadata that its frames have in common, see keys_join */
};

struct dataset {
    struct meta meta; /* geometry and optics of the first frame, which all others share */
    size_t features;
    size_t frames, stacks;
    struct dataset_frame *frame;
    struct dataset_stack *stack; /* in order of appearance */
    float *mean, *scale;         /* features each, from dataset_moments */
    const struct view *view;     /* how patches are loaded, unless NULL; not owned */
    float *row;                  /* features; scratch for a view */
    size_t frame_room, stack_room;
};

/* Adds the arrays of a file, or of stdin if path is NULL or "-" (a pipe is copied to a temporary file). Each must be
 * output of fftcrop with the keys stack and target_um, and no stack may be both held out and trained on; anything else
 * ends the program. The maps live until exit. */
void dataset_add(struct dataset *set, const char *path, bool held_out);
void dataset_free(struct dataset *set);

/* Holds out a random share of the stacks, at least one; whole stacks only. */
void dataset_hold_out(struct dataset *set, double share, uint64_t seed);

/* Holds out part `part` (1 .. parts) of a random partition of the stacks: each stack is in one part, and the sizes of
 * the parts differ by at most one. */
void dataset_fold(struct dataset *set, size_t part, size_t parts, uint64_t seed);

/* The metadata that the held-out frames, or the training frames, have in common, see keys_join. */
struct meta dataset_common(const struct dataset *set, bool held_out);

/* The patches of the held-out frames, or of the training frames; ends the program if there are none. The dataset must
 * outlive them. */
struct fcfnn_patches dataset_patches(const struct dataset *set, bool held_out);
void dataset_patches_free(struct fcfnn_patches *patches);

/* Computes set->mean of each feature over the patches, and set->scale, the inverse of its standard deviation (0 for a
 * constant feature); a value that is not finite ends the program. Call before set->view is set, as for
 * dataset_relevance. */
void dataset_moments(struct dataset *set, const struct fcfnn_patches *patches);

/* How much each feature reveals about the defocus: the fraction of its variance over the patches that lies between
 * classes of similar target (the correlation ratio, Pearson 1903, minus its value for chance alone), 0 .. 1. */
void dataset_relevance(const struct dataset *set, const struct fcfnn_patches *patches, double *relevance);

#endif
