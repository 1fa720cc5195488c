/* guard_fit.h -- finds from pairs what the outputs of a network look like. See guard.h */
#ifndef GUARD_FIT_H
#define GUARD_FIT_H

#include "model/deepr_model.h"

/* Fills model->guard, by what the model makes of the pairs of the set: of those that are not held out, what is usual;
 * of those that are, the limit. The pairs are square; isa is that of the training. */
void guard_fit(struct deepr_model *model, const struct dataset *set, enum conv_isa isa);

#endif
