/* aligned.h -- memory as convolutions need it. */
#ifndef ALIGNED_H
#define ALIGNED_H

#include <stdlib.h>
#include <string.h>

#include "near.h"

/* n floats of 0, at a multiple of 64 bytes. */
static inline float *floats(size_t n)
{
    float *p = aligned_alloc(64, (n * sizeof *p + 63) / 64 * 64);
    assert_non_null(p);
    memset(p, 0, n * sizeof *p);
    return p;
}

#endif
