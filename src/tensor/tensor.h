/* tensor.h -- one array in memory: type, shape, metadata, data in C order. */
#ifndef TENSOR_H
#define TENSOR_H

#include <stdbool.h>
#include <stddef.h>

#include "tensor/meta.h"

enum { RANK_MAX = 4 };

enum dtype { U1, U2, U4, F2, F4, F8, C8, DTYPES, ANY = DTYPES };

struct tensor {
    enum dtype type;
    int rank;
    size_t dim[RANK_MAX]; /* slowest first; 1 beyond the rank */
    struct meta meta;
    void *data;
    size_t room; /* bytes that data has room for */
};

/* Begin with `struct tensor t = {0}`; end with tensor_free. Sizes that overflow or cannot be had end the program. */
void tensor_shape(struct tensor *t, enum dtype type, int rank, const size_t *dim);
/* The frequent case: a frame of h rows and w columns. */
void tensor_frame(struct tensor *t, enum dtype type, size_t h, size_t w);
/* Converts in place. Rounds to the nearest integer; a value that the new type cannot hold ends the program. */
void tensor_convert(struct tensor *t, enum dtype type);
void tensor_free(struct tensor *t);

size_t tensor_count(const struct tensor *t); /* elements */
size_t dtype_size(enum dtype type);
const char *dtype_name(enum dtype type);  /* "u2" */
enum dtype dtype_parse(const char *name); /* "u2", or DTYPES when there is no such type */
/* "2048x2048 u2", for messages; a static text, good until the eighth next call. */
const char *tensor_describe(const struct tensor *t);

/* The n values at `from`, of this type, as floats (the real part of c8). */
void to_float(const void *from, enum dtype type, float *to, size_t n);

#endif
