/* model.h -- a trained network with all that its use needs, in memory and as a stream.
 *
 * As a stream: arrays name=shift, name=gain, then name=shape_mean, name=shape_factor, then
 * name=w1, name=b1, ..., w (in, out). The first carries the geometry of the features, the optics, and what training
 * says about itself.
 */
#ifndef MODEL_H
#define MODEL_H

#include <stdbool.h>
#include <stdio.h>

#include "feature/view.h"
#include "model/geometry.h"
#include "tensor/tensor.h"
#include "train/network.h"

/* What the network sees of the features, in the order of the words. Plain: themselves (P1). Standardized: with mean 0
 * and deviation 1 (the authors' notebook). Weighted: each relative to its root mean square, times the share of its
 * variance that the defocus explains, so that frequencies which tell nothing are not learned by heart; those where that
 * share is less than 0.3 of the greatest are not seen at all. */
enum model_input { MODEL_PLAIN, MODEL_STANDARDIZED, MODEL_WEIGHTED };
#define MODEL_INPUTS "plain|standardized|weighted"

struct model {
    struct meta meta; /* of the first array */
    struct feature_spec spec;
    struct network net;
    enum model_input input; /* how the view came about */
    float *params;          /* net.params */
    struct view view;       /* of the features; view.inputs == net.inputs */
    unsigned char *band;    /* view.features; see feature_shape */
    float shape_mean[FEATURE_BANDS],
        shape_factor[FEATURE_BANDS * FEATURE_BANDS]; /* of the training patches; whiten.h */
    double novelty_limit, spread_limit_um;           /* what 99 of 100 validation frames stay below */
    double target_low_um, target_high_um;            /* the range of the training targets */
};

enum status { STATUS_OK, STATUS_EDGE, STATUS_LOW_CONFIDENCE, STATUS_BLANK };
const char *status_name(enum status status);

/* What a model says of one frame. */
struct prediction {
    double defocus_um; /* focus - z: how far to move up; NAN when blank */
    double spread_um;  /* standard deviation over the patches */
    double novelty; /* distance of the spectrum's shape from those of the training frames, in deviations; 1 is usual */
    enum status status;
};

/* Reads, checks that the arrays fit each other; anything else ends the program. */
void model_read(struct model *model, const char *path);
void model_write(FILE *out, const struct model *model);
void model_free(struct model *model);

/* Buffers that are reused from frame to frame; begin with {.model = &model, .name = "model.npy"}. */
struct predictor {
    const struct model *model;
    const char *name; /* of the model, for messages */
    bool median;      /* the consensus of a frame's patches is their median, not their mean */
    size_t room;      /* patches */
    float *features, *x, *dx, *scratch, *y;
    float *by_params; /* net.params; the half of a gradient that predictor_gradient does not want */
    struct features *extractor;
};
void predictor_free(struct predictor *p);

/* features: patches x net.inputs, a blank patch being all zeros and left out of the consensus. */
struct prediction predictor_features(struct predictor *p, const float *features, size_t patches);

/* The derivative of the defocus of each patch by each of its features, um for a unit of the feature as fftcrop gives
 * it, into gradient (patches x net.inputs). */
void predictor_gradient(struct predictor *p, const float *features, size_t patches, float *gradient);

/* A frame (y, x), or features (patch, feature) that fftcrop made, as f4; `where` names it. Metadata that contradict
 * the model, or a frame smaller than a patch, end the program. */
struct prediction predictor_frame(struct predictor *p, const struct tensor *frame, const char *where);

#endif
