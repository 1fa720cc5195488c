/* guard.h -- tells whether a network has invented what it shows: its output, blurred again as its own defocus would
 * blur it, must resemble the frame (the worry of Luo 2020, Discussion).
 *
 * How a defocus blurs is measured from the training pairs, see measure/blur.h, so nothing of the optics has to be
 * known. The mismatch is the root of the power that the blurred output leaves of the frame, relative to that of the
 * frame, and only the rings count in which the frames in focus explain more than half of the power of those of the
 * training: the noise of an exposure cannot be predicted. Rings are not brought to the same power. That would let the
 * finest that count, half noise, decide as much as the coarsest, and networks that have learned little would then be as
 * unlike the frames that they know as those that they do not. What is invented at frequencies that the defocus has put
 * out nothing can tell.
 *
 * A block has the side of the crops of the training, because the limits were found with these. The limit at a defocus
 * is the 97th percentile of held-out pairs whose defocus was found near it. A larger frame is divided into blocks that
 * overlap by a half, so that each pixel is seen well in one of them. One brightness is fitted to the frame, and the
 * power of a block counts as no less than the mean of the frame: neither is a block empty for noise, nor may something
 * be invented in it. The mismatch of the frame is the 90th percentile of its blocks, relative to their limits: a part
 * of the frame is enough, but not the single blocks that are above their limit by chance.
 */
#ifndef GUARD_H
#define GUARD_H

#include <stddef.h>

#include "tensor/bundle.h"

struct guard {
    size_t planes, rings; /* 0 planes: the model has none. The side of a block is 2 rings */
    float *defocus_um;    /* [planes], increasing; the arrays that follow are behind it */
    float *transfer;      /* [planes][rings] */
    float *weight;        /* [planes][rings], 1 if the ring counts, otherwise 0 */
    float *limit;         /* [planes] */
};

enum { GUARD_PLANES_MAX = 32, GUARD_RINGS_MAX = 32768, GUARD_ARRAYS = 4 };

void guard_new(struct guard *guard, size_t planes, size_t rings);
void guard_free(struct guard *guard);
/* The arrays as those of a bundle. */
void guard_arrays(const struct guard *guard, struct bundle_array arrays[GUARD_ARRAYS]);

/* The mismatch of a frame [h][w], which is not constant, relative to the limit; above 1, or not finite, it is doubtful.
 * map [h][w] has that of the block whose middle is nearest. */
double guard_judge(const struct guard *guard, size_t h, size_t w, const float *frame, const float *focused,
                   const float *defocus_um, float *map);

#endif
