/* training.h -- training a network: squared or Huber error, input dropout, Adam, early stopping on whole stacks.
 *
 * P1, Note S3 and the authors' notebook. Training goes in rounds of check_every steps, each followed by a validation;
 * the weights of the best round, or their running average, are kept, and training ends when `patience` steps have
 * brought no better one. All the state is in flat arrays here, and what is random in step t depends on the seed and t
 * only, so a run that is continued from a saved state ends with the same bytes as one that was never interrupted.
 */
#ifndef TRAINING_H
#define TRAINING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "train/network.h"

/* The step size stays as it is (P1), or falls to 0 as half a cosine over max_steps. */
enum training_schedule { TRAINING_CONSTANT, TRAINING_COSINE };

struct training_options {
    size_t batch, check_every, patience, max_steps; /* the last three in steps */
    double rate, dropout;                           /* Adam's step size; the share of the inputs that is dropped */
    double huber_um; /* errors beyond count linearly (Huber 1964); 0: squared at any size */
    double average;  /* what is validated and kept: 0, the weights themselves; else their exponential average */
    enum training_schedule schedule;
    uint64_t seed;
};

/* The patches to learn from or to validate on. Those of one frame stand together, and the frame's prediction is the
 * mean of theirs. */
struct examples {
    size_t count;
    const float *target_um;                                /* count */
    const size_t *frame;                                   /* count, ascending */
    void (*load)(const void *context, size_t i, float *x); /* the features of patch i */
    const void *context;
};

struct round {
    double step, training_rmse_um, validation_rmse_um; /* the first as running mean with dropout on, per patch */
};

struct training {
    struct training_options options;
    struct network net;
    const struct examples *examples, *validation; /* to learn from, to choose the weights by; not owned */
    float *params, *gradient, *mean, *square;     /* net.params each; the last two are Adam's moments */
    float *average, *best;                        /* net.params each; the running average; the best of it so far */
    size_t step, best_step;
    double best_rmse_um;
    struct round *history; /* one a round */
    size_t rounds;
    float *x, *scratch, *y; /* a batch */
    size_t *order, epoch;   /* the order of the examples in this epoch, shuffled when `epoch` is not the wanted one */
    double *prediction_um;  /* of the validation frames */
};

/* The derivative, by the prediction, of the error of one patch: of e^2, beyond huber_um of huber_um (2 |e| - huber_um).
 */
double training_slope(const struct training_options *options, double error_um);

/* Room for everything, weights initialised, step 0. False: no memory. */
bool training_new(struct training *t, const struct network *net, const struct training_options *options,
                  const struct examples *examples, const struct examples *validation);
void training_free(struct training *t);

/* One round. False: no memory. */
bool training_round(struct training *t);
/* Whether another round is wanted. */
bool training_wanted(const struct training *t);

/* The consensus for each frame of the examples, in their order, into prediction_um (one a frame), and unless NULL the
 * standard deviation over the frame's patches into spread_um. Returns the number of frames. */
size_t training_predict(struct training *t, const float *params, const struct examples *examples, double *prediction_um,
                        double *spread_um);

#endif
