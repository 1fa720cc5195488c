/* planes.h -- the frames of a file in memory, found by their z, such as a point spread function for each plane. */
#ifndef PLANES_H
#define PLANES_H

#include "tensor/npy.h"

struct planes {
    struct tensor *frame; /* [count], f4, all of the same shape */
    size_t count;         /* at least 1 */
    const char *path;
};

/* Frames of different shapes end the program. Start with `struct planes p = {0}`. */
void planes_read(struct planes *planes, const char *path);
void planes_free(struct planes *planes);

/* The frame with the z_um of `meta`, the metadata of the array at `where`; if the file has one frame only, that one,
 * whatever its z_um and focus_um. Without such a frame, and if focus_um or the optics of the two differ, ends the
 * program. */
const struct tensor *planes_find(const struct planes *planes, const struct meta *meta, const char *where);

#endif
