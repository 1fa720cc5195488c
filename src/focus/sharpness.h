/* sharpness.h -- how sharp a frame is: one number, of which only the order within a focal stack has a meaning.
 *
 * I(y, x) is the frame of h x w pixels, mean and variance those over all of it, < > the mean over all pixels where what
 * stands inside is defined. Sources: [P] Pinkard 2019 and its code; [K] Krotkov 1988, Focusing; [G] Groen 1985, A
 * comparison of different focus functions; [V] Vollath 1988, The influence of the scene parameters and of noise on the
 * behavior of automatic focusing algorithms; [B] Brenner 1976, An automated microscope for cytologic research; [R]
 * Redondo 2012, Autofocus evaluation for brightfield microscopy pathology; [M] OughtaFocus of Micro-Manager.
 *
 *   power                [P]    sum over rings of the mean of ln |F|^2 in the ring
 *   tenengrad            [K]    < gx^2 + gy^2 >, g the 3x3 Sobel gradients
 *   edges                [M]    < sqrt(gx^2 + gy^2) > / mean
 *   sd                   [G]    sqrt(variance)
 *   normalized-variance  [G]    variance / mean
 *   vollath4             [V]    < I(y, x) I(y, x+1) - I(y, x) I(y, x+2) >
 *   vollath5             [V]    < I(y, x) I(y, x+1) > - mean^2
 *   bandpass             [M]    mean of |F|^2 / (h w) at 2.5 to 14 % of the Nyquist frequency
 *   redondo              [R,M]  < (I(y-1, x) + I(y+1, x) + I(y, x+1) - 3 I(y, x-1))^2 >, the Laplacian whose centre
 *                               stands one pixel aside
 *   brenner              [B]    < (I(y, x+2) - I(y, x))^2 >
 *
 * power, as published: F is the transform of the frame as it is, without a window; N = min(h, w); ring k holds the
 * frequencies with round(N sqrt(fy^2 + fx^2)) = k, f in cycles per pixel; of the rings 0 .. N/2-2 those from
 * floor(cutoff (N/2-1)) on are summed, and each counts once however many pixels it has. For a square frame that is the
 * published sum to the last ring. A power of exactly 0 counts as the smallest normal float. [V] sums its two products
 * over different numbers of pixels; here both have the same, or the mean brightness would enter.
 *
 * normalized-variance and edges are those that do not grow with the lamp; power adds a constant, which moves no maximum
 * as long as the lamp is steady through the stack. Under coherent light all of them may have a minimum, or two hills,
 * about the focus: use them on incoherent frames.
 */
#ifndef SHARPNESS_H
#define SHARPNESS_H

#include <stdbool.h>
#include <stddef.h>

enum sharpness_measure {
    SHARPNESS_POWER,
    SHARPNESS_TENENGRAD,
    SHARPNESS_EDGES,
    SHARPNESS_SD,
    SHARPNESS_NORMALIZED_VARIANCE,
    SHARPNESS_VOLLATH4,
    SHARPNESS_VOLLATH5,
    SHARPNESS_BANDPASS,
    SHARPNESS_REDONDO,
    SHARPNESS_BRENNER,
};

/* Their names, in the same order. */
#define SHARPNESS_MEASURES "power|tenengrad|edges|sd|normalized-variance|vollath4|vollath5|bandpass|redondo|brenner"

enum { SHARPNESS_SIDE_MIN = 16 };

struct sharpness;

/* A measure for frames of h x w, both at least SHARPNESS_SIDE_MIN; cutoff in [0, 1) is that of power. NULL: no memory.
 */
struct sharpness *sharpness_new(enum sharpness_measure measure, size_t h, size_t w, double cutoff);
double sharpness_score(const struct sharpness *sharpness, const float *frame);
void sharpness_free(struct sharpness *sharpness);

#endif
