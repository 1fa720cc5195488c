/* wavelet.h -- the complex Daubechies wavelet of six coefficients, in two dimensions.
 *
 * It is symmetric, and its phase tells where within a coefficient an edge lies, so the magnitude changes little when
 * the image moves (Lina and Mayrand 1995, Complex Daubechies wavelets). The scaling filter is
 *
 *     h = (-3 - i s, 5 - i s, 30 + 2 i s, 30 + 2 i s, 5 - i s, -3 - i s) / (32 sqrt 2),    s = sqrt 15,
 *
 * and the wavelet filter g(n) = (-1)^n conj h(5 - n). The transform is unitary, on a grid that repeats itself. The
 * image lies in the corner of the grid and is mirrored around itself, by at least half a coefficient of the coarsest
 * scale.
 */
#ifndef WAVELET_H
#define WAVELET_H

#include <stddef.h>

enum { WAVELET_SIDE_MIN = 16 };

/* The coefficients re + i im, [h][w]. Scale s, of which 0 is the finest, has three bands of details of h >> (s+1) rows
 * and w >> (s+1) columns. They begin at the row and column (0, w >> (s+1)), (h >> (s+1), 0) and (h >> (s+1), w >>
 * (s+1)). What the coarsest scale leaves in the corner is the smooth remainder. */
struct wavelet {
    size_t scales, h, w;
    float *re, *im;

    /* Private: the size of the image, and rows for the steps of the transform. */
    size_t image_h, image_w;
    float *scratch_re, *scratch_im;
};

/* For images of h x w, sides at least WAVELET_SIDE_MIN, and `scales` scales, at least one; fewer if a side has no room
 * for two coefficients of the coarsest. NULL: no memory. */
struct wavelet *wavelet_new(size_t scales, size_t h, size_t w);
void wavelet_free(struct wavelet *wavelet);

void wavelet_analyse(struct wavelet *wavelet, const float *image);
/* The real part of the image that has these coefficients; they are overwritten. */
void wavelet_synthesise(struct wavelet *wavelet, float *image);

#endif
