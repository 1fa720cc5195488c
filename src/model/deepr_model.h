/* deepr_model.h -- a trained network of Luo 2020 with everything needed to use it, in memory and as a stream.
 *
 * As a stream it is the bundle of the weights and biases of all layers: of the trunk, of the way up to the image, and,
 * if there is one, of that to the defocus; then the arrays of the guard, if there is one. The metadata are the
 * optics, the size of the network, and the record of the training.
 */
#ifndef DEEPR_MODEL_H
#define DEEPR_MODEL_H

#include <stdio.h>

#include "model/guard.h"
#include "model/pairs.h"
#include "net/unet.h"
#include "tensor/bundle.h"

struct deepr_model {
    struct meta meta;     /* of the bundle */
    enum pairs_task task; /* focus (model=deep-r) or refocus (deep-z) */
    struct unet_spec spec;
    float *params[UNET_PARTS]; /* NULL: the model lacks the part */
    double unit_um;            /* of the distances that it sees or says */
    size_t map_side;           /* a map is the weighted mean of what its decoder says of the square around a pixel */
    struct guard guard;        /* deep-z and older models have none */
};

/* Reads a model and checks that its arrays fit together; anything else ends the program. */
void deepr_model_read(struct deepr_model *model, const char *path);
/* The same for a bundle that has been opened, with its metadata; closes it. */
void deepr_model_take(struct deepr_model *model, struct bundle *bundle, const struct meta *meta, const char *path);
/* Writes the arrays, with model->meta unchanged. */
void deepr_model_write(FILE *out, const struct deepr_model *model);
void deepr_model_free(struct deepr_model *model);

/* Ends the program if this processor lacks the instructions that a network is to use. */
void deepr_need_isa(enum conv_isa isa);

#endif
