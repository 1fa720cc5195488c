/* adversary.h -- the least-squares loss of networks that work against each other, Luo 2020, equations 1 and 2.
 *
 * A critic says of each image how real it looks. The generator wants 1 for its outputs; the critic wants to say 0 of
 * them, and 1 of real images.
 */
#ifndef ADVERSARY_H
#define ADVERSARY_H

#include <stddef.h>

/* The mean of (wanted - said)^2 over n images; slope [n] = `weight` times the gradient by `said`. */
double adversary_loss(size_t n, const float *said, double wanted, double weight, float *slope);

#endif
