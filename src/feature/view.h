/* view.h -- which features a network sees, and how: (feature - shift) gain, without those whose gain is 0. */
#ifndef VIEW_H
#define VIEW_H

#include <stdbool.h>
#include <stddef.h>

struct view {
    size_t features;
    float *shift, *gain; /* features each */
    size_t inputs;       /* how many are seen, which the network has as its inputs */
    size_t *seen;        /* their numbers, ascending */
};

/* Room for so many features: shift and gain are 0, so that none is seen. False: no memory. */
bool view_new(struct view *view, size_t features);
void view_free(struct view *view);

/* Finds what is seen by the gain, after that was changed. */
void view_find(struct view *view);

/* features -> x (inputs). */
void view_apply(const struct view *view, const float *features, float *x);
/* What a derivative by the inputs is by the features: dx (inputs) -> gradient (features), 0 where none is seen. */
void view_adjoint(const struct view *view, const float *dx, float *gradient);

#endif
