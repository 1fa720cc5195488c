/* outlier.h -- finds pixels that no light has made, and puts what surrounds them in their place.
 *
 * A hot, dead or blinking pixel and the track of a cosmic ray have sharp edges (van Dokkum 2001, Cosmic-ray rejection
 * by Laplacian edge detection). An image has none, because no point is narrower in it than the point spread function.
 * So a pixel is an outlier if it is further above its neighbours than the peak of a point could be, or below.
 *
 * Of the 25 pixels around it, sorted, the 7th from its end is the one to compare with, as up to six may be outliers
 * that touch, or a line one pixel wide. The pixel is further from that one than `times` the distance from there to the
 * 7th from the other end. Around a point in focus the 7th has exp(-1 / s^2) of the peak, in the least favourable place,
 * where s^2 is the variance of the point spread function and of a pixel, 1/12; `times` is 2.5 times the inverse, which
 * makes up for the rings of Airy, but at least 8, for pixels up to lambda / (4 NA) and 1.2 times these. No noise is as
 * far out as eight times its quartiles are apart. Or, for single ones, it is so from the 3rd and 6 times: four of the
 * neighbours of a point are never that dark.
 *
 * And it is higher than both pixels three to its left and right, or three above and below, by five times what 19 of 20
 * pixels of the frame are: noise may be stronger in some places. Whole numbers may be single photons, so it is at least
 * 8 there. A pixel below others that are as bright as any in the frame is left as it is: they may be saturated.
 *
 * On the outermost lines, where half of a point may be hidden, all `times` are six times as much, and on the next ones
 * three times. Where the point spread function is not known, a pixel that is 12 times as far out is doubtful, and 50
 * times, surely an outlier: it may be a point of light in an image of coarse pixels.
 */
#ifndef OUTLIER_H
#define OUTLIER_H

#include <stdbool.h>
#include <stddef.h>

struct outlier_count {
    size_t replaced, doubtful; /* pixels */
};

/* Replaces each outlier of the frame by the median of the pixels around it that are none. psf_sd_px: the standard
 * deviation of the Gaussian that is like the point spread function in focus; NAN: not known. Frames with a side below 7
 * pixels stay as they are, and values that are not finite. False: no memory. */
bool outlier_replace(size_t h, size_t w, double psf_sd_px, float *frame, struct outlier_count *count);

#endif
