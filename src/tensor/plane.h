/* plane.h -- which plane of which focal stack a frame is: its keys stack and z_um. */
#ifndef PLANE_H
#define PLANE_H

#include "tensor/npy.h"

struct plane {
    char stack[META_VALUE_MAX + 1]; /* "-" where there is none */
    double z_um;
};

/* Of the current frame of a stream; that z_um is absent ends the program with the command that sets it. */
void plane_of(const struct npy *in, const struct meta *meta, struct plane *plane);

#endif
