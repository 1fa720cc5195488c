/* deepr_focuser.h -- applies a network of Luo 2020 to frames of any size, in memory that does not grow with them.
 *
 * A frame is brought to mean 0 and variance 1, and mirrored beyond its last row and column to a multiple of the
 * coarsest pixel of the network. It is divided into tiles that overlap by as much as an output pixel can see, so there
 * are no seams; the result is brought back to the mean and variance of the frame.
 */
#ifndef DEEPR_FOCUSER_H
#define DEEPR_FOCUSER_H

#include "model/deepr_model.h"

struct deepr_focuser {
    const struct deepr_model *model;
    enum conv_isa isa;
    size_t tile; /* side of a tile with its margins, at most; 0: 512, or the frame if that is smaller */

    /* Private: the network for tiles of h x w, and its images. */
    struct unet *unet;
    size_t h, w;
    float *x, *y;
};

/* How far an output pixel of the network sees, in pixels. */
size_t deepr_reach(const struct unet_spec *spec);

/* focused [h][w] from frame [h][w], which is not constant. distance [h][w]: by how much a refocusing network moves the
 * plane of each pixel, in um; others do not read it. defocus: NULL, or, if the model has the decoder, the defocus of
 * every pixel, in um. Sizes that cannot be computed end the program. */
void deepr_focus(struct deepr_focuser *focuser, size_t h, size_t w, const float *frame, const float *distance_um,
                 float *focused, float *defocus_um);
void deepr_focuser_free(struct deepr_focuser *focuser);

#endif
