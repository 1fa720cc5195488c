/* fcfnn_data.h -- the features of a dataset as an FCFNN sees them: its patches, their moments, what they reveal. */
#ifndef FCFNN_DATA_H
#define FCFNN_DATA_H

#include "feature/view.h"
#include "model/dataset.h"
#include "net/fcfnn_training.h"

/* What fftcrop makes. */
extern const struct dataset_kind fcfnn_data_kind;

struct fcfnn_data {
    const struct dataset *set;
    float *mean, *scale;     /* set->size each, from fcfnn_data_moments */
    const struct view *view; /* how patches are loaded, unless NULL; not owned */
    float *row;              /* set->size; scratch for a view */
};

/* The dataset must outlive them. */
void fcfnn_data_new(struct fcfnn_data *f, const struct dataset *set);
void fcfnn_data_free(struct fcfnn_data *f);

/* The patches of the held-out frames, or of the training frames; ends the program if there are none. The features must
 * outlive them. */
struct fcfnn_patches fcfnn_data_patches(const struct fcfnn_data *f, bool held_out);
void fcfnn_data_patches_free(struct fcfnn_patches *patches);

/* Computes f->mean of each feature over the patches, and f->scale, the inverse of its standard deviation (0 for a
 * constant feature); a value that is not finite ends the program. Call before f->view is set, as for
 * fcfnn_data_relevance. */
void fcfnn_data_moments(struct fcfnn_data *f, const struct fcfnn_patches *patches);

/* How much each feature reveals about the defocus: the fraction of its variance over the patches that lies between
 * classes of similar target (the correlation ratio, Pearson 1903, minus its value for chance alone), 0 .. 1. */
void fcfnn_data_relevance(const struct fcfnn_data *f, const struct fcfnn_patches *patches, double *relevance);

#endif
