/* sobel.h -- the squared gradient of a frame by the 3x3 operator of Sobel and Feldman. */
#ifndef SOBEL_H
#define SOBEL_H

#include <stddef.h>

/* At an inner pixel of a frame of w columns. */
static inline float sobel_square(const float *pixel, size_t w)
{
    const float *a = pixel - w, *b = pixel, *c = pixel + w;
    float gx = a[1] - a[-1] + 2 * (b[1] - b[-1]) + c[1] - c[-1];
    float gy = c[-1] - a[-1] + 2 * (c[0] - a[0]) + c[1] - a[1];
    return gx * gx + gy * gy;
}

#endif
