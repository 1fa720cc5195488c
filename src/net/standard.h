/* standard.h -- the weights of a decoder for features of mean 0 and variance 1.
 *
 * A decoder learns on features that others have learned, which have means and sizes of their own, a fifth of what its
 * initial weights expect, say; then it learns next to nothing. Its optimiser has weights v for standardised features,
 * (x - mean) / sd of each channel; the network and the model have w and b for x itself:
 *   w = v / sd, b = b_v - sum of w mean over the inputs and the pixels of the kernel.
 */
#ifndef STANDARD_H
#define STANDARD_H

#include <stdbool.h>
#include <stddef.h>

#include "net/layers.h"
#include "net/unet.h"

struct standard {
    struct layer layer[UNET_LAYERS_MAX];
    size_t layers;
    float *mean[UNET_LAYERS_MAX], *scale[UNET_LAYERS_MAX]; /* of each input of a layer; scale is 1 / sd */
};

/* Of a way up that sees features of these `mean` and `sd` [level][channel]. False: no memory. */
bool standard_new(struct standard *standard, const struct unet *unet, const struct unet_spec *spec, enum unet_part part,
                  double (*mean)[UNET_CHANNELS_MAX], double (*sd)[UNET_CHANNELS_MAX]);
void standard_free(struct standard *standard);

/* The weights of the network from those of the optimiser, all layers. */
void standard_weights(const struct standard *standard, const float *v, float *w);
/* The gradient by w becomes that by v. */
void standard_gradient(const struct standard *standard, float *gradient);

#endif
