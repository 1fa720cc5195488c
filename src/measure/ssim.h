/* ssim.h -- structural similarity of two frames (Wang, Bovik, Sheikh and Simoncelli 2004, Image quality assessment),
 * and over several scales (Wang, Simoncelli and Bovik 2003, Multiscale structural similarity).
 *
 * Means, variances and the covariance are taken in a window of 11 x 11 pixels with Gaussian weights, sigma 1.5 pixels,
 * wherever it fits into the frame. With C1 = (0.01 range)^2 and C2 = (0.03 range)^2, where `range` is the range of the
 * data,
 *
 *   structure   = (2 covariance + C2) / (variance of x + variance of y + C2)
 *   SSIM        = (2 mean of x mean of y + C1) / (mean of x^2 + mean of y^2 + C1) structure
 *
 * averaged over all windows. MS-SSIM is the product of powers of the mean structure at the first four scales and of the
 * mean SSIM at the fifth, each at least 0, with the exponents 0.0448, 0.2856, 0.3001, 0.2363 and 0.1333. From scale to
 * scale, blocks of 2 x 2 pixels are averaged; an odd side is extended by its last pixels. So does
 * tf.image.ssim_multiscale.
 */
#ifndef SSIM_H
#define SSIM_H

#include <stdbool.h>
#include <stddef.h>

enum {
    SSIM_SIDE_MIN = 11,
    SSIM_MULTISCALE_SIDE_MIN = 161, /* the fifth scale then has 11 */
};

struct ssim {
    double ssim, structure;
};

/* Of x and y, both [h][w] and not smaller than SSIM_SIDE_MIN. False: no memory. */
bool ssim_mean(size_t h, size_t w, const float *x, const float *y, double range, struct ssim *mean);

/* dx [h][w] += the gradient by x of share->ssim times the mean SSIM plus share->structure times the mean structure. */
bool ssim_gradient(size_t h, size_t w, const float *x, const float *y, double range, const struct ssim *share,
                   float *dx);

/* MS-SSIM; sides at least SSIM_MULTISCALE_SIDE_MIN. False: no memory. */
bool ssim_multiscale(size_t h, size_t w, const float *x, const float *y, double range, double *ms_ssim);
/* The same, and dx += `weight` times the gradient by x. Where MS-SSIM is 0, as a scale is below 0, it has none. */
bool ssim_multiscale_gradient(size_t h, size_t w, const float *x, const float *y, double range, double weight,
                              double *ms_ssim, float *dx);

#endif
