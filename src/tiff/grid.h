/* grid.h -- the frames of a stream as channels, slices and times of an ImageJ hyperstack. */
#ifndef GRID_H
#define GRID_H

#include <stdbool.h>
#include <stddef.h>

struct grid {
    size_t channels, slices, times; /* whose product is the number of frames */
    size_t *frame;                  /* the frame at each place, channels fastest, then slices. Free it */
    bool in_order;                  /* frame[i] is i */
    bool whole;                     /* the frames fill the grid; otherwise all are slices of nothing */
    double z_um, dz_um;             /* of the first slice; the step, if all stacks have the same, or NAN */
};

/* meta[i] is the metadata of frame i. Stacks are times, by their key stack; frames of one stack with different keys
 * channel are channels. The slices of a stack keep their order. */
struct grid grid_of(char *const *meta, size_t frames);

#endif
