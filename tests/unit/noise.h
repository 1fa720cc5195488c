/* noise.h -- numbers from the normal distribution, for arrays of which a test needs nothing but that. */
#ifndef NOISE_H
#define NOISE_H

#include "near.h"

#include "stats/rng.h"

/* Mean 0 and standard deviation 1; which they are depends on the seed and the stream. */
static inline void set_gauss(size_t n, float *to, uint64_t seed, uint64_t stream)
{
    struct rng *rng = rng_new(seed, stream);
    assert_non_null(rng);
    for (size_t i = 0; i < n; i++)
        to[i] = (float)rng_gauss(rng);
    rng_free(rng);
}

#endif
