/* blocked.h -- images with their channels in blocks of 8, as AVX2 likes them, or 16, as AVX-512 does (nChw8c, nChw16c),
 * and all that happens to them between convolutions.
 *
 * Value (n, c, y, x) is at[n * image + c / block * plane + y * row + x * block + c % block]. Channels that fill up the
 * last block are 0. With a halo, one more pixel stands around each image; what writes such an image repeats the
 * outermost pixels there, so that a 3 x 3 convolution without zeros is one with replicate padding. All functions give
 * the same bytes for any number of threads (OMP_NUM_THREADS).
 */
#ifndef BLOCKED_H
#define BLOCKED_H

#include <stdbool.h>
#include <stddef.h>

/* The functions of a row are compiled for both sizes of a block, so that their innermost loops are vectors. */
#define FOR_BLOCK(block, function, ...) ((block) == 8 ? function(8, __VA_ARGS__) : function(16, __VA_ARGS__))
enum { BLOCK_MAX = 16 };

/* A view of images, or of some of their blocks. */
struct blocked {
    float *at;                /* pixel (0, 0) of the first block of the first image */
    size_t block;             /* 8 or 16 */
    size_t n, channels, h, w; /* images, channels and pixels without halo */
    size_t image, plane, row; /* floats from one image, block, row to the next */
    bool halo;
};

/* The images in a buffer of blocked_floats(...) floats. */
size_t blocked_floats(size_t block, size_t n, size_t channels, size_t h, size_t w, bool halo);
struct blocked blocked_view(float *buffer, size_t block, size_t n, size_t channels, size_t h, size_t w, bool halo);
/* `channels` of them, from number `first`, which begins a block. */
struct blocked blocked_part(const struct blocked *x, size_t first, size_t channels);

/* From and to [n][channels][h][w]. */
void blocked_read(const float *plain, const struct blocked *y);
void blocked_write(const struct blocked *x, float *plain);

/* y = x */
void blocked_copy(const struct blocked *x, const struct blocked *y);
/* y = x + more, where `more` may have fewer channels; y may be x. */
void blocked_add(const struct blocked *x, const struct blocked *more, const struct blocked *y);

/* The largest of each 2 x 2 pixels; h and w of x are even. */
void blocked_pool(const struct blocked *x, const struct blocked *y);
/* dx += the gradient by x, from dy: it goes to the first of the largest. */
void blocked_pool_gradient(const struct blocked *x, const struct blocked *dy, const struct blocked *dx);

/* Twice as large by bilinear interpolation between the centres of the pixels; the outermost are repeated outwards. */
void blocked_up(const struct blocked *x, const struct blocked *y);
void blocked_up_gradient(const struct blocked *dy, const struct blocked *dx);

/* Twice as large, with the pixels of x at even rows and columns and zeros between: a convolution of this is a
 * transposed one of x. y has no halo. */
void blocked_spread(const struct blocked *x, const struct blocked *y);
void blocked_spread_gradient(const struct blocked *dy, const struct blocked *dx);

/* Of each channel, over all images: the mean and the mean of the squares, [channels]. */
void blocked_moments(const struct blocked *x, double *mean, double *square);
/* The mean of each channel: mean [n][channels]. */
void blocked_mean(const struct blocked *x, float *mean);
void blocked_mean_gradient(const float *dmean, const struct blocked *dx);

/* Adds the gradients by the pixels of the halo to those by the pixels that they repeat. */
void blocked_fold(const struct blocked *dx);
/* The gradient before a leaky ReLU whose output is y: dx = dy, times slope where y is not above 0. dx may be dy. */
void blocked_relu_gradient(const struct blocked *y, float slope, const struct blocked *dy, const struct blocked *dx);

#endif
