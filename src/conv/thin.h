/* thin.h -- convolutions of 3 x 3 from one channel to several, or from several to one, for images with a halo. oneDNN
 * would fill the one channel up to a block, and take eight times as long.
 *
 * The functions are those of conv.h. Packed are the weights of each block of the several channels,
 * [block][tap][channel], and then the bias. The bytes do not depend on the number of threads.
 */
#ifndef THIN_H
#define THIN_H

#include "conv/conv.h"

bool thin_is(const struct conv_spec *spec);
size_t thin_packed(const struct conv_spec *spec);
void thin_pack(const struct conv_spec *spec, const float *w, const float *b, float *packed);
void thin_forward(const struct conv_spec *spec, const float *packed, const struct blocked *x, const struct blocked *y);
void thin_gradient(const struct conv_spec *spec, const struct blocked *x, const struct blocked *dy, float *dw,
                   float *db);
void thin_gradient_input(const struct conv_spec *spec, const float *packed, const struct blocked *dy,
                         const struct blocked *dx);

#endif
