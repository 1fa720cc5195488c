/* deepr_fit.h -- from pairs of images to a trained network of Luo 2020. */
#ifndef DEEPR_FIT_H
#define DEEPR_FIT_H

#include "model/deepr_model.h"
#include "net/deepr_training.h"

struct deepr_fit {
    struct deepr_options training;
    size_t base, levels, critic_base;
    enum unet_rise up;
    enum pairs_task task;
    struct meta record;               /* the options as metadata, for the model and the checkpoints */
    const struct deepr_model *before; /* task dpm: the generator that the decoder is trained on */
    const char *before_name;          /* its name for messages */
    const char *loss, *checkpoint;    /* paths of files, or NULL */
    bool resume;
};

/* Complete recipes, in the order of the words: ours, and the paper's. */
#define DEEPR_PRESETS "default|paper"
extern const struct deepr_fit deepr_presets[];

/* Ends the program if the weights of the loss, and the critic, do not go together. */
void deepr_fit_check(const struct deepr_fit *fit);

/* Trains on the pairs of the set that are not held out, and chooses the weights by those that are. Fills the model,
 * including its metadata. Shows progress, saves checkpoints and writes the loss curve. Metadata that are too long,
 * files that cannot be written, and images that do not fit the network end the program before the first step. */
void deepr_fit_model(struct deepr_model *model, const struct dataset *set, const struct deepr_fit *fit);

#endif
