/* optimiser.h -- learning on a flat vector of weights, whatever the network: Adam (Kingma and Ba 2015), the running
 * average of the weights, and the best of it so far.
 *
 * The vectors, the gradient excepted, are the whole state: a training that is continued from a copy of them ends with
 * the same bytes.
 */
#ifndef OPTIMISER_H
#define OPTIMISER_H

#include <stdbool.h>
#include <stddef.h>

struct optimiser {
    size_t params;
    float *weights, *gradient; /* params each, like all that follow; the caller fills the gradient */
    float *mean, *square;      /* Adam's moments */
    float *average, *best;
};

/* All zeros. False: no memory. */
bool optimiser_new(struct optimiser *o, size_t params);
void optimiser_free(struct optimiser *o);

/* Begins at the weights that have been put in: the average is them. */
void optimiser_begin(struct optimiser *o);

/* Step number `step`, from 0, down the gradient with Adam's step size `rate`, its decays being 0.9 and 0.999. The
 * running average keeps the share `keep` of itself; with 0 it is the weights. */
void optimiser_step(struct optimiser *o, size_t step, double rate, double keep);

/* The average is the best so far. */
void optimiser_keep(struct optimiser *o);

#endif
