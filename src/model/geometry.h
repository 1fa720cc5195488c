/* geometry.h -- the metadata that say how features were made: feature=magnitude|real|phase|folded patch_px=1024
 * crop=614x51|circles norm=mean|length|none. fftcrop writes them, the model keeps them, predict compares them. */
#ifndef GEOMETRY_H
#define GEOMETRY_H

#include <stdbool.h>

#include "feature/feature.h"
#include "tensor/meta.h"

/* The words of the options and of the metadata, in the order of the enums of feature.h. */
#define GEOMETRY_PARTS "magnitude|real|phase|folded"
#define GEOMETRY_NORMS "mean|length|none"

/* Completes spec (patch, part and norm are given) by a crop: "paper" (feature_default_box, wants the LED), "full",
 * "circles" (wants all the optics) or "HxW". What does not fit ends the program, as does folding under a LED that does
 * not stand on an axis. */
void geometry_crop(struct feature_spec *spec, const char *crop, const struct meta *optics);

void geometry_write(struct meta *meta, const struct feature_spec *spec);
/* False when the metadata are not those of features; what contradicts itself ends the program. */
bool geometry_read(const struct meta *meta, struct feature_spec *spec);

#endif
