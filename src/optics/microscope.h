/* microscope.h -- a thin object, LEDs far away, an objective and a camera: the numbers that describe them.
 *
 * Directions are in units of numerical aperture, na_x = sin(theta) cos(azimuth) along the columns, na_y along the rows.
 * The object is periodic, so its spectrum and that of the image live on one grid of frequencies, of step 1/(h pixel_um)
 * along the rows and 1/(w pixel_um) along the columns; so does the direction of an LED, which is rounded to it.
 */
#ifndef MICROSCOPE_H
#define MICROSCOPE_H

#include <stddef.h>

struct led {
    double na_x, na_y;
};

struct microscope {
    size_t h, w;       /* camera pixels */
    double pixel_um;   /* of the camera, at the specimen */
    double na;         /* of the objective */
    double lambda_um;  /* in the medium in which na is stated */
    double pupil_edge; /* the pupil's amplitude falls from 1 to 0 between na - edge and na + edge, as a cosine */
    double led_size;   /* angular side of an LED's square chip, in units of NA */
};

/* The pupil's amplitude at the direction (na_x, na_y). */
double microscope_pupil_amplitude(const struct microscope *m, double na_x, double na_y);

/* The highest frequency that passes the pupil, in steps of the frequency grid along n pixels. */
size_t microscope_pupil_radius(const struct microscope *m, size_t n);

/* The direction of the grid that is nearest. */
struct led microscope_led_on_grid(const struct microscope *m, struct led led);

/* The half annulus under which P1 takes its phase-contrast stacks: 33 LEDs of NA 0.40 to 0.50 and na_y > 0, on the
 * quasi-dome of Phillips 2017 (pattern 19 of P1's Fig. S1c). */
extern const struct led microscope_half_annulus[];
extern const size_t microscope_half_annulus_count;

#endif
