/* unet.h -- the generator of Luo 2020, a U-Net with residual blocks, whose channels are those of Deep-Z (Wu et al.,
 * Nature Methods 16, 1323, 2019).
 *
 * Down, at each level:        x' = x + relu(b(relu(a(x)))), with zeros for the channels that x lacks, then the largest
 *                             of 2 x 2 pixels
 * Up, from the deepest level: x' = relu(b(relu(a(x' of the same level on the way down, up(x)))))
 * Last:                       a convolution to the outputs
 *
 * All convolutions are 3 x 3 with repeated borders. up() is bilinear, or a transposed convolution of 3 x 3 to twice the
 * size, t, which keeps the channels and has zeros at the borders. The channels of a, b on the way down are
 * 25, 48 | 72, 96 | 144, 192 | 288, 384 | 576, 768, on the way up 72, 48 | 144, 96 | 288, 192 | 576, 384. The `base` is
 * the number of channels of the first b, 48 as published. A narrower network has a base of 8, 16, 24, 32 or 40 and
 * base / 48 times each number, rounded to the nearest multiple of 8, as oneDNN likes it: so the width 1/6 is base 8,
 * 1/3 is base 16. Fewer levels leave out the deepest.
 *
 * The way down, the trunk, may be followed by two ways up: to the image, and to the map of the defocus (DPM), which is
 * trained while the trunk is frozen. The map may have a second channel, which says what each pixel of it weighs
 * (weighted.h). Each part has a vector of weights of its own, in the order of unet_layers.
 */
#ifndef UNET_H
#define UNET_H

#include <stdbool.h>
#include <stddef.h>

#include "conv/conv.h"
#include "net/layers.h"

enum { UNET_BASE = 48, UNET_LEVELS = 5, UNET_LAYERS_MAX = 3 * UNET_LEVELS, UNET_CHANNELS_MAX = 768 };
enum unet_part { UNET_TRUNK, UNET_IMAGE, UNET_DPM, UNET_PARTS };
enum unet_rise { UNET_BILINEAR, UNET_TRANSPOSED };
#define UNET_RISES "bilinear|transposed"

struct unet_spec {
    size_t inputs, outputs; /* channels of the images */
    size_t base, levels;    /* base a multiple of 8 from 8 to UNET_BASE; levels from 2 to UNET_LEVELS */
    size_t dpm;             /* outputs of the second way up, at most 2; 0: there is none */
    enum unet_rise up;
};

/* The channels of what a way up makes. */
size_t unet_outputs(const struct unet_spec *spec, enum unet_part part);
/* The layers of a part; returns how many. */
size_t unet_layers(const struct unet_spec *spec, enum unet_part part, struct layer layers[UNET_LAYERS_MAX]);

struct unet;
/* For batches of n images of h x w, multiples of 2^(levels - 1), with or without the gradients. With the native
 * instruction set, bases that are multiples of 16 are faster. NULL: no memory, or conv_engine_new refused. */
struct unet *unet_new(const struct unet_spec *spec, size_t n, size_t h, size_t w, bool gradients, enum conv_isa isa);
void unet_free(struct unet *unet);
/* All memory that it will take, which unet_new has allocated. */
size_t unet_bytes(const struct unet *unet);

/* Takes a copy of the weights of a part; needed before it is used, and whenever they have changed. */
void unet_set(struct unet *unet, enum unet_part part, const float *params);

/* x [n][inputs][h][w] -> the images of all levels; these -> y [n][unet_outputs][h][w]. False in all of these: oneDNN
 * found no memory. */
bool unet_down(struct unet *unet, const float *x);
bool unet_up(struct unet *unet, enum unet_part part, float *y);

/* After unet_down, of each channel of x' of a level, over all images: the mean and the mean of the squares. Returns the
 * number of channels. */
size_t unet_moments(const struct unet *unet, size_t level, double *mean, double *square);
/* Whether an input of layer number `layer` of a way up is a channel of x' of a level, and of which; or else has been
 * made on this way. */
bool unet_sees(const struct unet *unet, enum unet_part part, size_t layer, size_t input, size_t *level,
               size_t *channel);

/* Call after unet_up of the same part. From dy, the gradient by y, the gradient by the weights of the part, which is
 * overwritten; then that by the weights of the trunk, and by x unless dx is NULL. */
bool unet_up_gradient(struct unet *unet, enum unet_part part, const float *dy, float *gradient);
bool unet_down_gradient(struct unet *unet, float *gradient, float *dx);

#endif
