/* compare.h -- whether two results agree within a tolerance: |a - b| <= abs + rel |b|, where b is the reference.
 *
 * Equal values always agree, infinities too; NaN agrees with NaN only. With both tolerances 0 the comparison is exact.
 */
#ifndef COMPARE_H
#define COMPARE_H

#include <stdbool.h>
#include <stddef.h>

#include "tensor/tensor.h"

struct tolerance {
    double abs, rel;
};

/* Begin with `struct difference d = {0}`; every call of compare_... adds to it. */
struct difference {
    size_t compared, differing;
    double largest;  /* |a - b| among the numbers that differ */
    char first[512]; /* describes the first difference: "stdin: array 1 [2, 3] is 5, b.npy has 6" */
};

bool compare_agree(double a, double b, struct tolerance tolerance);

/* Compares two texts at `where`: within the tolerance if both are numbers, otherwise exactly. b_name names the source
 * of b. */
void compare_texts(struct difference *d, const char *where, const char *a, const char *b_name, const char *b,
                   struct tolerance tolerance);

/* Types and shapes must be the same. A complex number counts as two values. */
void compare_tensors(struct difference *d, const char *where, const struct tensor *a, const char *b_name,
                     const struct tensor *b, struct tolerance tolerance);

/* Both must have the same keys, in any order, with values that agree by compare_texts. */
void compare_metas(struct difference *d, const char *where, const struct meta *a, const char *b_name,
                   const struct meta *b, struct tolerance tolerance);

#endif
