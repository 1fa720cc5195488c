/* kinds.h -- the table of all kinds of specimens. */
#ifndef KINDS_H
#define KINDS_H

#include "specimen/specimen.h"

/* Either draws the phase and loss of light that passes, or, with phase and loss of NULL, the light that shines. */
struct specimen_kind {
    const char *name;
    double per_mm2, depth_um; /* unless the user says otherwise */
    bool (*draw)(const struct canvas *canvas, double per_mm2, struct rng *rng);
    bool (*shine)(const struct canvas *canvas, double per_mm2, struct rng *rng, float *light);
    bool dyed; /* and so different in each colour */
};

/* NULL: there is none of this name. */
const struct specimen_kind *specimen_find(const char *name);

#endif
