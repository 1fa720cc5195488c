/* streams.h -- which stream of random numbers of a training's seed serves what: see rng.h. Numbers of one step or one
 * epoch depend on the seed and on that step or epoch only, so a training can be continued anywhere. */
#ifndef STREAMS_H
#define STREAMS_H

#include <stddef.h>
#include <stdint.h>

/* What is drawn once, before the first step: the first weights, the stacks held out, the folds. */
enum { STREAM_ONCE = 0 };

/* The order of the examples in an epoch. */
static inline uint64_t stream_of_epoch(size_t epoch)
{
    return 1 + 2 * (uint64_t)epoch;
}

/* What is drawn in a step: dropout. */
static inline uint64_t stream_of_step(size_t step)
{
    return 2 + 2 * (uint64_t)step;
}

#endif
