/* sharpness.h -- measures how sharp a frame is. Only the order of the numbers within a focal stack has a meaning.
 *
 * I(y, x) is the frame of h x w pixels, mean and variance are taken over the whole frame, and < > is the mean over all
 * pixels for which the expression is defined. Sources: [P] Pinkard 2019 and its code; [K] Krotkov 1988, Focusing; [G]
 * Groen 1985, A comparison of different focus functions; [V] Vollath 1988, The influence of the scene parameters and of
 * noise on the behavior of automatic focusing algorithms; [B] Brenner 1976, An automated microscope for cytologic
 * research; [R] Redondo 2012, Autofocus evaluation for brightfield microscopy pathology; [M] OughtaFocus of
 * Micro-Manager.
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
 * power, as published: F is the transform of the frame without a window; N = min(h, w); ring k holds the frequencies
 * with round(N sqrt(fy^2 + fx^2)) = k, f in cycles per pixel. The sum runs over the rings from floor(cutoff (N/2-1)) to
 * N/2-2, and each ring counts once, however many pixels it has. For a square frame this is exactly the published sum. A
 * power of exactly 0 counts as the smallest normal float. [V] sums its two products over different numbers of pixels;
 * here the numbers are equal, because otherwise the mean brightness would contribute.
 *
 * normalized-variance and edges do not depend on the brightness of the lamp. For power, brightness adds a constant,
 * which does not move the maximum as long as the lamp is steady throughout the stack. Under coherent light all measures
 * may have a minimum or two peaks around the focus: use them on incoherent frames.
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
#define SHARPNESS_CUTOFF 0.25 /* as published */

struct sharpness;

/* A measure for frames of h x w, both at least SHARPNESS_SIDE_MIN; cutoff, in [0, 1), applies to power. NULL: no
 * memory.
 */
struct sharpness *sharpness_new(enum sharpness_measure measure, size_t h, size_t w, double cutoff);
double sharpness_score(const struct sharpness *sharpness, const float *frame);
void sharpness_free(struct sharpness *sharpness);

#endif
