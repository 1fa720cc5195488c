#include "learn/optimiser.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool optimiser_new(struct optimiser *o, size_t params)
{
    *o = (struct optimiser){.params = params};
    float **const vectors[] = {&o->weights, &o->gradient, &o->mean, &o->square, &o->average, &o->best};
    bool whole = true;
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++)
        whole &= (*vectors[i] = calloc(params, sizeof(float))) != NULL;
    if (!whole)
        optimiser_free(o);
    return whole;
}

void optimiser_free(struct optimiser *o)
{
    float *const vectors[] = {o->weights, o->gradient, o->mean, o->square, o->average, o->best};
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++)
        free(vectors[i]);
    *o = (struct optimiser){0};
}

void optimiser_begin(struct optimiser *o)
{
    memcpy(o->average, o->weights, o->params * sizeof *o->average);
}

void optimiser_step(struct optimiser *o, size_t step, double rate, double keep)
{
    const float decay1 = 0.9f, decay2 = 0.999f, epsilon = 1e-8f, share = (float)keep;
    double n = (double)(step + 1);
    /* corrected for the bias of both moments, which start at 0 */
    float size = (float)(rate * sqrt(1 - pow(0.999, n)) / (1 - pow(0.9, n)));
    float *p = o->weights, *m = o->mean, *s = o->square, *a = o->average;
    const float *g = o->gradient;
    for (size_t i = 0; i < o->params; i++) {
        m[i] = decay1 * m[i] + (1 - decay1) * g[i];
        s[i] = decay2 * s[i] + (1 - decay2) * g[i] * g[i];
        p[i] -= size * m[i] / (sqrtf(s[i]) + epsilon);
        a[i] = share * a[i] + (1 - share) * p[i];
    }
}

void optimiser_keep(struct optimiser *o)
{
    memcpy(o->best, o->average, o->params * sizeof *o->best);
}
