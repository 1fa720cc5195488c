/* dataset.h -- labelled features of many stacks, read through mmap: they may be larger than memory. */
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
    struct meta meta; /* what its frames have in common, see keys_join */
};

struct dataset {
    struct meta meta; /* of the first frame: geometry and optics, which all others share */
    size_t features;
    size_t frames, stacks;
    struct dataset_frame *frame;
    struct dataset_stack *stack; /* in order of appearance */
    float *mean, *scale;         /* features each, of dataset_moments */
    const struct view *view;     /* unless NULL, how patches are loaded; not owned */
    float *row;                  /* features; scratch for a view */
    size_t frame_room, stack_room;
};

/* Adds the arrays of a file, or of stdin when path is NULL or "-" (a pipe is spooled to a temporary file). Each must be
 * the output of fftcrop and carry stack and target_um, and no stack may be both held out and not; anything else ends
 * the program. The maps live until exit. */
void dataset_add(struct dataset *set, const char *path, bool held_out);
void dataset_free(struct dataset *set);

/* Holds out a share of the stacks, at least one, whole stacks only, chosen by the seed. */
void dataset_hold_out(struct dataset *set, double share, uint64_t seed);

/* Holds out part `part` (1 .. parts) of the stacks, whole stacks only, which the seed deals out: each is in one part,
 * and the sizes of the parts differ by one at most. */
void dataset_fold(struct dataset *set, size_t part, size_t parts, uint64_t seed);

/* What the frames that are held out, or those that are not, have in common, see keys_join. */
struct meta dataset_common(const struct dataset *set, bool held_out);

/* The patches of the frames that are held out, or of those that are not; ends the program when there are none. The
 * dataset must stay. */
struct fcfnn_patches dataset_patches(const struct dataset *set, bool held_out);
void dataset_patches_free(struct fcfnn_patches *patches);

/* Finds set->mean of each feature over the patches, and set->scale, the inverse of its standard deviation (0 for a
 * feature that never changes); a value that is not finite ends the program. Before set->view is set, like
 * dataset_relevance. */
void dataset_moments(struct dataset *set, const struct fcfnn_patches *patches);

/* How much each feature tells of the defocus: the share of its variance over the patches that lies between classes of
 * like target (the correlation ratio, Pearson 1903, less what chance alone would give), 0 .. 1. */
void dataset_relevance(const struct dataset *set, const struct fcfnn_patches *patches, double *relevance);

#endif
