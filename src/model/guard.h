/* guard.h -- tells whether what a network shows looks like what it showed of the samples and the range of defocus that
 * it was taught; beyond them it may invent (the worry of Luo 2020, Discussion).
 *
 * The texture of an output is how its power is divided between octaves of frequency, and the skewness and the kurtosis
 * of its pixels (measure/texture.h). Its novelty is the distance of these numbers from those of the outputs for the
 * training pairs, in standard deviations in every direction, as that of predict(1). A frame from beyond the range
 * leaves an output that is still blurred; another kind of sample has another texture.
 *
 * A block has the side of the crops of the training. A larger frame is divided into blocks that overlap by a half, and
 * its novelty is the mean of theirs; a smaller one is mirrored at its edges. Blocks without any contrast show nothing
 * and do not count. Novelties are divided by a limit, the 98th percentile of held-out pairs or 1, whichever is
 * larger. So of single crops of the same kind 2 of 100 are called doubtful, of larger frames fewer, and more where a
 * field is not like those of the training.
 *
 * What it cannot see: an error that looks usual, such as a cell that is not there between others that are, or planes
 * from far beyond the range of which a network makes usual images; figure p2-guard counts both. The coherence of output
 * and frame would see one image in place of another, but in experiments it found nothing of other samples or ranges
 * that the texture had not found, only more false alarms: a network that never saw such frames still follows them. The
 * texture of the frames themselves, by itself or together with that of the outputs, told no more. A second
 * look, at three times the work, did not help enough: how far the output for the turned frame, and what the network
 * makes of its own output, are from the output found a quarter of the wrong images of filaments by a network for
 * nuclei, of which the texture finds none, and nearly twice as many false alarms.
 */
#ifndef GUARD_H
#define GUARD_H

#include <stddef.h>

#include "tensor/bundle.h"

struct guard {
    size_t side, numbers; /* of a block, of its texture; 0: the model has no guard */
    float *mean;          /* [numbers]; see whiten.h */
    float *factor;        /* [numbers][numbers], behind the mean */
    double limit;
};

enum { GUARD_SIDE_MAX = 65536, GUARD_ARRAYS = 2 };

void guard_new(struct guard *guard, size_t side);
void guard_free(struct guard *guard);
/* The arrays as those of a bundle. */
void guard_arrays(const struct guard *guard, struct bundle_array arrays[GUARD_ARRAYS]);

/* The novelty of an output [h][w], relative to the limit; above 1 it is doubtful. It is INFINITY for numbers that are
 * not finite, and if there is no contrast at all. map [h][w] has that of the block whose middle is nearest,
 * NAN if it does not count. */
double guard_judge(const struct guard *guard, size_t h, size_t w, const float *focused, float *map);

#endif
