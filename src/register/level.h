/* level.h -- two frames of one size, a reference and one to be registered to it, and the motion between them.
 *
 * The frames differ by the motion, and by what a step in focus changes: brightness, contrast, and the contrast of what
 * is coarse. Without these a step would seem to be a motion: blur carries the light of what is bright into the dark
 * beside it, and does so again at the next step. So the motion is that of the frame that resembles a sum of the
 * reference, of what remains of it without details finer than about 1, 3 and 9 pixels, and of a constant, all in one
 * least-squares fit (as illumination is in Hager and Belhumeur 1998, Efficient region tracking with parametric models
 * of geometry and illumination). The slopes are those of the reference, as in the inverse Levenberg-Marquardt method
 * (Thevenaz, Ruttimann and Unser 1998, A pyramid approach to subpixel registration based on intensity).
 */
#ifndef LEVEL_H
#define LEVEL_H

#include <stdbool.h>
#include <stddef.h>

#include "register/interpolate.h"

enum { LEVEL_DY, LEVEL_DX, LEVEL_TURN, LEVEL_MOTION, LEVEL_BANDS = 3 };

struct level {
    size_t h, w;
    double cy, cx;                     /* about which frames rotate */
    float *reference, *image;          /* the reference, and the frame to be registered */
    float *coarse[LEVEL_BANDS], *work; /* the reference without what is fine; room for a frame */
    float *weight;                     /* of the pixels of the reference */
    struct bspline *spline;            /* of the frame */
    float *moved;                      /* the frame, moved back */
    double *rows;                      /* one row of weights, differences and terms */
};

/* Allocates all frames of h x w, at least INTERPOLATE_SIDE_MIN, about 36 bytes per pixel. False: no memory, and what
 * was allocated is still to be freed. */
bool level_new(struct level *level, size_t h, size_t w, double cy, double cx);
void level_free(struct level *level);

/* Halves the image with the filter 1 3 3 1 along both axes; pixel i of the small image lies at 2 i + 1/2 of the large
 * one. */
void level_halve(const struct level *large, struct level *small);
/* To be called when `image` has changed. */
void level_set_image(struct level *level);
/* A window over n pixels: 1 in the middle, falling to 0 as a cosine over the outermost quarter. */
double level_window(double at, size_t n);
/* Makes the image the reference. A pixel of it weighs what the window does at the point that `window` assigns to it. */
void level_set_reference(struct level *level, struct rigid window);

/* Descends from *motion, with or without a turn, until a step is below the tolerance. Returns the mean squared
 * difference of the frames; INFINITY if less than a quarter of the window overlaps. */
double level_descend(struct level *level, bool turns, double tolerance_px, struct rigid *motion);
/* The mean squared difference that a motion leaves. */
double level_difference(struct level *level, struct rigid motion);

/* The variances of a motion that was found, in square pixels, that of the turn at the corners of the frame, or 0 if
 * `turns` is false. False: the match is no minimum there.
 *
 * They are those of an estimator that minimises a sum over pixels (Huber 1967, The behavior of maximum likelihood
 * estimates under nonstandard conditions): H^-1 J H^-1, where H is the Hessian of the match, as in the bound of Cramer
 * and Rao, and J the variance of its gradient. J is measured in blocks of 16 x 16 pixels, whose gradients sum to about
 * 0. So whatever else differs between the frames counts: noise, which need not be white, and parts of the specimen that
 * move or blur in their own way. H multiplies the slopes of one frame with those of the other, not with themselves:
 * noise has slopes, and would seem to fix the motion of frames that show nothing. */
bool level_variances(struct level *level, bool turns, struct rigid motion, double variance[LEVEL_MOTION]);

#endif
