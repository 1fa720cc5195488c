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
    size_t room; /* capacity of data in bytes */
};

/* Start with `struct tensor t = {0}`, end with tensor_free. Sizes that overflow or do not fit into memory end the
 * program. */
void tensor_shape(struct tensor *t, enum dtype type, int rank, const size_t *dim);
/* The most common case: a frame of h rows and w columns. */
void tensor_frame(struct tensor *t, enum dtype type, size_t h, size_t w);
/* Copies shape, metadata and data of `from` into `to`, as another type. Rounds to the nearest integer; a value that the
 * new type cannot hold ends the program, with a line that begins with `where`, "stdin: array 3". */
void tensor_copy(struct tensor *to, const struct tensor *from, enum dtype type, const char *where);
/* That line, a static text, if the array cannot be copied as `type`; otherwise NULL. */
const char *tensor_misfit(const struct tensor *t, enum dtype type, const char *where);
/* The same in place. */
void tensor_convert(struct tensor *t, enum dtype type, const char *where);
/* Every value v becomes v * scale + offset, as f8. */
void tensor_scale(struct tensor *t, double scale, double offset);
/* Values outside the range of `type` become the nearest value inside it; NaN stays. The result is f8. */
void tensor_clip(struct tensor *t, enum dtype type);
/* c8 becomes the f4 of one part; any other type ends the program. */
enum part { PART_MAGNITUDE, PART_PHASE, PART_REAL, PART_IMAGINARY };
void tensor_part(struct tensor *t, enum part part);
/* Keeps the bytes and changes the type to one of equal size; another size ends the program. */
void tensor_reinterpret(struct tensor *t, enum dtype type);
/* Crops an image to h x w values starting at row y, column x, in place. */
void tensor_crop(struct tensor *t, size_t y, size_t x, size_t h, size_t w);
/* Copies an image into a stack (z, y, x) as plane i, which becomes its last plane. i = 0 starts a new stack with the
 * type, shape and metadata of the image; later images must have the same type and shape. */
void tensor_stack(struct tensor *stack, size_t i, const struct tensor *image);
void tensor_free(struct tensor *t);

size_t tensor_count(const struct tensor *t); /* elements */
size_t dtype_size(enum dtype type);
double dtype_largest(enum dtype type);    /* the largest value; HUGE_VAL for floating point */
enum dtype dtype_parse(const char *name); /* the type called "u2" and so on; DTYPES if there is none */
/* "2048x2048 u2", for messages; a static text that is valid until the eighth next call. */
const char *tensor_describe(const struct tensor *t);

/* Element i as a double (the real part of c8). */
double tensor_value(const struct tensor *t, size_t i);
/* The n values at `from`, of this type, as floats (the real part of c8). */
void tensor_to_float(const void *from, enum dtype type, float *to, size_t n);

#endif
