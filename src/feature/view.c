#include "feature/view.h"

#include <stdlib.h>
#include <string.h>

bool view_new(struct view *v, size_t features)
{
    *v = (struct view){
        .features = features,
        .shift = calloc(features, sizeof *v->shift),
        .gain = calloc(features, sizeof *v->gain),
        .seen = calloc(features, sizeof *v->seen),
    };
    if (v->shift && v->gain && v->seen)
        return true;
    view_free(v);
    return false;
}

void view_free(struct view *v)
{
    free(v->shift);
    free(v->gain);
    free(v->seen);
    *v = (struct view){0};
}

void view_find(struct view *v)
{
    v->inputs = 0;
    for (size_t k = 0; k < v->features; k++)
        if (v->gain[k] != 0)
            v->seen[v->inputs++] = k;
}

void view_apply(const struct view *v, const float *features, float *x)
{
    for (size_t i = 0; i < v->inputs; i++) {
        size_t k = v->seen[i];
        x[i] = (features[k] - v->shift[k]) * v->gain[k];
    }
}

void view_adjoint(const struct view *v, const float *dx, float *gradient)
{
    memset(gradient, 0, v->features * sizeof *gradient);
    for (size_t i = 0; i < v->inputs; i++)
        gradient[v->seen[i]] = dx[i] * v->gain[v->seen[i]];
}
