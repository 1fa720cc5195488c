/* fcfnn_training.h -- trains the FCFNN: squared or Huber error, dropout of the inputs, validation on whole frames.
 *
 * P1, Note S3 and the authors' notebook; a second output that learns how large the error will be is not from P1. learn/
 * holds what all trainings share: Adam, the order of the examples, when to stop. The random numbers of a step depend
 * only on the seed and the step, so a training that continues from a saved course and optimiser ends with the same
 * bytes as an uninterrupted one.
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
    size_t batch;         /* patches per step */
    double rate, dropout; /* step size of Adam; fraction of the inputs that is dropped */
    double huber_um;      /* larger errors count linearly (Huber 1964); 0: all errors are squared */
    double average;       /* decay of the running average that is validated and kept; 0: the weights themselves */
    enum schedule schedule;
    size_t seed;
};

/* The patches for training or for validation. Patches of the same frame are adjacent; the prediction of a frame is the
 * mean over its patches. */
struct fcfnn_patches {
    size_t count;
    const float *target_um;                                /* count */
    const size_t *frame;                                   /* count, ascending */
    void (*load)(const void *context, size_t i, float *x); /* loads the inputs of patch i */
    const void *context;
};

struct fcfnn_training {
    struct fcfnn_training_options options;
    struct fcfnn net;
    const struct fcfnn_patches *training, *validation; /* for training, and for choosing the weights; not owned */
    struct optimiser optimiser;
    struct course course; /* with root mean square errors in um: of patches with dropout, and of validation frames */
    struct order order;
    float *x, *scratch, *y; /* one batch */
};

/* The slopes of the loss of one patch by its outputs, y. By the prediction y[0]: 2 error_um, limited to +-2 huber_um.
 * By a second output, the logarithm of the expected error in um: 1 - error_um^2 / exp(2 y[1]), at least -8, which leads
 * to the root mean square of the errors of patches that look alike (Nix and Weigend 1994). The prediction does not feel
 * it. */
void fcfnn_slopes(const struct fcfnn_training_options *options, size_t outputs, const float *y, float target_um,
                  float *slope);

/* Allocates everything, at step 0, with initial weights from the seed, or from `before` (net->params) unless NULL.
 * False: no memory. */
bool fcfnn_training_new(struct fcfnn_training *t, const struct fcfnn *net, const struct fcfnn_training_options *options,
                        const float *before, const struct fcfnn_patches *training,
                        const struct fcfnn_patches *validation);
void fcfnn_training_free(struct fcfnn_training *t);

/* Does one round of the course: its steps and the validation; keeps the weights if they are the best. False: no
 * memory. */
bool fcfnn_training_round(struct fcfnn_training *t);

#endif
