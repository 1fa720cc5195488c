/* bundle.h -- named arrays in a stream, as in models and checkpoints.
 *
 * Each array has the key name; the first array of a bundle also carries all other metadata. Anything unexpected ends
 * the program.
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

/* Writes the arrays; the first carries `meta`. */
void bundle_write(FILE *out, const struct meta *meta, const struct bundle_array *arrays, size_t count);

/* A bundle being read. Error messages end with `mend`, such as "make one with: fcfnn-train". */
struct bundle;
/* Opens the file and reads the metadata of its first array. */
struct bundle *bundle_open(const char *path, const char *mend, struct meta *meta);
/* Reads the next arrays, whose names, types and shapes must be as given. */
void bundle_read(struct bundle *bundle, const struct bundle_array *arrays, size_t count);
/* Call after the last array; ends the program if there are more. */
void bundle_close(struct bundle *bundle);

#endif
