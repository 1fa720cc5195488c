/* imaging.h -- what the camera sees of a thin object at some defocus, under LEDs.
 *
 * Under one LED of direction k0 = (na_x, na_y)/lambda the field at the defocus z is
 *     U = F^-1{ T(k - k0) P(k) exp(2 pi i z (sqrt(1/lambda^2 - |k|^2) - 1/lambda)) },
 * T the spectrum of the object's transmission t = exp(i phase - loss), P the pupil; the phase that all k share is left
 * out. The intensity is |U|^2, averaged over the LEDs, which are incoherent to each other, and over the angles
 * of each LED's square chip, which shift the image by z times the angle: a blur by a square. A camera pixel is the mean
 * of the intensity over its square. All frequencies of |U|^2 are below 2 (na + edge)/lambda, so it is computed on a
 * grid just fine enough for these, and blur, pixel and the camera's aliasing are applied to its spectrum: exactly, for
 * a periodic object.
 *
 * The unit is the intensity of one LED inside the pupil on a clear field; LEDs beyond it give the same light to the
 * specimen. (P1, note S2, makes exposures so that they do.)
 *
 * The weak-object mode leaves out the light that is scattered and interferes with scattered light: the intensity is
 * then linear in the object, |U0|^2 + 2 Re(U0* U1), the transfer function the sum over the LEDs of
 * P(k0) P(k + k0) exp(i z (kz(k + k0) - kz(k0))) (Tian and Waller 2015, eq. 4, for the complex object t/mean(t) - 1).
 * Its cost hardly depends on the number of LEDs; where the object is not weak it may even be negative. LEDs outside
 * the pupil add nothing: all of their light is scattered.
 */
#ifndef IMAGING_H
#define IMAGING_H

#include <complex.h>
#include <stdbool.h>

#include "optics/microscope.h"

struct imaging;

/* object: [2 h][2 w], two samples a camera pixel each way. NULL: no memory. */
struct imaging *imaging_new(const struct microscope *m, const float complex *object);
void imaging_free(struct imaging *imaging);

/* Does the object's grid hold every frequency that this LED brings into the pupil, and those of the intensity? Ask
 * before imaging_run. */
bool imaging_holds(const struct microscope *m, struct led led);

/* The mean image over the n LEDs at the defocus z_um, into intensity [h][w]. The LEDs are put on the grid. */
void imaging_run(struct imaging *imaging, size_t n, const struct led *led, double z_um, bool weak, float *intensity);

#endif
