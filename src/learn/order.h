/* order.h -- the order of the examples: each epoch contains all of them, in a new random order. */
#ifndef ORDER_H
#define ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct order {
    size_t count; /* examples per epoch */
    uint64_t seed;
    size_t *index, epoch; /* the order in the current epoch */
};

/* Orders count examples, at least one. False: no memory. */
bool order_new(struct order *order, size_t count, uint64_t seed);
void order_free(struct order *order);

/* Finds the i-th example since the start of the training; depends only on the seed and i, and is fast for increasing i.
 * False: no memory. */
bool order_at(struct order *order, size_t i, size_t *which);

#endif
