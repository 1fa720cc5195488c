#include "model/fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "model/checkpoint.h"
#include "stats/whiten.h"
#include "table/table.h"

enum { ROUNDS_PER_CHECKPOINT = 10 };

/* Of the most relevant feature: what is less relevant is not seen. */
static const double least_relevance = 0.3;

const struct fit fit_presets[] = {
    {.options = {.batch = 128,
                 .check_every = 100,
                 .patience = 16000,
                 .max_steps = 16000,
                 .rate = 1e-3,
                 .dropout = 0.2,
                 .huber_um = 1,
                 .average = 0.998,
                 .schedule = TRAINING_COSINE},
     .layers = 10,
     .width = 100,
     .input = MODEL_WEIGHTED},
    {.options = {.batch = 25, .check_every = 100, .patience = 2000, .max_steps = 200000, .rate = 2e-5, .dropout = 0.6},
     .layers = 10,
     .width = 100,
     .input = MODEL_PLAIN},
    {.options = {.batch = 25, .check_every = 25, .patience = 2000, .max_steps = 200000, .rate = 2e-5, .dropout = 0.6},
     .layers = 10,
     .width = 100,
     .input = MODEL_STANDARDIZED},
};

/* FNV-1a over bytes. */
static uint64_t fingerprint(uint64_t hash, const void *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        hash = (hash ^ ((const unsigned char *)bytes)[i]) * 1099511628211u;
    return hash;
}

/* The labels and the mean features tell one training set from another. */
static uint64_t fingerprint_data(const struct dataset *set, const struct examples *training,
                                 const struct examples *validation)
{
    uint64_t hash = fingerprint(14695981039346656037u, set->mean, set->features * sizeof *set->mean);
    hash = fingerprint(hash, training->target_um, training->count * sizeof *training->target_um);
    return fingerprint(hash, validation->target_um, validation->count * sizeof *validation->target_um);
}

static uint64_t fingerprint_model(const struct model *m)
{
    return m ? fingerprint(14695981039346656037u, m->params, m->net.params * sizeof *m->params) : 0;
}

/* What the end of a training depends on: a checkpoint of other settings may not be continued. */
static struct meta settings_of(const struct fit *fit, const struct model *m, const struct dataset *set,
                               const struct examples *training, const struct examples *validation)
{
    const struct training_options *o = &fit->options;
    struct meta meta = {""};
    meta_set_format(&meta, "layers", "%zu", m->net.hidden);
    meta_set_format(&meta, "width", "%zu", m->net.width);
    meta_set_format(&meta, "before", "%016llx", (unsigned long long)fingerprint_model(fit->before));
    meta_set_number(&meta, "dropout", o->dropout);
    meta_set_number(&meta, "rate", o->rate);
    meta_set_number(&meta, "huber_um", o->huber_um);
    meta_set_number(&meta, "average", o->average);
    meta_set(&meta, "schedule", o->schedule == TRAINING_COSINE ? "cosine" : "constant");
    if (o->schedule == TRAINING_COSINE) /* a constant one may be made longer */
        meta_set_format(&meta, "max_steps", "%zu", o->max_steps);
    meta_set_format(&meta, "batch", "%zu", o->batch);
    meta_set_format(&meta, "check_every", "%zu", o->check_every);
    meta_set_format(&meta, "patience", "%zu", o->patience);
    meta_set_format(&meta, "seed", "%llu", (unsigned long long)o->seed);
    geometry_set_word(&meta, "input", MODEL_INPUTS, (int)m->input);
    meta_set_format(&meta, "data", "%016llx", (unsigned long long)fingerprint_data(set, training, validation));
    return meta;
}

static void write_loss(const char *path, const struct training *t)
{
    FILE *out = cli_create(path);
    table_header(out, "step training_rmse_um validation_rmse_um best");
    for (size_t i = 0; i < t->rounds; i++)
        fprintf(out, "%.0f\t%.6g\t%.6g\t%d\n", t->history[i].step, t->history[i].training_rmse_um,
                t->history[i].validation_rmse_um, t->history[i].step == (double)t->best_step);
    cli_close(out, path);
}

