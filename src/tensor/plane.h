/* plane.h -- which plane of which focal stack a frame is, by its keys stack and z_um. */
#ifndef PLANE_H
#define PLANE_H

#include "tensor/npy.h"

struct plane {
    char stack[META_VALUE_MAX + 1]; /* "-" if the frame has no key stack */
    double z_um;
};

/* The plane of the current frame of a stream; a missing z_um ends the program and names the command that sets it. */
void plane_of(const struct npy *in, const struct meta *meta, struct plane *plane);

#endif
