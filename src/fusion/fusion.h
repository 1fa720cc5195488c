/* fusion.h -- one image that is sharp everywhere, from the planes of a focal stack, each seen a few times.
 *
 * wavelet (Forster, Van De Ville, Berent, Sage and Unser 2004, Complex wavelets for extended depth-of-field): each
 * coefficient of complex Daubechies wavelets is taken from the plane in which its magnitude is largest; the remainder
 * that the coarsest scale leaves is the mean over the planes. In the three finest scales the choices are then checked:
 * where two of the three bands agree, the third follows; and where more than half of the 5 x 5 neighbours agree, the
 * middle follows. Each pixel of the image that has these coefficients is at last replaced by the nearest value that the
 * planes have there, so the result holds measured values only, and each has its plane. Of all planes, chance makes some
 * far from the focus the nearest; so, beyond the paper, only those count that lie between the middle three of the nine
 * choices around the pixel, one in each band of the three scales.
 *
 * variance: each pixel is taken from the plane in which the variance in a square window around it is largest; the
 * window is cut at the border.
 *
 * maximum: each pixel is taken from the plane in which it is brightest.
 *
 *     while (fusion_pass(f))
 *         for (size_t i = 0; i < planes; i++)
 *             fusion_add(f, i, plane i);
 *     ... f->value, f->plane ...
 */
#ifndef FUSION_H
#define FUSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "wavelet/wavelet.h"

enum fusion_method { FUSION_WAVELET, FUSION_VARIANCE, FUSION_MAXIMUM };

enum { FUSION_SIDE_MIN = WAVELET_SIDE_MIN };

struct fusion {
    float *value;    /* [h][w]: the image */
    uint32_t *plane; /* [h][w]: the plane that the value is from */
    struct fusion_work *work;
};

/* For planes of h x w, sides at least FUSION_SIDE_MIN, to be used once; window: of the variance, odd. NULL: no memory.
 */
struct fusion *fusion_new(enum fusion_method method, size_t window, size_t h, size_t w);
void fusion_free(struct fusion *fusion);

/* Whether the planes must be added once more, from the first to the last. */
bool fusion_pass(struct fusion *fusion);
void fusion_add(struct fusion *fusion, uint32_t i, const float *plane);

#endif
