#include "model/fcfnn_fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "model/fcfnn_predictor.h"
#include "model/products.h"
#include "model/rounds.h"
#include "stats/sort.h"
#include "stats/whiten.h"
#include "tensor/keys.h"

enum { ROUNDS_PER_CHECKPOINT = 10 };

/* Fraction of the highest relevance; features with less are not seen. */
static const double least_relevance = 0.3;

const struct fcfnn_fit fcfnn_presets[] = {
    {.training = {.course = {.check_every = 100, .patience = 16000, .max_steps = 16000},
                  .batch = 128,
                  .rate = 1e-3,
                  .dropout = 0.2,
                  .huber_um = 1,
                  .average = 0.998,
                  .schedule = SCHEDULE_COSINE,
                  .seed = 1},
     .layers = 10,
     .width = 100,
     .outputs = 2,
     .input = FCFNN_WEIGHTED},
    {.training = {.course = {.check_every = 100, .patience = 2000, .max_steps = 200000},
                  .batch = 25,
                  .rate = 2e-5,
                  .dropout = 0.6,
                  .seed = 1},
     .layers = 10,
     .width = 100,
     .outputs = 1,
     .input = FCFNN_PLAIN},
    {.training = {.course = {.check_every = 25, .patience = 2000, .max_steps = 200000},
                  .batch = 25,
                  .rate = 2e-5,
                  .dropout = 0.6,
                  .seed = 1},
     .layers = 10,
     .width = 100,
     .outputs = 1,
     .input = FCFNN_STANDARDIZED},
};

/* The model before the first step ---------------------------------------------------------------------------------- */

/* The shapes of the training spectra; blank patches have none. */
static void set_shape(struct fcfnn_model *m, const struct fcfnn_data *f, const struct fcfnn_patches *training)
{
    size_t n = f->set->size, count = 0;
    float *x = cli_alloc(n, sizeof *x);
    double(*shape)[FEATURE_BANDS] = cli_alloc(training->count, sizeof *shape);
    fcfnn_model_bands(m);
    for (size_t i = 0; i < training->count; i++) {
        training->load(training->context, i, x);
        feature_shape(n, x, (const unsigned char(*)[2])m->band, shape[count]);
        count += !features_blank(n, x);
    }
    if (!count)
        cli_die("every training frame is blank");
    if (!whiten(count, FEATURE_BANDS, shape[0], m->shape_mean, m->shape_factor))
        cli_die("the shapes of %zu spectra cannot be summarised: no memory, or features that are not finite", count);
    free(shape);
    free(x);
}

/* Gains that weight the features by how much they reveal about the defocus; their mean square is 1. */
static void weigh(const struct fcfnn_data *f, const struct fcfnn_patches *training, float *gain)
{
    size_t n = f->set->size, seen = 0;
    double *relevance = cli_alloc(n, sizeof *relevance), highest = 0, sum = 0;
    fcfnn_data_relevance(f, training, relevance);
    for (size_t k = 0; k < n; k++)
        highest = fmax(highest, relevance[k]);
    for (size_t k = 0; k < n; k++) {
        if (relevance[k] < least_relevance * highest)
            relevance[k] = 0;
        sum += relevance[k] * relevance[k];
        seen += relevance[k] > 0;
    }
    if (!seen)
        cli_die("no feature changes with the defocus in %zu training patches; use more, or: --input plain",
                training->count);
    for (size_t k = 0; k < n; k++) {
        double mean = (double)f->mean[k], deviation = f->scale[k] > 0 ? 1 / (double)f->scale[k] : 0;
        double root_mean_square = sqrt(mean * mean + deviation * deviation);
        gain[k] = relevance[k] > 0 ? (float)(relevance[k] / root_mean_square * sqrt((double)seen / sum)) : 0;
    }
    free(relevance);
}

