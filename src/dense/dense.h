/* dense.h -- one fully connected layer, forward and backward. This room is the only door to OpenBLAS.
 *
 * Matrices are row-major. All products run on one thread: then the bytes of a result do not depend on how many
 * processors there are, and `make -j` uses the others. Sizes are at most INT_MAX, which the caller checks.
 */
#ifndef DENSE_H
#define DENSE_H

#include <stddef.h>

/* y (batch x out) = x (batch x in) w (in x out) + b (out) */
void dense_forward(size_t batch, size_t in, size_t out, const float *x, const float *w, const float *b, float *y);

/* From dy, the gradient of the loss by y: dw = x' dy, db = sum of the rows of dy, and dx = dy w' unless NULL. Each
 * is overwritten. */
void dense_backward(size_t batch, size_t in, size_t out, const float *x, const float *w, const float *dy, float *dx,
                    float *dw, float *db);

#endif
