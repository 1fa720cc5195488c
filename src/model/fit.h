/* fit.h -- from a labelled dataset to a model: the steps around training.h that every training has. */
#ifndef FIT_H
#define FIT_H

#include "model/dataset.h"
#include "model/model.h"

struct fit {
    struct training_options options;
    size_t layers, width;
    enum model_input input;
    bool keep_last;                /* the weights of the last step, not of the best validation */
    const struct model *before;    /* unless NULL: whose weights, size and view of the features training begins with */
    const char *before_name;       /* for messages */
    const char *loss, *checkpoint; /* files, or NULL */
    bool resume;
};

/* Whole recipes, in the order of the words: ours, the paper's, and that of its authors' notebook. */
#define FIT_PRESETS "default|paper|notebook"
extern const struct fit fit_presets[];

/* Trains on the frames of the set that are not held out and chooses by those that are; fills the model, its metadata
 * included. Shows progress, saves checkpoints, writes the loss curve. */
void fit_model(struct model *model, struct dataset *set, const struct fit *fit);

#endif
