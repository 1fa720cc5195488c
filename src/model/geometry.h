/* geometry.h -- the metadata that describe how features were made: feature=magnitude|real|phase|folded patch_px=1024
 * crop=614x51|circles norm=mean|length|none border=kept|removed noise=kept|removed smooth=3. fftcrop writes them, the
 * model keeps them, predict compares them. */
#ifndef GEOMETRY_H
#define GEOMETRY_H

#include <stdbool.h>

#include "feature/feature.h"
#include "tensor/meta.h"

/* The words of the options and of the metadata, in the order of the enums of feature.h. */
#define GEOMETRY_PARTS "magnitude|real|phase|folded"
#define GEOMETRY_NORMS "mean|length|none"
#define GEOMETRY_BORDERS "kept|removed"
#define GEOMETRY_NOISES "kept|removed"

/* Adds the crop to spec, whose patch, part and norm are given: "paper" (feature_default_box, needs the LED), "full",
 * "circles" (needs all the optics) or "HxW". A crop that does not fit ends the program, and so does folding under an
 * LED on neither axis, and removing noise where light reaches the corners of the spectrum. */
void geometry_crop(struct feature_spec *spec, const char *crop, const struct meta *optics);

/* Adds the two circles that the optics give to the spec, as `--crop circles` does. False if the metadata lack the NA,
 * the wavelength, the pixel or the one LED, or no frequency lies inside; the spec then has no circles. */
bool geometry_circles(struct feature_spec *spec, const struct meta *optics);

void geometry_write(struct meta *meta, const struct feature_spec *spec);
/* False if the metadata are not those of features; contradictory metadata end the program. */
bool geometry_read(const struct meta *meta, struct feature_spec *spec);

#endif
