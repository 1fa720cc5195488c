/* compare.h -- whether two results are the same within a tolerance: |a - b| <= abs + rel |b|, b being what is expected.
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
    double largest;  /* |a - b| of those that differ and are numbers */
    char first[512]; /* the first that differs, in words: "stdin: array 1 [2, 3] is 5, b.npy has 6" */
};

bool compare_agree(double a, double b, struct tolerance tolerance);

/* Two texts at `where`; when both are numbers the tolerance holds, else they must be equal. b_name is whose b is. */
void compare_texts(struct difference *d, const char *where, const char *a, const char *b_name, const char *b,
                   struct tolerance tolerance);

/* Types and shapes must be the same. A complex number counts as two values. */
void compare_tensors(struct difference *d, const char *where, const struct tensor *a, const char *b_name,
                     const struct tensor *b, struct tolerance tolerance);

/* Every key of either must be in both, in any order, with values that compare_texts takes for the same. */
void compare_metas(struct difference *d, const char *where, const struct meta *a, const char *b_name,
                   const struct meta *b, struct tolerance tolerance);

#endif
