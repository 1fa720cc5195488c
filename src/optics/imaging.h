/* imaging.h -- the image of a thin object under LEDs, at a given defocus.
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

struct imaging;

/* object: [2 h][2 w], two samples per camera pixel along each axis. NULL: no memory. */
struct imaging *imaging_new(const struct microscope *m, const float complex *object);
void imaging_free(struct imaging *imaging);

/* Whether the object's grid holds all frequencies that this LED brings into the pupil, and those of the intensity.
 * Check before imaging_run. */
bool imaging_holds(const struct microscope *m, struct led led);

/* Computes the mean image over the n LEDs at the defocus z_um, into intensity [h][w]. The directions of the LEDs are
 * rounded to the grid. */
void imaging_run(struct imaging *imaging, size_t n, const struct led *led, double z_um, bool weak, float *intensity);

#endif
