/* product.h -- products of dense matrices by oneDNN, with the kernels that conv_engine_new has chosen: so with
 * CONV_AVX2 the same bytes on all processors, on one thread.
 *
 * Matrices are row-major, without gaps, and do not overlap. */
#ifndef PRODUCT_H
#define PRODUCT_H

#include <stdbool.h>
#include <stddef.h>

/* z (rows x columns) = x y', of x (rows x inner) and y (columns x inner). False in this and the next ones: oneDNN found
 * no memory. */
bool product_across(size_t rows, size_t inner, size_t columns, const float *x, const float *y, float *z);
/* z (rows x columns) = x' y, of x (inner x rows) and y (inner x columns) */
bool product_down(size_t rows, size_t inner, size_t columns, const float *x, const float *y, float *z);
/* z (rows x columns) = a x (rows x inner) y (inner x columns) + b z */
bool product_add(size_t rows, size_t inner, size_t columns, float a, const float *x, const float *y, float b, float *z);

#endif
