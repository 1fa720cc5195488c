/* fcfnn_training.h -- training the FCFNN: squared or Huber error, dropout of its inputs, validation on whole frames.
 *
 * P1, Note S3 and the authors' notebook. What every training has is in learn/: Adam, the order of the examples, when to
 * stop. What is random in a step depends on the seed and the step only, so a training that is continued from a saved
 * course and optimiser ends with the same bytes as one that was never interrupted.
 */
#ifndef FCFNN_TRAINING_H
#define FCFNN_TRAINING_H

#include <stdbool.h>
#include <stddef.h>

#include "learn/course.h"
#include "learn/optimiser.h"
#include "learn/order.h"
#include "learn/schedule.h"
#include "net/fcfnn.h"

struct fcfnn_training_options {
    struct course_options course;
    size_t batch;         /* patches in a step */
    double rate, dropout; /* Adam's step size; the share of the inputs that is dropped */
    double huber_um;      /* errors beyond count linearly (Huber 1964); 0: squared at any size */
    double average;       /* what is validated and kept: 0, the weights themselves; else their exponential average */
    enum schedule schedule;
    size_t seed;
};

/* The patches to learn from or to validate on. Those of one frame stand together, and the frame's prediction is the
 * mean of theirs. */
struct fcfnn_patches {
    size_t count;
    const float *target_um;                                /* count */
    const size_t *frame;                                   /* count, ascending */
    void (*load)(const void *context, size_t i, float *x); /* the inputs of patch i */
    const void *context;
};

struct fcfnn_training {
    struct fcfnn_training_options options;
    struct fcfnn net;
    const struct fcfnn_patches *training, *validation; /* to learn from, to choose the weights by; not owned */
    struct optimiser optimiser;
    struct course course; /* its errors: the root mean square of a patch with dropout, and of a frame, um */
    struct order order;
    float *x, *scratch, *y; /* a batch */
};

/* d(error) / d(prediction) of one patch: 2 error_um, limited to +-2 huber_um. */
double fcfnn_slope(const struct fcfnn_training_options *options, double error_um);

/* Room for everything, at step 0: with first weights by the seed, or, unless NULL, those of `before` (net->params).
 * False: no memory. */
bool fcfnn_training_new(struct fcfnn_training *t, const struct fcfnn *net, const struct fcfnn_training_options *options,
                        const float *before, const struct fcfnn_patches *training,
                        const struct fcfnn_patches *validation);
void fcfnn_training_free(struct fcfnn_training *t);

/* One round of the course: its steps, the validation, and whether the weights are the best. False: no memory. */
bool fcfnn_training_round(struct fcfnn_training *t);

#endif
