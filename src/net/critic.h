/* critic.h -- the discriminator of Luo 2020, with the channels of Deep-Z (Wu et al., Nature Methods 16, 1323, 2019).
 *
 * Six blocks of two 3 x 3 convolutions, the second of which halves the image, each with a leaky ReLU of slope 0.01; the
 * mean of each channel; a dense layer as wide, with the same leaky ReLU; one unit with a sigmoid, which says how much
 * an image looks like a real one. Beyond the borders are zeros. The first block has base and 2 base channels, 48 and 96
 * as published, and each further block twice as many.
 */
#ifndef CRITIC_H
#define CRITIC_H

#include <stdbool.h>
#include <stddef.h>

#include "conv/conv.h"
#include "net/layers.h"

enum { CRITIC_BASE = 48, CRITIC_BLOCKS = 6, CRITIC_LAYERS_MAX = 2 * CRITIC_BLOCKS + 2 };

struct critic_spec {
    size_t inputs;       /* channels of the images */
    size_t base, blocks; /* base a multiple of 8; blocks from 1 to CRITIC_BLOCKS */
};

size_t critic_layers(const struct critic_spec *spec, struct layer layers[CRITIC_LAYERS_MAX]);

struct critic;
/* For batches of n images of h x w, any size, and their gradients. NULL: no memory, or conv_engine_new refused. */
struct critic *critic_new(const struct critic_spec *spec, size_t n, size_t h, size_t w, enum conv_isa isa);
void critic_free(struct critic *critic);
/* All memory that it will take, which critic_new has allocated. */
size_t critic_bytes(const struct critic *critic);

/* Takes a copy of the weights; needed first, and whenever they have changed. */
void critic_set(struct critic *critic, const float *params);

/* x [n][inputs][h][w] -> real [n], from 0 to 1. False in both: oneDNN found no memory. */
bool critic_judge(struct critic *critic, const float *x, float *real);

/* Call after critic_judge. From the gradient by `real`, the gradient by the weights, which is overwritten, unless it is
 * NULL, and by x unless dx is NULL. */
bool critic_gradient(struct critic *critic, const float *d_real, float *gradient, float *dx);

#endif
