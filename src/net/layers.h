/* layers.h -- the layers of a network as a list, with the places of their weights in one flat vector.
 *
 * Optimisers and checkpoints see the vector, models store each layer's weights by name, and only this list knows the
 * one from the other. A convolution has w [out][in][3][3], a dense layer w [in][out]; the bias b [out] follows.
 */
#ifndef LAYERS_H
#define LAYERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LAYER_NAME_MAX = 15 };

struct layer {
    char name[LAYER_NAME_MAX + 1];
    bool dense;     /* or a convolution */
    size_t in, out; /* channels */
    size_t w, b;    /* offsets in the vector */
};

/* Appends a layer called PREFIX NUMBER SUFFIX, without the number if it is 0, to the `count` of the list. */
void layers_add(struct layer *layers, size_t *count, const char *prefix, size_t number, const char *suffix, bool dense,
                size_t in, size_t out);
/* The rows and columns of the matrix of weights: [out][in * 9] or [in][out]. */
size_t layer_rows(const struct layer *layer);
size_t layer_columns(const struct layer *layer);
/* The length of the vector. */
size_t layers_params(const struct layer *layers, size_t count);

/* Weights from a normal distribution with the variance 2 / (inputs + outputs) of each unit, cut at two standard
 * deviations (Glorot and Bengio 2010, as TensorFlow has it), biases 0. A layer's weights depend on the seed and its
 * name. False: no memory. */
bool layers_init(const struct layer *layers, size_t count, uint64_t seed, float *params);

#endif
