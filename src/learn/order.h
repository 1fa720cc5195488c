/* order.h -- which example comes next: all of them in each epoch, shuffled anew. */
#ifndef ORDER_H
#define ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct order {
    size_t count; /* examples of an epoch */
    uint64_t seed;
    size_t *index, epoch; /* the order in this epoch */
};

/* Of count examples, at least one. False: no memory. */
bool order_new(struct order *order, size_t count, uint64_t seed);
void order_free(struct order *order);

/* Which example is the i-th since the training began; depends on the seed and i only, and is cheap while i grows.
 * False: no memory. */
bool order_at(struct order *order, size_t i, size_t *which);

#endif
