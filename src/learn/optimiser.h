/* optimiser.h -- optimisation of a flat vector of weights, for any network: Adam (Kingma and Ba 2015), the running
 * average of the weights, and the best weights so far.
 *
 * The vectors except the gradient are the complete state: a training that continues from a copy of them ends with the
 * same bytes.
 */
#ifndef OPTIMISER_H
#define OPTIMISER_H

#include <stdbool.h>
#include <stddef.h>

struct optimiser {
    size_t params;
    float *weights, *gradient; /* params elements, as in all vectors below; the caller fills the gradient */
    float *mean, *square;      /* Adam's moments */
    float *average, *best;
};

/* All zeros. False: no memory. */
bool optimiser_new(struct optimiser *o, size_t params);
void optimiser_free(struct optimiser *o);

/* Starts from the weights that the caller has set: copies them to the average. */
void optimiser_begin(struct optimiser *o);

/* Takes step number `step`, from 0, down the gradient, by Adam with the step size `rate` and the decays 0.9 and 0.999.
 * The running average decays by the factor `keep`; with 0 it equals the weights. */
void optimiser_step(struct optimiser *o, size_t step, double rate, double keep);

/* Stores the average as the best weights so far. */
void optimiser_keep(struct optimiser *o);

#endif
