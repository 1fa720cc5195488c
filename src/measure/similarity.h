/* similarity.h -- how alike a frame x and a reference y are, as Luo 2020 measures it.
 *
 * Frames of different cameras, exposures or networks have different scales. Before anything is measured, x and y are
 *
 *   none       left as they are
 *   standard   both brought to mean 0 and variance 1 (Luo 2020, Data pre-processing)
 *   fit        x replaced by the a x + b that is nearest to y in the mean square, a >= 0
 */
#ifndef SIMILARITY_H
#define SIMILARITY_H

#include <stdbool.h>
#include <stddef.h>

enum similarity_scale { SIMILARITY_NONE, SIMILARITY_STANDARD, SIMILARITY_FIT };
#define SIMILARITY_SCALES "none|standard|fit"

/* Scales x[n] and y[n] in place; neither may be constant. */
void similarity_scale(enum similarity_scale scale, size_t n, float *x, float *y);

/* The largest of n values minus the smallest. */
double similarity_range(size_t n, const float *y);

struct similarity {
    double range;         /* of the data: the largest value of y minus the smallest, unless given */
    double rmse, psnr_db; /* psnr = 20 log10(range / rmse), NAN for equal frames */
    double ssim, ms_ssim; /* see ssim.h */
    double berhu;         /* as in berhu.h, with c = berhu_c sd(y) */
};

/* Of scaled frames [h][w], y not constant, sides at least SSIM_SIDE_MIN. range NAN: that of y. Without `multiscale`,
 * for which the sides must be at least SSIM_MULTISCALE_SIDE_MIN, ms_ssim is NAN. False: no memory. */
bool similarity_measure(size_t h, size_t w, const float *x, const float *y, double range, double berhu_c,
                        bool multiscale, struct similarity *similarity);

/* The sharpness of row `row`, 0 < row < h - 1, of x relative to y, and its standard deviation. S is the Sobel
 * gradient's magnitude at the n = w - 2 inner pixels of the row, and the slope is that of least squares without
 * intercept (Luo 2020, Image quality analysis):
 *
 *   slope = sum S(x) S(y) / sum S(y)^2
 *   sd = sqrt(sum (S(x) - slope S(y))^2 / ((n - 1) sum S(y)^2))
 *
 * NAN where y has no gradient; w at least 4. */
void similarity_row(size_t w, size_t row, const float *x, const float *y, double *slope, double *sd);

#endif
