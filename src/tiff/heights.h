/* heights.h -- the z of every frame: what its file says, or what the options say instead. */
#ifndef HEIGHTS_H
#define HEIGHTS_H

#include "tiff/axes.h"

/* An image that is read, in the order of the stream. */
struct frame {
    struct image *image;
    const struct group *group;
    double z_um; /* NAN: not known */
    bool listed; /* a stack may have several channels, one after the other */
};

/* Sets the z of frames whose stacks are runs; ends the program if a stack has none that --dz could count. */
void heights_place(struct frame *frame, size_t count, const struct tiff_select *select);

#endif
