#include "learn/order.h"

#include <stdlib.h>

#include "learn/streams.h"
#include "stats/rng.h"

bool order_new(struct order *order, size_t count, uint64_t seed)
{
    *order = (struct order){.count = count, .seed = seed, .epoch = SIZE_MAX};
    order->index = calloc(count, sizeof *order->index);
    return order->index;
}

void order_free(struct order *order)
{
    free(order->index);
    *order = (struct order){0};
}

static bool shuffle(struct order *order, size_t epoch)
{
    struct rng *rng = rng_new(order->seed, stream_of_epoch(epoch));
    if (!rng)
        return false;
    size_t *index = order->index;
    for (size_t i = 0; i < order->count; i++)
        index[i] = i;
    for (size_t i = order->count; i-- > 1;) {
        size_t j = (size_t)(rng_uniform(rng) * (double)(i + 1)), swap = index[i];
        index[i] = index[j];
        index[j] = swap;
    }
    order->epoch = epoch;
    rng_free(rng);
    return true;
}

bool order_at(struct order *order, size_t i, size_t *which)
{
    size_t epoch = i / order->count;
    if (epoch != order->epoch && !shuffle(order, epoch))
        return false;
    *which = order->index[i % order->count];
    return true;
}
