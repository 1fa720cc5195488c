/* slice.h -- "I" or "START:STOP:STEP" of a list of known or unknown length, which mean what they mean in Python. */
#ifndef SLICE_H
#define SLICE_H

#include <stdbool.h>
#include <stddef.h>

struct slice {
    bool single, from, to;  /* "I"; whether START and STOP are given */
    long start, stop, step; /* negative START and STOP count from the end */
};

/* Anything else is a usage error about `name`. */
void slice_parse(struct slice *slice, const char *text, const char *name);

/* Whether slice_has can tell without the length of the list, and item i is in the order of the list. */
bool slice_is_forward(const struct slice *slice);
bool slice_has(const struct slice *slice, size_t i);

/* Of `count` items: how many are chosen. The k-th is item *first + k * step. */
size_t slice_count(const struct slice *slice, size_t count, long *first);

#endif
