/* width.h -- how wide a bead is in each plane, and along z, by Gaussians (Luo 2020, Estimation of the lateral FWHM).
 *
 * A width is the full one at half of the maximum. error is its standard deviation; where the shape is not a Gaussian,
 * that counts as noise. The status is
 *   lost            the fit has no peak, or it lies more than a quarter of the window from the centre of the bead;
 *   low-confidence  the width exceeds the window, or its 95 % interval is wider than half of it, or the Gaussian
 *                   explains less than three quarters of the variance: noise, or the rings of a bead out of focus;
 *   few             fewer than WIDTH_PLANES_MIN planes for a width along z;
 *   edge            the focus is not between the first and the last plane;
 *   ok              otherwise;
 * and of beads that are not used edge, saturated, crowded or odd, as beads.h explains; saturated are clipped ones.
 */
#ifndef WIDTH_H
#define WIDTH_H

#include "psfs/beads.h"
#include "stats/status.h"

enum { WIDTH_PLANES_MIN = 5 };
#define WIDTH_INTERVAL 1.96 /* errors on each side */

/* All NAN if it is lost; of a bead that is not used, all but the centre. */
struct width {
    double fwhm, error; /* lateral: the mean of both axes */
    double fwhm_y, fwhm_x;
    double y, x; /* the centre, in pixels */
    double height, offset;
    enum status status;
};

struct axial_width {
    double fwhm, error, focus; /* in the unit of z */
    enum status status;
};

/* The widths of a bead in n planes of w columns, in the window of ph x pw pixels around it, into lateral[n]; and along
 * z, in the columns of the window and the row nearest to the centre in focus. *focus is the plane of the highest
 * Gaussian, of those with the status ok if there is one; if not, `axial` has its status. False: no memory. */
bool width_measure(size_t n, const double *z, size_t w, const float *const *plane, const struct bead *bead, size_t ph,
                   size_t pw, struct width *lateral, size_t *focus, struct axial_width *axial);

#endif
