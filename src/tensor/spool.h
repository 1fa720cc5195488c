/* spool.h -- a focal stack in a scratch file: like a series, but only one frame is in memory.
 *
 *     struct spool s = {0};
 *     while (spool_next(in, &s))
 *         for (size_t i = 0; i < s.count; i++)
 *             ... s.z_um[i], spool_plane(&s, i) ...
 *     spool_free(&s);
 *
 * The rules for stacks, and the messages, are those of series.h.
 */
#ifndef SPOOL_H
#define SPOOL_H

#include "tensor/series.h"

struct spool {
    char stack[META_VALUE_MAX + 1]; /* its name */
    size_t count;                   /* frames, at least 1 */
    double *z_um;                   /* [count], increasing */
    struct meta meta;               /* what all frames have in common */
    size_t h, w;

    /* Private: where in the file each plane is, the capacity of both arrays, the frame read back, the frame read ahead,
     * and whether there is one. */
    size_t *place, room;
    FILE *file;
    float *plane;
    struct tensor next;
    bool ahead;
    struct past past;
};

/* Reads the next stack as f4 and replaces the previous one. Shows progress. False at the end of the stream. */
bool spool_next(struct npy *in, struct spool *spool);
/* Frame i, [h][w]; valid until the next call. */
const float *spool_plane(struct spool *spool, size_t i);
void spool_free(struct spool *spool);

#endif