static void run(struct training *t, const struct fit *fit, const struct meta *settings)
{
    if (fit->checkpoint && fit->resume)
        checkpoint_load(fit->checkpoint, t, settings);
    while (training_wanted(t)) {
        if (!training_round(t))
            cli_die("no memory for training");
        size_t end = t->best_step + t->options.patience;
        cli_progress(t->step, end < t->options.max_steps ? end : t->options.max_steps, "steps");
        if (fit->checkpoint && t->rounds % ROUNDS_PER_CHECKPOINT == 0)
            checkpoint_save(fit->checkpoint, t, settings);
    }
    if (!t->best_step)
        cli_die("training has diverged: no step gave a finite error; try a smaller --rate");
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The limits that tell the frames of an unseen kind: 99 of 100 validation frames are below them. */
static void set_limits(struct model *m, const struct dataset *set)
{
    double *novelty = cli_alloc(2 * set->frames, sizeof *novelty), *spread_um = novelty + set->frames;
    size_t count = 0, patches = 1;
    for (size_t i = 0; i < set->frames; i++)
        patches = set->frame[i].patches > patches ? set->frame[i].patches : patches;
    struct predictor predictor = {.model = m};
    float *x = cli_alloc(patches, set->features * sizeof *x);
    m->novelty_limit = m->spread_limit_um = INFINITY; /* while they are being found */
    for (size_t i = 0; i < set->frames; i++) {
        const struct dataset_frame *frame = &set->frame[i];
        if (!set->stack[frame->stack].held_out)
            continue;
        tensor_to_float(frame->data, frame->type, x, frame->patches * set->features);
        struct prediction p = predictor_features(&predictor, x, frame->patches);
        if (p.status == STATUS_BLANK)
            continue;
        novelty[count] = p.novelty;
        spread_um[count++] = p.spread_um;
    }
    if (!count)
        cli_die("every validation frame is blank");
    qsort(novelty, count, sizeof *novelty, by_value);
    qsort(spread_um, count, sizeof *spread_um, by_value);
    m->novelty_limit = novelty[(count - 1) * 99 / 100];
    m->spread_limit_um = spread_um[(count - 1) * 99 / 100];
    predictor_free(&predictor);
    free(novelty);
    free(x);
}

static void set_summary(struct model *m, const struct dataset *set, const struct training *t, bool last)
{
    size_t held_out = 0;
    for (size_t i = 0; i < set->stacks; i++)
        held_out += set->stack[i].held_out;
    geometry_drop_frame(&m->meta);
    meta_set_format(&m->meta, "training_stacks", "%zu", set->stacks - held_out);
    meta_set_format(&m->meta, "validation_stacks", "%zu", held_out);
    meta_set_number(&m->meta, "validation_rmse_um",
                    last ? t->history[t->rounds - 1].validation_rmse_um : t->best_rmse_um);
    meta_set_format(&m->meta, "best_step", "%zu", t->best_step);
    meta_set(&m->meta, "keep", last ? "last" : "best");
    meta_set_number(&m->meta, "dropout", t->options.dropout);
    meta_set_number(&m->meta, "rate", t->options.rate);
    meta_set_number(&m->meta, "huber_um", t->options.huber_um);
    meta_set_number(&m->meta, "average", t->options.average);
    meta_set(&m->meta, "schedule", t->options.schedule == TRAINING_COSINE ? "cosine" : "constant");
    meta_set_format(&m->meta, "batch", "%zu", t->options.batch);
    meta_set_format(&m->meta, "training_seed", "%llu", (unsigned long long)t->options.seed);
    m->target_low_um = INFINITY;
    m->target_high_um = -INFINITY;
    for (size_t i = 0; i < t->examples->count; i++) {
        m->target_low_um = fmin(m->target_low_um, (double)t->examples->target_um[i]);
        m->target_high_um = fmax(m->target_high_um, (double)t->examples->target_um[i]);
    }
}

/* The shapes of the spectra that training sees; blank patches have none. */
static void set_shape(struct model *m, const struct dataset *set, const struct examples *training)
{
    size_t n = set->features, count = 0;
    float *x = cli_alloc(n, sizeof *x);
    double(*shape)[FEATURE_BANDS] = cli_alloc(training->count, sizeof *shape);
    m->band = cli_alloc(n, 1);
    feature_bands(&m->spec, m->band);
    for (size_t i = 0; i < training->count; i++) {
        training->load(training->context, i, x);
        feature_shape(n, x, m->band, shape[count]);
        count += !features_blank(n, x);
    }
    if (!count)
        cli_die("every training frame is blank");
    cli_need(whiten(count, FEATURE_BANDS, shape[0], m->shape_mean, m->shape_factor) ? m : NULL, "the spectra's shapes");
    free(shape);
    free(x);
}

static void set_view(struct model *m, struct dataset *set, const struct examples *training, const struct model *before)
{
    size_t n = set->features;
    bool weigh = m->input == MODEL_WEIGHTED && !before;
    double *relevance = cli_alloc(n, sizeof *relevance), highest = 0, sum = 0;
    size_t seen = 0;
    float *shift = cli_alloc(n, sizeof *shift), *gain = cli_alloc(n, sizeof *gain);
    if (weigh)
        dataset_relevance(set, training, relevance);
    for (size_t k = 0; k < n; k++)
        highest = fmax(highest, relevance[k]);
    for (size_t k = 0; k < n; k++) {
        if (relevance[k] < least_relevance * highest)
            relevance[k] = 0;
        sum += relevance[k] * relevance[k];
        seen += relevance[k] > 0;
    }
    if (weigh && !seen)
        cli_die("no feature changes with the defocus in %zu training patches; use more, or: --input plain",
                training->count);
    for (size_t k = 0; k < n; k++) {
        double mean = (double)set->mean[k], deviation = set->scale[k] > 0 ? 1 / (double)set->scale[k] : 0;
        double root_mean_square = sqrt(mean * mean + deviation * deviation);
        double weight = relevance[k] > 0 ? relevance[k] / root_mean_square * sqrt((double)seen / sum) : 0;
        const struct {
            float shift, gain;
        } by_input[] = {{0, 1}, {set->mean[k], set->scale[k]}, {0, (float)weight}};
        shift[k] = by_input[m->input].shift;
        gain[k] = by_input[m->input].gain;
    }
    cli_need(view_new(&m->view, n) ? m : NULL, "the view of the features");
    if (before)
        view_set(&m->view, before->view.shift, before->view.gain);
    else
        view_set(&m->view, shift, gain);
    set->view = &m->view;
    free(relevance);
    free(shift);
    free(gain);
}

void fit_model(struct model *m, struct dataset *set, const struct fit *fit)
{
    struct examples training = dataset_examples(set, false), validation = dataset_examples(set, true);
    *m = (struct model){.meta = set->meta, .input = fit->input};
    geometry_read(&m->meta, &m->spec);
    size_t layers = fit->layers, width = fit->width;
    if (fit->before) {
        geometry_match(&m->meta, "the features", &fit->before->meta, fit->before_name, true);
        if (fit->before->view.features != set->features)
            cli_die("%s sees %zu features, these are %zu; make them anew with: fftcrop", fit->before_name,
                    fit->before->view.features, set->features);
        m->input = fit->before->input;
        layers = fit->before->net.hidden;
        width = fit->before->net.width;
    }
    set->mean = cli_alloc(set->features, sizeof *set->mean);
    set->scale = cli_alloc(set->features, sizeof *set->scale);
    dataset_moments(set, &training, set->mean, set->scale);
    set_shape(m, set, &training);
    set_view(m, set, &training, fit->before);
    if (!network_define(&m->net, m->view.inputs, layers, width))
        cli_die("a network of %zu inputs and %zu layers of %zu units cannot be built", m->view.inputs, layers, width);
    struct training t;
    if (!training_new(&t, &m->net, &fit->options, &training, &validation))
        cli_die("no memory for a network of %zu parameters", m->net.params);
    for (size_t i = 0; fit->before && i < m->net.params; i++)
        t.params[i] = t.average[i] = fit->before->params[i];
    struct meta settings = settings_of(fit, m, set, &training, &validation);
    run(&t, fit, &settings);
    m->params = cli_alloc(m->net.params, sizeof *m->params);
    memcpy(m->params, fit->keep_last ? t.average : t.best, m->net.params * sizeof *m->params);
    set_summary(m, set, &t, fit->keep_last);
    set_limits(m, set);
    if (fit->loss)
        write_loss(fit->loss, &t);
    training_free(&t);
    dataset_examples_free(&training);
    dataset_examples_free(&validation);
}
