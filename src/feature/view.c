#include "feature/view.h"

#include <stdlib.h>
#include <string.h>

bool view_new(struct view *v, size_t features)
{
    *v = (struct view){
        .features = features,
        .shift = calloc(features, sizeof *v->shift),
        .gain = calloc(features, sizeof *v->gain),
        .run = calloc(features / 2 + 1, sizeof *v->run), /* as many as there can be */
    };
    if (v->shift && v->gain && v->run)
        return true;
    view_free(v);
    return false;
}

void view_free(struct view *v)
{
    free(v->shift);
    free(v->gain);
    free(v->run);
    *v = (struct view){0};
}

void view_find(struct view *v)
{
    v->inputs = v->runs = 0;
    for (size_t k = 0; k < v->features; k++) {
        if (v->gain[k] == 0)
            continue;
        if (k == 0 || v->gain[k - 1] == 0)
            v->run[v->runs++] = (struct view_run){k, 0};
        v->run[v->runs - 1].count++;
        v->inputs++;
    }
}

void view_apply(const struct view *v, const float *features, float *x)
{
    for (const struct view_run *r = v->run; r < v->run + v->runs; x += r->count, r++)
        for (size_t i = 0; i < r->count; i++)
            x[i] = (features[r->first + i] - v->shift[r->first + i]) * v->gain[r->first + i];
}

void view_adjoint(const struct view *v, const float *dx, float *gradient)
{
    memset(gradient, 0, v->features * sizeof *gradient);
    for (const struct view_run *r = v->run; r < v->run + v->runs; dx += r->count, r++)
        for (size_t i = 0; i < r->count; i++)
            gradient[r->first + i] = dx[i] * v->gain[r->first + i];
}
