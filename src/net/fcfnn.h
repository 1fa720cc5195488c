/* fcfnn.h -- the fully connected network of P1 (Note S3): hidden layers of one width with ReLU, one linear output.
 *
 * The parameters are one flat vector: w1, b1, w2, b2, ...; w (in x out) row-major. The functions take it apart, so
 * that an optimiser, a checkpoint or a difference quotient need not.
 */
#ifndef FCFNN_H
#define FCFNN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct fcfnn {
    size_t inputs, hidden, width; /* hidden layers of width units each; hidden 0 is linear regression */
    size_t params;                /* how many parameters in all */
};

/* False when a size is 0 or more than the arithmetic can count. */
bool fcfnn_define(struct fcfnn *net, size_t inputs, size_t hidden, size_t width);

/* Layer l of 0 .. hidden: its sizes, and where its weights and biases begin in the vector. */
struct fcfnn_layer {
    size_t in, out, w, b;
};
struct fcfnn_layer fcfnn_layer(const struct fcfnn *net, size_t l);

/* Weights uniform in +-sqrt(6 / (in + out)) (Glorot), biases 0. False: no memory. */
bool fcfnn_init(const struct fcfnn *net, uint64_t seed, float *params);

/* Floats of scratch that a batch needs: the activations of every layer, and for the gradient as many again. */
size_t fcfnn_scratch(const struct fcfnn *net, size_t batch, bool gradient);

/* x (batch x inputs) -> y (batch). scratch keeps the activations for fcfnn_gradient. */
void fcfnn_forward(const struct fcfnn *net, const float *params, size_t batch, const float *x, float *scratch,
                   float *y);

/* After fcfnn_forward on the same x and scratch: from dy (batch) the gradient by the parameters into `gradient`
 * (params), overwritten, and by the input into dx (batch x inputs) unless NULL. */
void fcfnn_gradient(const struct fcfnn *net, const float *params, size_t batch, const float *x, float *scratch,
                    const float *dy, float *gradient, float *dx);

#endif
