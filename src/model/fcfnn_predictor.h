/* fcfnn_predictor.h -- what an FCFNN says of frames, one after the other. */
#ifndef FCFNN_PREDICTOR_H
#define FCFNN_PREDICTOR_H

#include <stdbool.h>
#include <stddef.h>

#include "feature/feature.h"
#include "model/fcfnn_model.h"
#include "stats/status.h"
#include "tensor/tensor.h"

/* What a model says of one frame. */
struct fcfnn_prediction {
    double defocus_um; /* focus - z: how far to move up; NAN when blank */
    double spread_um;  /* standard deviation over the patches */
    double novelty; /* distance of the spectrum's shape from those of the training frames, in deviations; 1 is usual */
    enum status status;
};

/* Buffers that are reused from frame to frame; begin with {.model = &model, .name = "model.npy"}. */
struct fcfnn_predictor {
    const struct fcfnn_model *model;
    const char *name; /* of the model, for messages */
    bool median;      /* the consensus of a frame's patches is their median, not their mean */
    size_t room;      /* patches */
    float *features, *x, *dx, *scratch, *y;
    double *value;    /* the patches' predictions */
    float *by_params; /* net.params; the half of a gradient that fcfnn_predictor_gradient does not want */
    struct features *extractor;
};
void fcfnn_predictor_free(struct fcfnn_predictor *p);

/* features: patches x view.features of the model, a blank patch being all zeros and left out of the consensus. */
struct fcfnn_prediction fcfnn_predictor_features(struct fcfnn_predictor *p, const float *features, size_t patches);

/* The derivative of the defocus of each patch by each of its features, um for a unit of the feature as fftcrop gives
 * it, into gradient (patches x view.features). */
void fcfnn_predictor_gradient(struct fcfnn_predictor *p, const float *features, size_t patches, float *gradient);

/* A frame (y, x), or features (patch, feature) that fftcrop made, as f4; `where` names it. Metadata that contradict
 * the model, or a frame smaller than a patch, end the program. */
struct fcfnn_prediction fcfnn_predictor_frame(struct fcfnn_predictor *p, const struct tensor *frame, const char *where);

#endif
