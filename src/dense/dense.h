/* dense.h -- one fully connected layer, forward and backward. This room is the only door to OpenBLAS.
 *
 * Matrices are row-major. All products run on one thread, so the bytes of a result do not depend on the number of
 * processors; `make -j` keeps the others busy. Sizes are at most INT_MAX, which the caller checks.
 */
#ifndef DENSE_H
#define DENSE_H

#include <stdbool.h>
#include <stddef.h>

/* Call before the first product, also of a library that calls OpenBLAS: it never ends if there are no addresses for the
 * buffers of all threads, 128 MB each. Takes that of this thread. False: there are none. */
bool dense_ready(void);

/* y (batch x out) = x (batch x in) w (in x out) + b (out) */
void dense_forward(size_t batch, size_t in, size_t out, const float *x, const float *w, const float *b, float *y);

/* From dy, the gradient of the loss with respect to y: dw = x' dy, db = sum of the rows of dy, and dx = dy w' unless dx
 * is NULL. All outputs are overwritten. */
void dense_backward(size_t batch, size_t in, size_t out, const float *x, const float *w, const float *dy, float *dx,
                    float *dw, float *db);

#endif
