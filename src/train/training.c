#include "train/training.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/rng.h"

enum { VALIDATION_BATCH = 64 };

/* Streams of random numbers: 0 initialises the weights, then one for each epoch's order and each step's dropout. */
static uint64_t order_stream(size_t epoch)
{
    return 1 + 2 * (uint64_t)epoch;
}

static uint64_t dropout_stream(size_t step)
{
    return 2 + 2 * (uint64_t)step;
}

bool training_new(struct training *t, const struct network *net, const struct training_options *options,
                  const struct examples *examples, const struct examples *validation)
{
    *t = (struct training){.options = *options, .net = *net, .examples = examples, .validation = validation};
    t->best_rmse_um = INFINITY;
    t->epoch = SIZE_MAX;
    size_t batch = options->batch > VALIDATION_BATCH ? options->batch : VALIDATION_BATCH;
    float **const vectors[] = {&t->params, &t->gradient, &t->mean, &t->square, &t->average, &t->best};
    bool whole = true;
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++)
        whole &= (*vectors[i] = calloc(net->params, sizeof(float))) != NULL;
    t->history = calloc(options->max_steps / options->check_every + 1, sizeof *t->history);
    t->x = calloc(batch * net->inputs, sizeof *t->x);
    t->y = calloc(2 * batch, sizeof *t->y);
    t->scratch = calloc(network_scratch(net, batch, true), sizeof *t->scratch);
    t->order = calloc(examples->count, sizeof *t->order);
    t->prediction_um = calloc(validation->count, sizeof *t->prediction_um);
    whole = whole && t->history && t->x && t->y && t->scratch && t->order && t->prediction_um &&
            network_init(net, options->seed, t->params);
    if (whole)
        memcpy(t->average, t->params, net->params * sizeof *t->params);
    else
        training_free(t);
    return whole;
}

void training_free(struct training *t)
{
    void *const all[] = {t->params,  t->gradient, t->mean, t->square,  t->average, t->best,
                         t->history, t->x,        t->y,    t->scratch, t->order,   t->prediction_um};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        free(all[i]);
    *t = (struct training){0};
}

static bool shuffle(struct training *t, size_t count, size_t epoch)
{
    struct rng *rng = rng_new(t->options.seed, order_stream(epoch));
    if (!rng)
        return false;
    for (size_t i = 0; i < count; i++)
        t->order[i] = i;
    for (size_t i = count; i-- > 1;) {
        size_t j = (size_t)(rng_uniform(rng) * (double)(i + 1)), swap = t->order[i];
        t->order[i] = t->order[j];
        t->order[j] = swap;
    }
    t->epoch = epoch;
    rng_free(rng);
    return true;
}

/* Inverted dropout: what stays is scaled up, so that nothing is done at prediction. Sixteen random bits an input, drawn
 * ahead in blocks so that the loop over the inputs has no calls in it. */
static bool drop(struct training *t, float *x, size_t n)
{
    enum { BLOCK = 1024 };
    uint32_t drawn[BLOCK / 2];
    uint16_t bits[BLOCK];
    struct rng *rng = rng_new(t->options.seed, dropout_stream(t->step));
    if (!rng)
        return false;
    uint32_t threshold = (uint32_t)(t->options.dropout * 65536);
    float factor = (float)(65536.0 / (65536.0 - threshold));
    for (size_t at = 0; at < n; at += BLOCK) {
        size_t count = n - at < BLOCK ? n - at : BLOCK;
        for (size_t i = 0; i < BLOCK / 2; i++)
            drawn[i] = rng_u32(rng);
        memcpy(bits, drawn, sizeof bits);
        for (size_t i = 0; i < count; i++)
            x[at + i] *= bits[i] >= threshold ? factor : 0;
    }
    rng_free(rng);
    return true;
}

static double scheduled_rate(const struct training_options *o, size_t step)
{
    double done = (double)step / (double)o->max_steps;
    return o->schedule == TRAINING_COSINE ? o->rate * (1 + cos(M_PI * done)) / 2 : o->rate;
}

