/* weights.h -- the weights of a network's layers as named arrays, to be written and read with a bundle. */
#ifndef WEIGHTS_H
#define WEIGHTS_H

#include <stddef.h>

#include "net/layers.h"
#include "tensor/bundle.h"

/* Two arrays for each layer, NAME.w and NAME.b, which point into the vector; returns 2 count. A convolution's w is
 * [out][in * 9], in the order of [out][in][3][3], which NumPy's reshape restores. */
size_t weights_arrays(const struct layer *layers, size_t count, float *params, struct bundle_array *arrays);

#endif
