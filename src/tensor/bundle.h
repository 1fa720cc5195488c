/* bundle.h -- named arrays in a stream: what a model and a checkpoint are.
 *
 * Each array carries its name=, the first of a bundle all other metadata too. Whatever does not fit ends the program.
 */
#ifndef BUNDLE_H
#define BUNDLE_H

#include <stddef.h>
#include <stdio.h>

#include "tensor/tensor.h"

enum { BUNDLE_NAME_MAX = 31 };

struct bundle_array {
    char name[BUNDLE_NAME_MAX + 1];
    enum dtype type;
    size_t rows, columns; /* rows 0: a vector of columns values */
    void *data;           /* read from, or written to */
};

/* Writes the arrays, the first with `meta`. */
void bundle_write(FILE *out, const struct meta *meta, const struct bundle_array *arrays, size_t count);

/* A bundle that is read. The messages about what does not fit end in `mend`: "make one with: fcfnn-train". */
struct bundle;
/* Opens the file and reads the metadata of its first array. */
struct bundle *bundle_open(const char *path, const char *mend, struct meta *meta);
/* The next arrays, which must be these: by name, type and shape. */
void bundle_read(struct bundle *bundle, const struct bundle_array *arrays, size_t count);
/* After the last array. */
void bundle_close(struct bundle *bundle);

#endif
