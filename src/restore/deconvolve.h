/* deconvolve.h -- the classical deconvolutions of a frame y with a known point spread function H, iteration by
 * iteration.
 *
 *   Richardson-Lucy:  x <- x / w * H'(y / Hx), from x = y; the ratio is 0 where Hx is below a millionth of the mean
 *
 *   Landweber:  x <- x + step / w * H'(y - Hx), from x = step / w * H'y
 *
 *   non-negative Landweber:  the same, and x <- max(0, x) after each iteration
 *
 * as in DeconvolutionLab2 (Sage 2017), whose grid is the frame, repeated endlessly: then w = 1. Otherwise x goes on
 * beyond the frame as far as the PSF reaches, only the frame's pixels count, and w = H'(1 inside the frame, 0 outside),
 * which says how much of its light each pixel of x sends into the frame (Bertero and Boccacci 2005); pixels that send
 * less than 0.001 stay as they are. The frame then has no dark rims and no ghosts of the opposite edge.
 *
 * Total variation (Dey 2006): Richardson-Lucy's new x is divided by 1 - tv div(grad x / |grad x|); Landweber adds step
 * tv mean(|y|) div(...). Slopes below a hundredth of the mean count as flat.
 *
 * Acceleration (Biggs and Andrews 1997): each iteration starts from x + a (x - the x before), where a is the
 * correlation of the last two steps, between 0 and 1.
 */
#ifndef DECONVOLVE_H
#define DECONVOLVE_H

#include <stdbool.h>
#include <stddef.h>

enum deconvolution { RICHARDSON_LUCY, LANDWEBER, NONNEGATIVE_LANDWEBER };

struct recipe {
    enum deconvolution method;
    double step; /* of Landweber; below 2 over the largest |H|^2 */
    double tv;   /* weight of the total variation, below 0.25; 0: none */
    bool accelerated, circular;
};

/* The state after an iteration. */
struct iteration {
    double residue; /* |y - Hx| / |y| of the x from which the iteration started */
    double change;  /* |new x - x| / |x| */
    double sum;     /* of the new x inside the frame */
};

struct deconvolver;

/* For frames of h x w and a PSF of at most ph x pw; not larger than the frame if circular. NULL: no memory. */
struct deconvolver *deconvolver_new(const struct recipe *recipe, size_t h, size_t w, size_t ph, size_t pw);
void deconvolver_free(struct deconvolver *d);
/* The bytes that it needs, the frame included, and the sides of the grid it works on. */
double deconvolver_bytes(const struct recipe *recipe, size_t h, size_t w, size_t ph, size_t pw, size_t grid[2]);

/* Sets the PSF, before deconvolver_begin. Its middle is the pixel (h/2, w/2), rounded down; it is scaled to a sum of 1.
 * Richardson-Lucy takes negative values for 0. Returns the largest |H|^2, or NAN if the sum is not positive. */
double deconvolver_psf(struct deconvolver *d, size_t h, size_t w, const float *psf);

/* Starts with a frame[h][w], which must stay until the last iteration. Richardson-Lucy takes negative values for 0. */
void deconvolver_begin(struct deconvolver *d, const float *frame);
struct iteration deconvolver_iterate(struct deconvolver *d);
void deconvolver_result(const struct deconvolver *d, float *frame);

#endif
