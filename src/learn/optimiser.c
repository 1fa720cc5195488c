#include "learn/optimiser.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "learn/orthogonal.h"

enum { VECTORS = 6 };

bool optimiser_new(struct optimiser *o, size_t params)
{
    *o = (struct optimiser){.params = params};
    float **const vectors[VECTORS] = {&o->weights, &o->gradient, &o->mean, &o->square, &o->average, &o->best};
    bool whole = true;
    for (size_t i = 0; i < VECTORS; i++)
        whole &= (*vectors[i] = calloc(params, sizeof(float))) != NULL;
    if (!whole)
        optimiser_free(o);
    return whole;
}

void optimiser_free(struct optimiser *o)
{
    float *const vectors[VECTORS] = {o->weights, o->gradient, o->mean, o->square, o->average, o->best};
    for (size_t i = 0; i < VECTORS; i++)
        free(vectors[i]);
    free(o->scratch);
    *o = (struct optimiser){0};
}

bool optimiser_use_muon(struct optimiser *o, size_t matrices, const struct optimiser_matrix *matrix)
{
    for (size_t k = 0; k < matrices; k++) {
        size_t rows = matrix[k].rows, columns = matrix[k].columns;
        size_t size = rows * columns + orthogonal_scratch(rows, columns);
        o->scratch_size = size > o->scratch_size ? size : o->scratch_size;
    }
    o->matrix = matrix;
    o->matrices = matrices;
    o->scratch = calloc(o->scratch_size, sizeof *o->scratch);
    return o->scratch || !o->scratch_size;
}

size_t optimiser_bytes(const struct optimiser *o)
{
    return (VECTORS * o->params + o->scratch_size) * sizeof(float);
}

void optimiser_begin(struct optimiser *o)
{
    memcpy(o->average, o->weights, o->params * sizeof *o->average);
}

/* Of the weights from `first` up to `end`. */
static void adam(struct optimiser *o, size_t first, size_t end, size_t step, double rate)
{
    const float decay1 = 0.9f, decay2 = 0.999f, epsilon = 1e-8f;
    double n = (double)(step + 1);
    /* corrected for the bias of both moments, which start at 0 */
    float size = (float)(rate * sqrt(1 - pow(0.999, n)) / (1 - pow(0.9, n)));
    float *p = o->weights, *m = o->mean, *s = o->square;
    const float *g = o->gradient;
    for (size_t i = first; i < end; i++) {
        m[i] = decay1 * m[i] + (1 - decay1) * g[i];
        s[i] = decay2 * s[i] + (1 - decay2) * g[i] * g[i];
        p[i] -= size * m[i] / (sqrtf(s[i]) + epsilon);
    }
}

static bool muon(struct optimiser *o, const struct optimiser_matrix *matrix, double rate)
{
    const float decay = 0.95f;
    size_t n = matrix->rows * matrix->columns;
    float *p = o->weights + matrix->at, *m = o->mean + matrix->at, *way = o->scratch;
    const float *g = o->gradient + matrix->at;
    for (size_t i = 0; i < n; i++) {
        m[i] = decay * m[i] + g[i];
        way[i] = decay * m[i] + g[i]; /* as Nesterov looks ahead */
    }
    if (!orthogonal_nearest(matrix->rows, matrix->columns, way, way + n))
        return false;
    float size = (float)(rate * 0.2 * sqrt((double)matrix->columns));
    for (size_t i = 0; i < n; i++)
        p[i] -= size * way[i];
    return true;
}

bool optimiser_step(struct optimiser *o, size_t step, double rate, double keep)
{
    size_t at = 0;
    for (size_t k = 0; k < o->matrices; k++) {
        const struct optimiser_matrix *matrix = &o->matrix[k];
        adam(o, at, matrix->at, step, rate);
        if (!muon(o, matrix, rate))
            return false;
        at = matrix->at + matrix->rows * matrix->columns;
    }
    adam(o, at, o->params, step, rate);
    const float share = (float)keep;
    for (size_t i = 0; i < o->params; i++)
        o->average[i] = share * o->average[i] + (1 - share) * o->weights[i];
    return true;
}

void optimiser_keep(struct optimiser *o)
{
    memcpy(o->best, o->average, o->params * sizeof *o->best);
}