static void set_view(struct fcfnn_model *m, struct fcfnn_data *f, const struct fcfnn_patches *training,
                     const struct fcfnn_fit *fit)
{
    size_t n = f->set->size, bytes = n * sizeof(float);
    cli_need(view_new(&m->view, n) ? m : NULL, "the view of the features");
    if (fit->before) {
        memcpy(m->view.shift, fit->before->view.shift, bytes);
        memcpy(m->view.gain, fit->before->view.gain, bytes);
    } else if (fit->input == FCFNN_STANDARDIZED) {
        memcpy(m->view.shift, f->mean, bytes);
        memcpy(m->view.gain, f->scale, bytes);
    } else if (fit->input == FCFNN_WEIGHTED) {
        weigh(f, training, m->view.gain);
    } else {
        for (size_t k = 0; k < n; k++)
            m->view.gain[k] = 1;
    }
    view_find(&m->view);
    f->view = &m->view;
}

/* Sets everything in the model that is known before the first step: all but the weights and the limits of the
 * status. */
static void begin_model(struct fcfnn_model *m, struct fcfnn_data *f, const struct fcfnn_patches *training,
                        const struct fcfnn_fit *fit)
{
    const struct fcfnn_model *before = fit->before;
    *m = (struct fcfnn_model){.meta = dataset_common(f->set, false)};
    geometry_read(&m->meta, &m->spec);
    if (before)
        keys_match(&m->meta, "the features", &before->meta, fit->before_name, KEY_OPTICS | KEY_FEATURE);
    if (before && before->view.features != f->set->size)
        cli_die("%s has %zu features, but the training frames have %zu; make them again with: fftcrop",
                fit->before_name, before->view.features, f->set->size);
    fcfnn_data_moments(f, training);
    set_shape(m, f, training);
    set_view(m, f, training, fit);
    size_t layers = before ? before->net.hidden : fit->layers, width = before ? before->net.width : fit->width;
    size_t outputs = before ? before->net.outputs : fit->outputs;
    if (!fcfnn_define(&m->net, m->view.inputs, layers, width, outputs))
        cli_die("a network of %zu inputs and %zu layers of %zu units cannot be built", m->view.inputs, layers, width);
}

/* The options; size and view are those of the model that training starts from, if there is one. */
static struct meta options_of(const struct fcfnn_fit *fit)
{
    static const char *const inherited[] = {"layers", "width", "outputs", "input"};
    struct meta meta = fit->record;
    char value[META_VALUE_MAX + 1];
    for (size_t i = 0; fit->before && i < sizeof inherited / sizeof *inherited; i++)
        if (meta_get(&fit->before->meta, inherited[i], value))
            meta_set(&meta, inherited[i], value);
    return meta;
}

/* The metadata of the model. The results are not known yet, so placeholders of maximal length stand in for them:
 * metadata that do not fit into the header are then an error before the first step. */
static void begin_record(struct meta *meta, const struct fcfnn_data *f, const struct fcfnn_model *m,
                         const struct fcfnn_patches *training, const struct fcfnn_fit *fit)
{
    static const char *const results[] = {"validation_rmse_um", "best_step",           "novelty_limit",
                                          "spread_limit_um",    "edge_low_um",         "edge_high_um",
                                          "uncertainty_factor", "uncertainty_limit_um"};
    struct meta options = options_of(fit);
    size_t held_out, count = sizeof results / sizeof *results - (m->net.outputs > 1 ? 0 : 2);
    float low_um = INFINITY, high_um = -INFINITY;
    for (size_t i = 0; i < training->count; i++) {
        low_um = fminf(low_um, training->target_um[i]);
        high_um = fmaxf(high_um, training->target_um[i]);
    }
    held_out = dataset_held_out(f->set);
    keys_drop(meta, KEY_FRAME);
    meta_set(meta, "model", "fcfnn");
    meta_set(meta, "name", "shift"); /* as bundle_write will */
    meta_set(meta, "version", cli_version());
    meta_merge(meta, &options);
    meta_set_format(meta, "training_stacks", "%zu", f->set->stacks - held_out);
    meta_set_format(meta, "validation_stacks", "%zu", held_out);
    meta_set_number(meta, "target_low_um", (double)low_um);
    meta_set_number(meta, "target_high_um", (double)high_um);
    for (size_t i = 0; i < count; i++)
        meta_set_number(meta, results[i], -1.23456789e-300);
}

