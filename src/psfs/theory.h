/* theory.h -- the point spread function of a wide-field fluorescence microscope, with spherical aberration.
 *
 * Gibson and Lanni 1991, Experimental test of an analytical model of aberration in an oil-immersion objective lens: the
 * scalar field at the distance r from the axis is
 *     U(r, z) = integral over 0 <= s <= NA of exp(2 pi i / lambda (W(s) + (z + z0) sqrt(ni^2 - s^2))) J0(2 pi s r /
 *               lambda) s ds,
 *     W(s) = depth sqrt(ns^2 - s^2) + coverslip_error sqrt(ng^2 - s^2),
 * with the indices ni of the immersion, ns of the sample, ng of the coverslip, and s the sine of the angle times the
 * index. The point lies `depth` deep in the sample, behind a coverslip that is thicker than the objective wants by
 * `coverslip_error`. Light beyond the critical angle, s > ns, is left out. z0 is the focus that leaves the least square
 * of the wavefront's error, so the image at z = 0 is about the sharpest, whatever the aberration. z grows from the
 * point towards the objective. A camera pixel is the mean of |U|^2 over its square.
 */
#ifndef PSF_THEORY_H
#define PSF_THEORY_H

#include <stddef.h>

struct psf_optics {
    double na, lambda_um, pixel_um;
    double immersion_index, sample_index, coverslip_index; /* immersion and coverslip above na */
    double depth_um, coverslip_error_um;
};

struct psf_theory;

/* For frames of h x w and |z| up to z_most_um; the point is in the middle of the pixel (h/2, w/2), rounded down. NULL:
 * no memory. */
struct psf_theory *psf_theory_new(const struct psf_optics *optics, size_t h, size_t w, double z_most_um);
void psf_theory_free(struct psf_theory *theory);

/* The image at z_um into plane[h][w], which sums to 1: what falls outside of the frame is left out. */
void psf_theory_plane(struct psf_theory *theory, double z_um, float *plane);

#endif
