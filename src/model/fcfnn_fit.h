/* fcfnn_fit.h -- from a labelled dataset to a trained FCFNN. */
#ifndef FCFNN_FIT_H
#define FCFNN_FIT_H

#include "model/fcfnn_data.h"
#include "model/fcfnn_model.h"
#include "net/fcfnn_training.h"

/* How the network sees the features, in the order of the words. Plain: as they are (P1). Standardized: with mean 0 and
 * standard deviation 1 (the authors' notebook). Weighted: each divided by its root mean square and multiplied by the
 * fraction of its variance that the defocus explains, so that uninformative frequencies are not memorised; features
 * with less than 0.3 of the largest fraction are not seen at all. */
enum fcfnn_input { FCFNN_PLAIN, FCFNN_STANDARDIZED, FCFNN_WEIGHTED };
#define FCFNN_INPUTS "plain|standardized|weighted"

/* Which weights are kept: those of the best validation, or those of the last step. */
enum fcfnn_keep { FCFNN_BEST, FCFNN_LAST };
#define FCFNN_KEEPS "best|last"

struct fcfnn_fit {
    struct fcfnn_training_options training;
    size_t layers, width;
    size_t outputs; /* 2: the second one learns how large the error will be */
    enum fcfnn_input input;
    enum fcfnn_keep keep;
    struct meta record; /* the options as metadata, for the model and the checkpoints */
    const struct fcfnn_model
        *before; /* unless NULL, the model whose weights, size and view of the features training starts from */
    const char *before_name;       /* its name for messages */
    const char *loss, *checkpoint; /* paths of files, or NULL */
    bool resume;
};

/* Complete recipes, in the order of the words: ours, the paper's, and that of the authors' notebook. */
#define FCFNN_PRESETS "default|paper|notebook"
extern const struct fcfnn_fit fcfnn_presets[];

/* Trains on the frames of the set that are not held out, and chooses the weights by the held-out frames. Fills the
 * model, including its metadata. Shows progress, saves checkpoints and writes the loss curve. Metadata that are too
 * long and files that cannot be written end the program before the first step. */
void fcfnn_fit_model(struct fcfnn_model *model, const struct dataset *set, const struct fcfnn_fit *fit);

#endif
