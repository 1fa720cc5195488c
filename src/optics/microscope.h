/* microscope.h -- the numbers that describe a thin object, distant LEDs, an objective and a camera.
 *
 * Directions are in units of numerical aperture, na_x = sin(theta) cos(azimuth) along the columns, na_y along the rows.
 * The object is periodic, so its spectrum and that of the image lie on the same grid of frequencies, with step 1/(h
 * pixel_um) along the rows and 1/(w pixel_um) along the columns. The direction of an LED is rounded to this grid.
 */
#ifndef MICROSCOPE_H
#define MICROSCOPE_H

#include <stddef.h>

#include "stats/rng.h"

struct led {
    double na_x, na_y;
};

struct microscope {
    size_t h, w;       /* camera pixels */
    double pixel_um;   /* of the camera, in the specimen plane */
    double na;         /* of the objective */
    double lambda_um;  /* in the medium for which na is given */
    double pupil_edge; /* the pupil's amplitude falls from 1 to 0 as a cosine between na - edge and na + edge */
    double led_size;   /* angular side of an LED's square chip, in units of NA */
};

/* The pupil's amplitude at the direction (na_x, na_y). */
double microscope_pupil_amplitude(const struct microscope *m, double na_x, double na_y);

/* The highest frequency that passes the pupil, in steps of the frequency grid along n pixels. */
size_t microscope_pupil_radius(const struct microscope *m, size_t n);

/* The nearest direction on the grid. */
struct led microscope_led_on_grid(const struct microscope *m, struct led led);

/* Where the n LEDs really are, if the array is off its place by a Gaussian error of standard deviation sd along either
 * axis. */
void microscope_misplace(size_t n, const struct led *led, double sd, struct rng *rng, struct led *placed);

/* The half annulus under which P1 takes its phase-contrast stacks: 33 LEDs of NA 0.40 to 0.50 and na_y > 0, on the
 * quasi-dome of Phillips 2017 (pattern 19 of P1's Fig. S1c). */
extern const struct led microscope_half_annulus[];
extern const size_t microscope_half_annulus_count;

#endif
