/* pairs.h -- what the networks of Luo 2020 learn from: the arrays of pair(1), a frame and the frame in focus.
 *
 *   focus     the frame becomes the one in focus
 *   refocus   a frame becomes another plane of its stack, at a distance that a second channel says (Deep-Z, Wu et al.,
 *             Nature Methods 16, 1323, 2019); all planes of a crop are paired with each other
 *   dpm       the frame becomes its defocus, the same at every pixel
 *
 * Distances are divided by `unit_um`, so that they are about as large as the pixels.
 */
#ifndef PAIRS_H
#define PAIRS_H

#include "model/dataset.h"
#include "net/deepr_training.h"

/* What pair makes, of mean 0 and variance 1. */
extern const struct dataset_kind pairs_kind;

enum pairs_task { PAIRS_FOCUS, PAIRS_REFOCUS, PAIRS_DPM };
size_t pairs_inputs(enum pairs_task task);

/* The size of the images of a dataset, whose first array tells it. */
size_t pairs_h(const struct dataset *set);
size_t pairs_w(const struct dataset *set);

/* Ends the program if a value is not finite. */
void pairs_check(const struct dataset *set);

/* The frame of a pair, or, as part 1, the frame in focus. */
void pairs_image(const struct dataset *set, const struct dataset_array *pair, size_t part, float *image);

/* The held-out pairs, or the others; ends the program if there are none. The dataset must outlive them. */
struct deepr_pairs pairs_new(const struct dataset *set, bool held_out, enum pairs_task task, double unit_um);
void pairs_free(struct deepr_pairs *pairs);

#endif
