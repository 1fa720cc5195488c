/* view.h -- how a network sees the features: (feature - shift) gain, without those whose gain is 0. */
#ifndef VIEW_H
#define VIEW_H

#include <stdbool.h>
#include <stddef.h>

struct view {
    size_t features;
    float *shift, *gain; /* features each */
    size_t inputs;       /* number of features seen, which are the inputs of the network */
    size_t runs;         /* of features that are seen, one after the other */
    struct view_run {
        size_t first, count;
    } * run;
};

/* Allocates a view of this many features with all shifts and gains 0, so that none is seen. False: no memory. */
bool view_new(struct view *view, size_t features);
void view_free(struct view *view);

/* Updates which features are seen; call after changing the gain. */
void view_find(struct view *view);

/* features -> x (inputs). */
void view_apply(const struct view *view, const float *features, float *x);
/* Converts a derivative with respect to the inputs, dx (inputs), to one with respect to the features, gradient
 * (features), which is 0 for features that are not seen. */
void view_adjoint(const struct view *view, const float *dx, float *gradient);

#endif
