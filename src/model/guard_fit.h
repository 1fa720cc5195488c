/* guard_fit.h -- finds from pairs how a defocus blurs, and how large a mismatch is usual. See guard.h */
#ifndef GUARD_FIT_H
#define GUARD_FIT_H

#include "model/deepr_model.h"

/* Fills model->guard: by the pairs of the set that are not held out, and by what the model, which has the decoder,
 * makes of those that are. */
void guard_fit(struct deepr_model *model, const struct dataset *set);

#endif
