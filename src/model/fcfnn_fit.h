/* fcfnn_fit.h -- from a labelled dataset to a trained FCFNN. */
#ifndef FCFNN_FIT_H
#define FCFNN_FIT_H

#include "model/dataset.h"
#include "model/fcfnn_model.h"
#include "net/fcfnn_training.h"

/* What the network sees of the features, in the order of the words. Plain: themselves (P1). Standardized: with mean 0
 * and deviation 1 (the authors' notebook). Weighted: each relative to its root mean square, times the share of its
 * variance that the defocus explains, so that frequencies which tell nothing are not learned by heart; those where that
 * share is less than 0.3 of the greatest are not seen at all. */
enum fcfnn_input { FCFNN_PLAIN, FCFNN_STANDARDIZED, FCFNN_WEIGHTED };
#define FCFNN_INPUTS "plain|standardized|weighted"

/* Which weights become the model's: of the best validation, or of the last step. */
enum fcfnn_keep { FCFNN_BEST, FCFNN_LAST };
#define FCFNN_KEEPS "best|last"

struct fcfnn_fit {
    struct fcfnn_training_options training;
    size_t layers, width;
    enum fcfnn_input input;
    enum fcfnn_keep keep;
    struct meta record; /* these options as metadata, for the model and the checkpoints */
    const struct fcfnn_model
        *before;                   /* unless NULL: whose weights, size and view of the features training begins with */
    const char *before_name;       /* for messages */
    const char *loss, *checkpoint; /* files, or NULL */
    bool resume;
};

/* Whole recipes, in the order of the words: ours, the paper's, and that of its authors' notebook. */
#define FCFNN_PRESETS "default|paper|notebook"
extern const struct fcfnn_fit fcfnn_presets[];

/* Trains on the frames of the set that are not held out and chooses by those that are; fills the model, its metadata
 * included. Shows progress, saves checkpoints, writes the loss curve. Metadata that are too long and files that cannot
 * be written end the program before the first step. */
void fcfnn_fit_model(struct fcfnn_model *model, struct dataset *set, const struct fcfnn_fit *fit);

#endif
