/* dataset.h -- labelled arrays of many stacks, read through mmap, so they may be larger than memory.
 *
 * An array is a row of parts of equal size: the patches of a frame, or a frame and the truth. What a program learns
 * from, and what it accepts, is a dataset_kind.
 */
#ifndef DATASET_H
#define DATASET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tensor/tensor.h"

struct dataset_kind {
    const char *name, *maker; /* "features (patch, feature)", "fftcrop", for messages */
    bool (*is)(const struct tensor *t);
    unsigned same; /* kinds of keys in which all arrays agree */
};

struct dataset_array {
    const void *data; /* parts x size, of this type, inside the map */
    enum dtype type;  /* F2 or F4 */
    size_t parts;
    float target_um;
    size_t stack; /* index into the stacks */
};

struct dataset_stack {
    char *name;
    bool held_out;
    struct meta meta; /* metadata that its arrays have in common, see keys_join */
};

struct dataset {
    const struct dataset_kind *kind; /* set by the caller */
    double within_um;                /* set by the caller: arrays with a larger |target_um| are left out; 0: none */
    struct tensor first;             /* shape and metadata of the first array, without data */
    size_t size;                     /* values of a part, which all arrays share */
    size_t arrays, stacks;
    struct dataset_array *array;
    struct dataset_stack *stack; /* in order of appearance */
    size_t array_room, stack_room;
};

/* Adds the arrays of a file, or of stdin if path is NULL or "-" (a pipe is copied to a temporary file). Each must be of
 * the kind and have the keys stack and target_um, and no stack may be both held out and trained on; anything else ends
 * the program. A stack of which nothing is left does not count. The maps live until exit. */
void dataset_add(struct dataset *set, const char *path, bool held_out);
void dataset_free(struct dataset *set);

/* Holds out a random share of the stacks, at least one; whole stacks only. */
void dataset_hold_out(struct dataset *set, double share, uint64_t seed);

/* Holds out part `part` (1 .. parts) of a random partition of the stacks: each stack is in one part, and the sizes of
 * the parts differ by at most one. */
void dataset_fold(struct dataset *set, size_t part, size_t parts, uint64_t seed);

/* The arrays that are held out, or those that are not, in their order; ends the program if there are none. Free with
 * free(). */
size_t dataset_select(const struct dataset *set, bool held_out, const struct dataset_array ***selected);

/* The metadata that the held-out arrays, or the others, have in common, see keys_join. */
struct meta dataset_common(const struct dataset *set, bool held_out);

/* The number of stacks that are held out. */
size_t dataset_held_out(const struct dataset *set);

#endif
