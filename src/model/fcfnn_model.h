/* fcfnn_model.h -- a trained FCFNN with everything needed to use it, in memory and as a stream.
 *
 * As a stream it is the bundle of shift, gain, shape_mean, shape_factor, then w1, b1, ..., where w is (in, out). The
 * metadata are the geometry of the features, the optics, and the record of the training.
 */
#ifndef FCFNN_MODEL_H
#define FCFNN_MODEL_H

#include <stdbool.h>
#include <stdio.h>

#include "feature/view.h"
#include "model/geometry.h"
#include "net/fcfnn.h"
#include "tensor/bundle.h"

struct fcfnn_model {
    struct meta meta; /* of the bundle */
    struct feature_spec spec;
    struct fcfnn net;
    float *params;            /* net.params */
    struct view view;         /* of the features; view.inputs == net.inputs */
    unsigned char (*band)[2]; /* view.features; see feature_shape */
    float shape_mean[FEATURE_BANDS],
        shape_factor[FEATURE_BANDS * FEATURE_BANDS];             /* of the training patches; whiten.h */
    double novelty_limit, spread_limit_um, uncertainty_limit_um; /* what is above them is low-confidence */
    double edge_low_um, edge_high_um;                            /* what is not between them is at the edge */
    double uncertainty_factor; /* from what the second output expects to the errors of the validation; 0: no output */
};

/* Reads a model and checks that its arrays fit together; anything else ends the program. */
void fcfnn_model_read(struct fcfnn_model *model, const char *path);
/* The same for a bundle that has been opened, with its metadata; closes it. */
void fcfnn_model_take(struct fcfnn_model *model, struct bundle *bundle, const struct meta *meta, const char *path);
/* Allocates and fills model->band from the features' geometry and the optics. */
void fcfnn_model_bands(struct fcfnn_model *model);
/* Writes the arrays, with model->meta unchanged. */
void fcfnn_model_write(FILE *out, const struct fcfnn_model *model);
void fcfnn_model_free(struct fcfnn_model *model);

#endif
