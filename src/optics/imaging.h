/* imaging.h -- the image of a thin or thick object under LEDs, at a given defocus.
 *
 * Under one LED of direction k0 = (na_x, na_y)/lambda the field at the defocus z is
 *     U = F^-1{ T(k - k0) P(k) exp(2 pi i z (sqrt(1/lambda^2 - |k|^2) - 1/lambda)) },
 * where T is the spectrum of the object's transmission t = exp(i phase - loss) and P the pupil; the phase common to all
 * k is left out. The intensity is |U|^2, averaged over the LEDs, which are mutually incoherent, and over the angles of
 * each LED's square chip, which shift the image by z times the angle: a blur by a square. A camera pixel is the mean of
 * the intensity over its square. All frequencies of |U|^2 are below 2 (na + edge)/lambda, so it is computed on a grid
 * just fine enough for these, and blur, pixel and the camera's aliasing are applied to its spectrum. For a periodic
 * object this is exact.
 *
 * A thick object is a row of slices (multislice, Cowley and Moodie 1957): the light of an LED passes a slice, then
 * propagates through the medium to the middle of the next, F^-1{ exp(2 pi i dz sqrt(index^2/lambda^2 - |k|^2)) F{ } },
 * without evanescent waves. What leaves the last slice is traced back through the medium to the middle of the object,
 * from where z counts, and takes the place of T(k - k0) above. This is done once for each LED, whatever the number of
 * planes.
 *
 * The unit is the intensity of one LED inside the pupil on a clear field. LEDs outside the pupil illuminate the
 * specimen with the same intensity; P1 (Note S2) sets the exposures accordingly.
 *
 * The weak-object mode leaves out the interference of scattered light with scattered light. The intensity is then
 * linear in the object, |U0|^2 + 2 Re(U0* U1), and the transfer function is the sum over the LEDs of P(k0) P(k + k0)
 * exp(i z (kz(k + k0) - kz(k0))) (Tian and Waller 2015, eq. 4, for the complex object t/mean(t) - 1). Its cost hardly
 * depends on the number of LEDs; if the object is not weak, the intensity may even be negative. LEDs outside the pupil
 * contribute nothing, because all of their light that reaches the camera is scattered.
 */
#ifndef IMAGING_H
#define IMAGING_H

#include <complex.h>
#include <stdbool.h>

#include "optics/microscope.h"

struct object {
    const float complex *transmission; /* [slices][2 h][2 w], two samples per camera pixel along each axis; not owned */
    size_t slices;                     /* 1: thin, and the rest does not matter */
    double slice_um, index;            /* thickness of a slice; refractive index of the medium */
};

struct imaging;

/* The object must outlive the imaging. NULL: no memory. */
struct imaging *imaging_new(const struct microscope *m, const struct object *object);
void imaging_free(struct imaging *imaging);

/* Whether the object's grid holds all frequencies that this LED brings into the pupil; and, for `weak`, where they are
 * taken from it, those of the intensity. Check before imaging_run. */
bool imaging_holds(const struct microscope *m, struct led led, bool weak);

/* Switches on these n LEDs, whose directions are rounded to the grid, and no others. False: no memory. */
bool imaging_light(struct imaging *imaging, size_t n, const struct led *led);

/* Computes the mean image over the LEDs at the defocus z_um, into intensity [h][w]. `weak` is for thin objects. */
void imaging_run(struct imaging *imaging, double z_um, bool weak, float *intensity);

#endif
