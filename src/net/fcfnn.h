/* fcfnn.h -- the fully connected network of P1 (Note S3): hidden layers of equal width with ReLU, one linear output, or
 * two.
 *
 * The parameters are one flat vector: w1, b1, w2, b2, ...; w (in x out) row-major. Only these functions know its
 * layout; optimisers, checkpoints and tests need not.
 */
#ifndef FCFNN_H
#define FCFNN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct fcfnn {
    size_t inputs, hidden, width; /* number of hidden layers, units in each; hidden 0 is linear regression */
    size_t outputs;
    size_t params; /* total number of parameters */
};

/* False if a size is 0 or too large for the arithmetic. */
bool fcfnn_define(struct fcfnn *net, size_t inputs, size_t hidden, size_t width, size_t outputs);

/* Layer l of 0 .. hidden: its sizes, and the offsets of its weights and biases in the vector. */
struct fcfnn_layer {
    size_t in, out, w, b;
};
struct fcfnn_layer fcfnn_layer(const struct fcfnn *net, size_t l);

/* Weights uniform in +-sqrt(6 / (in + out)) (Glorot), biases 0. False: no memory. */
bool fcfnn_init(const struct fcfnn *net, uint64_t seed, float *params);

/* The number of floats of scratch memory for a batch: the activations of every layer, and as many again for the
 * gradient. */
size_t fcfnn_scratch(const struct fcfnn *net, size_t batch, bool gradient);

/* x (batch x inputs) -> y (batch x outputs). scratch keeps the activations for fcfnn_gradient. */
void fcfnn_forward(const struct fcfnn *net, const float *params, size_t batch, const float *x, float *scratch,
                   float *y);

/* Call after fcfnn_forward on the same x and scratch. From dy (batch x outputs), computes the gradient with respect to
 * the parameters, which overwrites `gradient` (params), and with respect to the input into dx (batch x inputs) unless
 * dx is NULL. */
void fcfnn_gradient(const struct fcfnn *net, const float *params, size_t batch, const float *x, float *scratch,
                    const float *dy, float *gradient, float *dx);

#endif