static void end_record(struct meta *meta, const struct fcfnn_model *m, const struct course *course,
                       enum fcfnn_keep keep)
{
    meta_set_number(meta, "validation_rmse_um", rounds_error(course, keep == FCFNN_LAST));
    meta_set_format(meta, "best_step", "%zu", course->best_step);
    meta_set_number(meta, "novelty_limit", m->novelty_limit);
    meta_set_number(meta, "spread_limit_um", m->spread_limit_um);
    meta_set_number(meta, "edge_low_um", m->edge_low_um);
    meta_set_number(meta, "edge_high_um", m->edge_high_um);
    if (m->net.outputs < 2)
        return;
    meta_set_number(meta, "uncertainty_factor", m->uncertainty_factor);
    meta_set_number(meta, "uncertainty_limit_um", m->uncertainty_limit_um);
}

/* Everything that the result of a training depends on, which identifies a checkpoint: the options, the initial weights,
 * and the labels and mean features, which distinguish training sets. */
static struct meta settings_of(const struct fcfnn_fit *fit, const struct fcfnn_data *f,
                               const struct fcfnn_patches *training, const struct fcfnn_patches *validation)
{
    const struct fcfnn_model *m = fit->before;
    uint64_t before = m ? checkpoint_fingerprint(CHECKPOINT_BASIS, m->params, m->net.params * sizeof *m->params) : 0;
    uint64_t data = checkpoint_fingerprint(CHECKPOINT_BASIS, f->mean, f->set->size * sizeof *f->mean);
    data = checkpoint_fingerprint(data, training->target_um, training->count * sizeof *training->target_um);
    data = checkpoint_fingerprint(data, validation->target_um, validation->count * sizeof *validation->target_um);
    struct meta meta = options_of(fit);
    meta_drop(&meta, "keep"); /* the saved state already contains the weights of both */
    if (fit->training.schedule == SCHEDULE_CONSTANT)
        meta_drop(&meta, "max_steps"); /* a resumed training may be made longer */
    meta_set_format(&meta, "before", "%016llx", (unsigned long long)before);
    meta_set_format(&meta, "data", "%016llx", (unsigned long long)data);
    return meta;
}

/* The training and after ------------------------------------------------------------------------------------------- */

static bool next_round(void *training)
{
    return fcfnn_training_round(training);
}

static void run(struct fcfnn_training *t, const struct fcfnn_fit *fit, const struct meta *settings)
{
    const struct checkpoint_part part = {"fcfnn", &t->optimiser};
    struct rounds rounds = {.checkpoint = {fit->checkpoint, *settings, &t->course, &part, 1},
                            .resume = fit->resume,
                            .per_checkpoint = ROUNDS_PER_CHECKPOINT,
                            .things = "steps",
                            .round = next_round,
                            .training = t};
    rounds_run(&rounds, fit->keep == FCFNN_LAST);
}

/* What the limits are made from: a value of each validation frame, of all or of the well predicted ones. */
struct judged {
    size_t count;
    double *error_um, *defocus_um, *novelty, *spread_um, *uncertainty_um;
};

static struct judged judge(struct fcfnn_model *m, const struct dataset *set)
{
    size_t patches = 1;
    for (size_t i = 0; i < set->arrays; i++)
        patches = set->array[i].parts > patches ? set->array[i].parts : patches;
    struct judged j = {.error_um = cli_alloc(5 * set->arrays, sizeof *j.error_um)};
    j.defocus_um = j.error_um + set->arrays;
    j.novelty = j.defocus_um + set->arrays;
    j.spread_um = j.novelty + set->arrays;
    j.uncertainty_um = j.spread_um + set->arrays;
    struct fcfnn_predictor predictor = {.model = m};
    float *x = cli_alloc(patches, set->size * sizeof *x);
    for (size_t i = 0; i < set->arrays; i++) {
        const struct dataset_array *frame = &set->array[i];
        if (!set->stack[frame->stack].held_out)
            continue;
        tensor_to_float(frame->data, frame->type, x, frame->parts * set->size);
        struct fcfnn_prediction p = fcfnn_predictor_features(&predictor, x, frame->parts);
        if (p.status == STATUS_BLANK)
            continue;
        j.error_um[j.count] = fabs(p.defocus_um - (double)frame->target_um);
        j.defocus_um[j.count] = p.defocus_um;
        j.novelty[j.count] = p.novelty;
        j.spread_um[j.count] = p.spread_um;
        j.uncertainty_um[j.count++] = p.uncertainty_um;
    }
    if (!j.count)
        cli_die("every validation frame is blank");
    fcfnn_predictor_free(&predictor);
    free(x);
    return j;
}

