#include "net/fcfnn_training.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "learn/streams.h"
#include "stats/rng.h"

enum { VALIDATION_BATCH = 64 };

bool fcfnn_training_new(struct fcfnn_training *t, const struct fcfnn *net, const struct fcfnn_training_options *options,
                        const float *before, const struct fcfnn_patches *training,
                        const struct fcfnn_patches *validation)
{
    *t = (struct fcfnn_training){.options = *options, .net = *net, .training = training, .validation = validation};
    size_t batch = options->batch > VALIDATION_BATCH ? options->batch : VALIDATION_BATCH;
    bool whole = optimiser_new(&t->optimiser, net->params) && course_new(&t->course, &options->course) &&
                 order_new(&t->order, training->count, options->seed);
    t->x = calloc(batch * net->inputs, sizeof *t->x);
    t->y = calloc((2 * net->outputs + 1) * batch, sizeof *t->y);
    t->scratch = calloc(fcfnn_scratch(net, batch, true), sizeof *t->scratch);
    whole = whole && t->x && t->y && t->scratch && (before || fcfnn_init(net, options->seed, t->optimiser.weights));
    if (whole && before)
        memcpy(t->optimiser.weights, before, net->params * sizeof *before);
    if (whole)
        optimiser_begin(&t->optimiser);
    else
        fcfnn_training_free(t);
    return whole;
}

void fcfnn_training_free(struct fcfnn_training *t)
{
    optimiser_free(&t->optimiser);
    course_free(&t->course);
    order_free(&t->order);
    free(t->x);
    free(t->y);
    free(t->scratch);
    *t = (struct fcfnn_training){0};
}

/* Inverted dropout: the remaining inputs are scaled up, so prediction needs no correction. Each input uses sixteen
 * random bits, drawn in advance in blocks to keep calls out of the loop over the inputs. */
static bool drop(const struct fcfnn_training_options *options, size_t step, size_t n, float *x)
{
    enum { BLOCK = 1024 };
    uint32_t drawn[BLOCK / 2];
    uint16_t bits[BLOCK];
    struct rng *rng = rng_new(options->seed, stream_of_step(step));
    if (!rng)
        return false;
    uint32_t threshold = (uint32_t)(options->dropout * 65536);
    float factor = (float)(65536.0 / (65536.0 - threshold));
    for (size_t at = 0; at < n; at += BLOCK) {
        size_t count = n - at < BLOCK ? n - at : BLOCK;
        rng_fill(rng, BLOCK / 2, drawn);
        memcpy(bits, drawn, sizeof bits);
        for (size_t i = 0; i < count; i++)
            x[at + i] *= bits[i] >= threshold ? factor : 0;
    }
    rng_free(rng);
    return true;
}

void fcfnn_slopes(const struct fcfnn_training_options *options, size_t outputs, const float *y, float target_um,
                  float *slope)
{
    static const double most = 9; /* squares of the expected error: single large errors do not decide it */
    double error_um = (double)y[0] - (double)target_um, limit = options->huber_um > 0 ? options->huber_um : INFINITY;
    slope[0] = (float)(2 * fmax(-limit, fmin(error_um, limit)));
    if (outputs > 1)
        slope[1] = (float)(1 - fmin(error_um * error_um / exp(2 * (double)y[1]), most));
}

/* Does one step; adds the squared error of the batch to *error. */
static bool learn(struct fcfnn_training *t, size_t step, double *error)
{
    const struct fcfnn_training_options *o = &t->options;
    const struct fcfnn_patches *patches = t->training;
    size_t outputs = t->net.outputs;
    float *slopes = t->y + outputs * o->batch, *targets = slopes + outputs * o->batch;
    for (size_t i = 0; i < o->batch; i++) {
        size_t which;
        if (!order_at(&t->order, step * o->batch + i, &which))
            return false;
        patches->load(patches->context, which, t->x + i * t->net.inputs);
        targets[i] = patches->target_um[which];
    }
    if (o->dropout > 0 && !drop(o, step, o->batch * t->net.inputs, t->x))
        return false;
    fcfnn_forward(&t->net, t->optimiser.weights, o->batch, t->x, t->scratch, t->y);
    for (size_t i = 0; i < o->batch; i++) {
        const float *y = t->y + i * outputs;
        float *slope = slopes + i * outputs, residual = y[0] - targets[i];
        *error += (double)residual * (double)residual;
        fcfnn_slopes(o, outputs, y, targets[i], slope);
        for (size_t k = 0; k < outputs; k++)
            slope[k] /= (float)o->batch;
    }
    fcfnn_gradient(&t->net, t->optimiser.weights, o->batch, t->x, t->scratch, slopes, t->optimiser.gradient, NULL);
    double rate = schedule_rate(o->schedule, o->rate, step, o->course.max_steps);
    return optimiser_step(&t->optimiser, step, rate, o->average);
}

/* The root mean square error over the validation frames; NAN if training has diverged. */
static double validate(struct fcfnn_training *t)
{
    const struct fcfnn_patches *v = t->validation;
    size_t frames = 0, patches = 0;
    double sum = 0, squares = 0;
    for (size_t i = 0; i < v->count; i++) {
        size_t at = i % VALIDATION_BATCH;
        if (at == 0) {
            size_t batch = v->count - i < VALIDATION_BATCH ? v->count - i : VALIDATION_BATCH;
            for (size_t j = 0; j < batch; j++)
                v->load(v->context, i + j, t->x + j * t->net.inputs);
            fcfnn_forward(&t->net, t->optimiser.average, batch, t->x, t->scratch, t->y);
        }
        sum += (double)t->y[at * t->net.outputs];
        patches++;
        if (i + 1 < v->count && v->frame[i + 1] == v->frame[i])
            continue;
        double error = sum / (double)patches - (double)v->target_um[i];
        squares += error * error;
        frames++;
        patches = 0;
        sum = 0;
    }
    return sqrt(squares / (double)frames);
}

bool fcfnn_training_round(struct fcfnn_training *t)
{
    size_t steps = t->options.course.check_every;
    double error = 0;
    for (size_t i = 0; i < steps; i++)
        if (!learn(t, t->course.step + i, &error))
            return false;
    double rmse_um = validate(t);
    if (course_note(&t->course,
                    &(struct course_round){0, sqrt(error / (double)(steps * t->options.batch)), rmse_um, NAN}))
        optimiser_keep(&t->optimiser);
    return true;
}
