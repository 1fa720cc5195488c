/* streams.h -- the streams of random numbers of a training (see rng.h), by purpose. The numbers of a step or epoch
 * depend only on the seed and on that step or epoch, so a training can be resumed anywhere. */
#ifndef STREAMS_H
#define STREAMS_H

#include <stddef.h>
#include <stdint.h>

/* Drawn once, before the first step: the initial weights, the held-out stacks, the folds. */
enum { STREAM_ONCE = 0 };

/* The order of the examples in an epoch. */
static inline uint64_t stream_of_epoch(size_t epoch)
{
    return 1 + 2 * (uint64_t)epoch;
}

/* Drawn in each step, or batch: dropout, the orientations of the examples. */
static inline uint64_t stream_of_step(size_t step)
{
    return 2 + 2 * (uint64_t)step;
}

#endif