/* What the expected errors have to be multiplied by for half of the errors to be below 0.6745 times them, as if they
 * were normally distributed; single large ones do not decide it. */
static double calibration(const struct judged *j)
{
    double *ratio = cli_alloc(j->count, sizeof *ratio);
    for (size_t i = 0; i < j->count; i++)
        ratio[i] = j->error_um[i] / j->uncertainty_um[i];
    double median = sort_percentile(j->count, ratio, 50);
    free(ratio);
    return median / 0.6745;
}

/* Frames that are predicted badly are those that the limits shall find, so they do not set them. */
static void keep_well_predicted(struct judged *j)
{
    static const double most = 4; /* medians of the absolute error */
    double *ranked = cli_alloc(j->count, sizeof *ranked);
    memcpy(ranked, j->error_um, j->count * sizeof *ranked);
    double limit_um = most * sort_percentile(j->count, ranked, 50);
    size_t kept = 0;
    for (size_t i = 0; i < j->count; i++) {
        j->defocus_um[kept] = j->defocus_um[i];
        j->novelty[kept] = j->novelty[i];
        j->spread_um[kept] = j->spread_um[i];
        j->uncertainty_um[kept] = j->uncertainty_um[i];
        kept += j->error_um[i] <= limit_um;
    }
    j->count = kept;
    free(ranked);
}

/* The limits of the status, by the well predicted validation frames, and the factor that gives the expected error the
 * size of the errors of the validation. */
static void set_limits(struct fcfnn_model *m, const struct dataset *set)
{
    m->novelty_limit = m->spread_limit_um = m->uncertainty_limit_um = INFINITY; /* while they are being determined */
    m->uncertainty_factor = m->net.outputs > 1;
    struct judged j = judge(m, set);
    if (m->net.outputs > 1)
        m->uncertainty_factor = calibration(&j);
    keep_well_predicted(&j);
    m->novelty_limit = sort_percentile(j.count, j.novelty, 98);
    m->spread_limit_um = sort_percentile(j.count, j.spread_um, 99);
    m->edge_low_um = sort_percentile(j.count, j.defocus_um, 1);
    m->edge_high_um = sort_percentile(j.count, j.defocus_um, 99);
    if (m->net.outputs > 1)
        m->uncertainty_limit_um = m->uncertainty_factor * sort_percentile(j.count, j.uncertainty_um, 97);
    free(j.error_um);
}

void fcfnn_fit_model(struct fcfnn_model *m, const struct dataset *set, const struct fcfnn_fit *fit)
{
    struct fcfnn_data data;
    fcfnn_data_new(&data, set);
    struct fcfnn_patches training = fcfnn_data_patches(&data, false), validation = fcfnn_data_patches(&data, true);
    products_need(); /* GSL's products are those of OpenBLAS too */
    begin_model(m, &data, &training, fit);
    begin_record(&m->meta, &data, m, &training, fit);
    struct meta settings = settings_of(fit, &data, &training, &validation);
    FILE *loss = cli_create(fit->loss);

    struct fcfnn_training t;
    if (!fcfnn_training_new(&t, &m->net, &fit->training, fit->before ? fit->before->params : NULL, &training,
                            &validation))
        cli_die("no memory for a network of %zu parameters", m->net.params);
    run(&t, fit, &settings);

    m->params = cli_alloc(m->net.params, sizeof *m->params);
    memcpy(m->params, fit->keep == FCFNN_LAST ? t.optimiser.average : t.optimiser.best,
           m->net.params * sizeof *m->params);
    set_limits(m, set);
    end_record(&m->meta, m, &t.course, fit->keep);
    if (loss) {
        rounds_loss(loss, "step training_rmse_um validation_rmse_um best", false, &t.course);
        cli_close(loss, fit->loss);
    }
    fcfnn_training_free(&t);
    fcfnn_data_patches_free(&training);
    fcfnn_data_patches_free(&validation);
    fcfnn_data_free(&data);
}
