/* count.h -- counts the weights of a network, and the values that back-propagation keeps for each example. P1, Table
 * S1.
 *
 * Back-propagation keeps the input and the output of every layer, because the gradient of a layer depends on its input.
 * Rectifiers and dropout work in place: their output shows which values they passed.
 */
#ifndef COUNT_H
#define COUNT_H

#include <stdbool.h>
#include <stddef.h>

/* COUNT_MEAN averages over the whole image (global average pooling). A dense layer takes its input as one vector. */
enum count_kind { COUNT_INPUT, COUNT_CONV, COUNT_POOL, COUNT_MEAN, COUNT_DENSE, COUNT_DROPOUT, COUNT_KINDS };

struct count_layer {
    enum count_kind kind;
    size_t height, width; /* of the image, the kernel or the window, in pixels */
    size_t channels;      /* channels of the image, kernels, or units */
    size_t stride;        /* in pixels, along both axes */
    bool same; /* padded so that stride 1 keeps the size of the image; otherwise only complete windows count */
};

struct count {
    size_t height, width, channels; /* of the layer's output */
    size_t weights;                 /* including biases */
    size_t values;                  /* kept for each example */
};

/* Counts a layer whose input is `in`, which is ignored for an input layer. Sizes are at most COUNT_MAX. Returns NULL,
 * or what is wrong with the layer. */
enum { COUNT_MAX = 1000000 };
const char *count_layer(const struct count_layer *layer, const struct count *in, struct count *out);

#endif
