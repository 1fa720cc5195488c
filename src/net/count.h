/* count.h -- what a network costs: its weights, and the values that back-propagation keeps of each example. P1, Table
 * S1.
 *
 * Kept are the input and the output of every layer, as the gradient of a layer is made from what it was fed with.
 * Rectifiers and dropout work in place: which values they let pass can be read from their output.
 */
#ifndef COUNT_H
#define COUNT_H

#include <stdbool.h>
#include <stddef.h>

/* A mean is over the whole image (global average pooling). A dense layer takes its input as one vector. */
enum count_kind { COUNT_INPUT, COUNT_CONV, COUNT_POOL, COUNT_MEAN, COUNT_DENSE, COUNT_DROPOUT, COUNT_KINDS };

struct count_layer {
    enum count_kind kind;
    size_t height, width; /* of the image, the kernel or the window, pixels */
    size_t channels;      /* of the image; kernels; units */
    size_t stride;        /* pixels, both ways */
    bool same;            /* padded so that stride 1 keeps the size of the image; else only whole windows count */
};

struct count {
    size_t height, width, channels; /* of the layer's output */
    size_t weights;                 /* with biases */
    size_t values;                  /* kept of each example */
};

/* What a layer costs that is fed with the output `in`, which an input does not read. Sizes are at most COUNT_MAX.
 * Returns NULL, or what is wrong with it. */
enum { COUNT_MAX = 1000000 };
const char *count_layer(const struct count_layer *layer, const struct count *in, struct count *out);

#endif
