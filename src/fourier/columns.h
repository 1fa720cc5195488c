/* columns.h -- the transforms of the columns of an array, in groups.
 *
 * The values of a column lie a row apart. If that is a multiple of a power of two they all fall on the same few lines
 * of the cache, and a transform in place takes up to twenty times as long as that of a row. So a group of columns is
 * copied to rows, transformed there, and copied back.
 */
#ifndef COLUMNS_H
#define COLUMNS_H

#include <complex.h>
#include <stdbool.h>
#include <stddef.h>

struct columns {
    size_t h;
    float complex *group; /* a few columns, each a row of h */
    void *plan;
};

/* For arrays of h rows, at most INT_MAX, unnormalised. False: no memory. Making and freeing is not thread-safe; running
 * different ones is. */
bool columns_new(struct columns *columns, size_t h, bool forward);
void columns_free(struct columns *columns);

/* Transforms the first `count` columns of an array [h][stride], in place. */
void columns_run(const struct columns *columns, size_t count, size_t stride, float complex *array);

#endif
