/* fcfnn_predictor.h -- applies an FCFNN to frames, one after another. */
#ifndef FCFNN_PREDICTOR_H
#define FCFNN_PREDICTOR_H

#include <stdbool.h>
#include <stddef.h>

#include "feature/feature.h"
#include "model/fcfnn_model.h"
#include "stats/status.h"
#include "tensor/tensor.h"

/* The prediction for one frame. */
struct fcfnn_prediction {
    double defocus_um;     /* focus - z: how far to move up; NAN if blank */
    double spread_um;      /* standard deviation over the patches */
    double uncertainty_um; /* expected error, standard deviation; NAN without a second output */
    double novelty; /* distance of the shape of the spectrum from those of the training frames, in standard deviations;
                       1 is typical */
    enum status status;
};

/* Buffers that are reused from frame to frame; start with {.model = &model, .name = "model.npy"}. */
struct fcfnn_predictor {
    const struct fcfnn_model *model;
    const char *name; /* name of the model, for messages */
    bool median;      /* combine the patches of a frame by their median, not their mean */
    size_t room;      /* patches */
    float *features, *x, *dx, *scratch, *y;
    double *value;    /* predictions of the patches */
    float *by_params; /* net.params; the part of a gradient that fcfnn_predictor_gradient does not use */
    struct features *extractor;
};
void fcfnn_predictor_free(struct fcfnn_predictor *p);

/* features: patches x view.features of the model. Blank patches are all zeros and are left out of the consensus. */
struct fcfnn_prediction fcfnn_predictor_features(struct fcfnn_predictor *p, const float *features, size_t patches);

/* Computes the derivative of the defocus of each patch with respect to each of its features, in um per unit of the
 * feature as written by fftcrop, into gradient (patches x view.features). */
void fcfnn_predictor_gradient(struct fcfnn_predictor *p, const float *features, size_t patches, float *gradient);

/* What keeps a frame (y, x), or features (patch, feature) that fftcrop made, from being predicted: metadata that
 * contradict the model, or a size that does not fit it. A static text; `where` names the frame. NULL: nothing. */
const char *fcfnn_predictor_misfit(const struct fcfnn_predictor *p, const struct tensor *frame, const char *where);

/* The frame, whose outliers are replaced (outliers/outliers.h), or the features, as f4, which must fit. */
struct fcfnn_prediction fcfnn_predictor_frame(struct fcfnn_predictor *p, struct tensor *frame, const char *where);

#endif
