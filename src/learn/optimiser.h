/* optimiser.h -- optimisation of a flat vector of weights, for any network: Adam (Kingma and Ba 2015), for matrices in
 * it also Muon (Jordan et al. 2024), the running average of the weights, and the best weights so far.
 *
 * Muon moves a matrix of weights in all of its directions by the same amount: by the orthogonal matrix nearest to the
 * momentum of its gradient, times the step size and 0.2 sqrt(max(rows, columns)), so that the weights move about as far
 * as by Adam with the same step size (Liu et al., arXiv 2502.16982).
 *
 * The vectors except the gradient are the complete state: a training that continues from a copy of them ends with the
 * same bytes.
 */
#ifndef OPTIMISER_H
#define OPTIMISER_H

#include <stdbool.h>
#include <stddef.h>

#define OPTIMISER_METHODS "adam|muon"
enum optimiser_method { OPTIMISER_ADAM, OPTIMISER_MUON };

/* A matrix in the vector, row-major from `at` on, with at most as many rows as columns. */
struct optimiser_matrix {
    size_t at, rows, columns;
};

struct optimiser {
    size_t params;
    float *weights, *gradient; /* params elements, as in all vectors below; the caller fills the gradient */
    float *mean, *square;      /* Adam's moments; of a matrix that Muon moves, its momentum and zeros */
    float *average, *best;
    const struct optimiser_matrix *matrix; /* those that Muon moves, in their order; not owned */
    size_t matrices;
    float *scratch;
    size_t scratch_size; /* floats */
};

/* All zeros. False: no memory. */
bool optimiser_new(struct optimiser *o, size_t params);
void optimiser_free(struct optimiser *o);
/* From now on Muon moves these matrices, in the order of the vector, which the caller keeps. False: no memory. */
bool optimiser_use_muon(struct optimiser *o, size_t matrices, const struct optimiser_matrix *matrix);

/* All memory that it has allocated. */
size_t optimiser_bytes(const struct optimiser *o);

/* Starts from the weights that the caller has set: copies them to the average. */
void optimiser_begin(struct optimiser *o);

/* Takes step number `step`, from 0, down the gradient, by Adam with the step size `rate` and the decays 0.9 and 0.999,
 * by Muon with the decay 0.95. The running average decays by the factor `keep`; with 0 it equals the weights. False: no
 * memory. */
bool optimiser_step(struct optimiser *o, size_t step, double rate, double keep);

/* Stores the average as the best weights so far. */
void optimiser_keep(struct optimiser *o);

#endif