/* Kingma and Ba 2015, with the step size that takes both moments' bias out. */
static void adam(struct training *t)
{
    const float decay1 = 0.9f, decay2 = 0.999f, epsilon = 1e-8f;
    double n = (double)(t->step + 1);
    float rate = (float)(scheduled_rate(&t->options, t->step) * sqrt(1 - pow(0.999, n)) / (1 - pow(0.9, n)));
    const float keep = (float)t->options.average;
    float *p = t->params, *m = t->mean, *s = t->square, *a = t->average;
    const float *g = t->gradient;
    for (size_t i = 0; i < t->net.params; i++) {
        m[i] = decay1 * m[i] + (1 - decay1) * g[i];
        s[i] = decay2 * s[i] + (1 - decay2) * g[i] * g[i];
        p[i] -= rate * m[i] / (sqrtf(s[i]) + epsilon);
        a[i] = keep * a[i] + (1 - keep) * p[i];
    }
}

double training_slope(const struct training_options *options, double error_um)
{
    double limit = options->huber_um > 0 ? options->huber_um : INFINITY;
    return 2 * fmax(-limit, fmin(error_um, limit));
}

/* One step; adds the batch's squared error to *error. */
static bool step(struct training *t, double *error)
{
    const struct examples *examples = t->examples;
    size_t batch = t->options.batch, first = t->step * batch;
    float *targets = t->y + batch;
    for (size_t i = 0; i < batch; i++) {
        size_t epoch = (first + i) / examples->count;
        if (epoch != t->epoch && !shuffle(t, examples->count, epoch))
            return false;
        size_t which = t->order[(first + i) % examples->count];
        examples->load(examples->context, which, t->x + i * t->net.inputs);
        targets[i] = examples->target_um[which];
    }
    if (t->options.dropout > 0 && !drop(t, t->x, batch * t->net.inputs))
        return false;
    network_forward(&t->net, t->params, batch, t->x, t->scratch, t->y);
    for (size_t i = 0; i < batch; i++) {
        float residual = t->y[i] - targets[i];
        *error += (double)residual * (double)residual;
        t->y[i] = (float)(training_slope(&t->options, (double)residual) / (double)batch);
    }
    network_gradient(&t->net, t->params, batch, t->x, t->scratch, t->y, t->gradient, NULL);
    adam(t);
    t->step++;
    return true;
}

/* Root of the mean squared error over the validation frames; NAN when training has diverged. */
static double validate(struct training *t)
{
    const struct examples *v = t->validation;
    training_predict(t, t->average, v, t->prediction_um, NULL);
    double sum = 0;
    size_t frames = 0;
    for (size_t i = 0; i < v->count; i++) {
        if (i > 0 && v->frame[i] == v->frame[i - 1])
            continue;
        double error = t->prediction_um[frames++] - (double)v->target_um[i];
        sum += error * error;
    }
    return sqrt(sum / (double)frames);
}

bool training_round(struct training *t)
{
    size_t steps = t->options.check_every;
    double error = 0;
    for (size_t i = 0; i < steps; i++)
        if (!step(t, &error))
            return false;
    double rmse_um = validate(t);
    t->history[t->rounds++] =
        (struct round){(double)t->step, sqrt(error / (double)(steps * t->options.batch)), rmse_um};
    if (rmse_um < t->best_rmse_um) {
        t->best_rmse_um = rmse_um;
        t->best_step = t->step;
        memcpy(t->best, t->average, t->net.params * sizeof *t->best);
    }
    return true;
}

bool training_wanted(const struct training *t)
{
    return t->step + t->options.check_every <= t->options.max_steps && t->step - t->best_step < t->options.patience;
}

size_t training_predict(struct training *t, const float *params, const struct examples *examples, double *prediction_um,
                        double *spread_um)
{
    size_t frames = 0, patches = 0;
    double sum = 0, squares = 0;
    for (size_t i = 0; i < examples->count; i++) {
        size_t at = i % VALIDATION_BATCH;
        if (at == 0) {
            size_t batch = examples->count - i < VALIDATION_BATCH ? examples->count - i : VALIDATION_BATCH;
            for (size_t j = 0; j < batch; j++)
                examples->load(examples->context, i + j, t->x + j * t->net.inputs);
            network_forward(&t->net, params, batch, t->x, t->scratch, t->y);
        }
        double y = (double)t->y[at];
        sum += y;
        squares += y * y;
        patches++;
        if (i + 1 < examples->count && examples->frame[i + 1] == examples->frame[i])
            continue;
        double mean = sum / (double)patches;
        prediction_um[frames] = mean;
        if (spread_um)
            spread_um[frames] = sqrt(fmax(squares / (double)patches - mean * mean, 0));
        frames++;
        patches = 0;
        sum = squares = 0;
    }
    return frames;
}
