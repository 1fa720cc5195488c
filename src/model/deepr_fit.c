#include "model/deepr_fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "measure/ssim.h"
#include "model/guard_fit.h"
#include "model/products.h"
#include "model/rounds.h"
#include "tensor/keys.h"

enum { ROUNDS_PER_CHECKPOINT = 2 };

/* The paper does not print the weights of its losses, but that they were about equal after convergence. */
const struct deepr_fit deepr_presets[] = {
    {.training = {.course = {.check_every = 250, .patience = 5000, .max_steps = 5000},
                  .batch = 8,
                  .generator_updates = 1,
                  .optimiser = OPTIMISER_MUON,
                  .rate = 2e-3,
                  .structure = 1,
                  .pixels = 1,
                  .average = 0.995,
                  .validated = 96,
                  .schedule = SCHEDULE_COSINE,
                  .seed = 1},
     .base = 8,
     .levels = 5},
    {.training = {.course = {.check_every = 50, .patience = 100000, .max_steps = 100000},
                  .batch = 5,
                  .generator_updates = 6,
                  .critic_updates = 3,
                  .rate = 5e-4,
                  .critic_rate = 1e-6,
                  .adversarial = 0.2,
                  .structure = 1,
                  .pixels = 1,
                  .similarity = DEEPR_MS_SSIM,
                  .defocus = DEEPR_PIXEL,
                  .validated = 10000,
                  .seed = 1},
     .base = UNET_BASE,
     .levels = UNET_LEVELS,
     .critic_base = CRITIC_BASE},
};

static const char *error_key(enum pairs_task task)
{
    return task == PAIRS_DPM ? "validation_rmse_um" : "validation_berhu";
}

/* The defocus, and for its mean the weight of every pixel. */
static size_t decoder_outputs(const struct deepr_fit *fit)
{
    return fit->task != PAIRS_DPM ? 0 : fit->training.defocus == DEEPR_MEAN ? 2 : 1;
}

static void record_guard(struct meta *meta, size_t side, double limit)
{
    meta_set_format(meta, "guard_px", "%zu", side);
    meta_set_number(meta, "novelty_limit", limit);
}

/* The metadata of the model. The results are not known yet, so placeholders of maximal length stand in for them:
 * metadata that do not fit into the header are then an error before the first step. */
static void begin_record(struct deepr_model *m, const struct dataset *set, const struct deepr_fit *fit)
{
    struct meta *meta = &m->meta;
    double low_um = INFINITY, high_um = -INFINITY;
    for (size_t i = 0; i < set->arrays; i++) {
        low_um = fmin(low_um, (double)set->array[i].target_um);
        high_um = fmax(high_um, (double)set->array[i].target_um);
    }
    if (low_um == 0 && high_um == 0)
        cli_die("all pairs are in focus; make others with: pair");
    if (fit->before) {
        keys_match(meta, "the pairs", &fit->before->meta, fit->before_name, KEY_OPTICS);
        *meta = fit->before->meta;
        char defocus[META_VALUE_MAX + 1];
        if (meta_get(&fit->record, "defocus", defocus))
            meta_set(meta, "defocus", defocus);
        low_um = fmax(low_um, meta_need(meta, "target_low_um"));
        high_um = fmin(high_um, meta_need(meta, "target_high_um"));
    } else {
        keys_drop(meta, KEY_FRAME);
        meta_set(meta, "model", fit->task == PAIRS_REFOCUS ? "deep-z" : "deep-r");
        meta_set_format(meta, "base", "%zu", fit->base);
        meta_set_format(meta, "levels", "%zu", fit->levels);
        if (fit->up == UNET_TRANSPOSED)
            meta_set(meta, "up", "transposed");
        meta_set_number(meta, "unit_um", fmax(high_um, -low_um));
        meta_merge(meta, &fit->record);
        meta_set_format(meta, "training_stacks", "%zu", set->stacks - dataset_held_out(set));
        meta_set_format(meta, "validation_stacks", "%zu", dataset_held_out(set));
        meta_set_number(meta, "best_step", -1.23456789e-300);
    }
    keys_drop(meta, KEY_TEST); /* of the network that it begins with */
    meta_set(meta, "version", cli_version());
    meta_set_number(meta, "target_low_um", low_um);
    meta_set_number(meta, "target_high_um", high_um);
    char isa[CLI_WORD_MAX + 1];
    meta_drop(meta, "isa");
    if (fit->training.isa != CONV_AVX2)
        meta_set(meta, "isa", cli_word_at(CONV_ISAS, fit->training.isa, isa));
    meta_set_format(meta, "decoder", "%zu", decoder_outputs(fit));
    if (fit->task == PAIRS_DPM)
        meta_set_format(meta, "dpm_px", "%zu", m->map_side);
    meta_set_number(meta, error_key(fit->task), -1.23456789e-300);
    if (fit->task != PAIRS_REFOCUS)
        record_guard(meta, GUARD_SIDE_MAX, -1.23456789e-300);
}

/* Everything that is known before the first step: all but the weights. */
static void begin_model(struct deepr_model *m, const struct dataset *set, const struct deepr_fit *fit)
{
    size_t base = fit->before ? fit->before->spec.base : fit->base;
    size_t levels = fit->before ? fit->before->spec.levels : fit->levels, divisor = (size_t)1 << (levels - 1);
    enum unet_rise up = fit->before ? fit->before->spec.up : fit->up;
    bool averaged = fit->task == PAIRS_DPM && fit->training.defocus == DEEPR_MEAN;
    *m = (struct deepr_model){
        .meta = dataset_common(set, false), .task = fit->task, .map_side = averaged ? pairs_h(set) : 1};
    begin_record(m, set, fit);
    m->unit_um = meta_need(&m->meta, "unit_um");
    m->spec = (struct unet_spec){pairs_inputs(fit->task), 1, base, levels, decoder_outputs(fit), up};
    size_t h = pairs_h(set), w = pairs_w(set);
    if (h % divisor || w % divisor)
        cli_die("the pairs are %zux%zu, expected multiples of %zu for %zu levels; make them with: pair --size", h, w,
                divisor, levels);
    if (h != w)
        cli_die("the pairs are %zux%zu, which cannot be turned; make them square with: pair --size", h, w);
    bool multiscale = fit->training.similarity == DEEPR_MS_SSIM;
    size_t least = multiscale ? SSIM_MULTISCALE_SIDE_MIN : SSIM_SIDE_MIN;
    if (fit->task != PAIRS_DPM && fit->training.structure > 0 && (h < least || w < least))
        cli_die("the pairs are %zux%zu, expected at least %zux%zu for --similarity %s; make them with: pair --size", h,
                w, least, least, multiscale ? "ms-ssim" : "ssim");
}

/* Everything that the result of a training depends on, which identifies a checkpoint. The pairs are told apart by their
 * targets and by the first row of each of their images. */
static struct meta settings_of(const struct deepr_fit *fit, const struct dataset *set, const struct deepr_model *m)
{
    uint64_t data = CHECKPOINT_BASIS, before = CHECKPOINT_BASIS;
    for (size_t i = 0; i < set->arrays; i++) {
        const struct dataset_array *a = &set->array[i];
        bool held_out = set->stack[a->stack].held_out;
        data = checkpoint_fingerprint(data, &a->target_um, sizeof a->target_um);
        data = checkpoint_fingerprint(data, &held_out, sizeof held_out);
        size_t row = pairs_w(set) * dtype_size(a->type), image = pairs_h(set) * row;
        for (size_t part = 0; part < a->parts; part++)
            data = checkpoint_fingerprint(data, (const char *)a->data + part * image, row);
    }
    for (enum unet_part part = UNET_TRUNK; fit->before && part < UNET_DPM; part++) {
        struct layer layers[UNET_LAYERS_MAX];
        size_t count = unet_layers(&m->spec, part, layers);
        before =
            checkpoint_fingerprint(before, fit->before->params[part], layers_params(layers, count) * sizeof(float));
    }
    struct meta meta = fit->record;
    if (fit->training.schedule == SCHEDULE_CONSTANT)
        meta_drop(&meta, "max_steps"); /* a resumed training may be made longer */
    char isa[CLI_WORD_MAX + 1];
    meta_set(&meta, "isa", cli_word_at(CONV_ISAS, fit->training.isa, isa));
    meta_set_format(&meta, "before", "%016llx", (unsigned long long)before);
    meta_set_format(&meta, "data", "%016llx", (unsigned long long)data);
    return meta;
}

static bool next_round(void *training)
{
    return deepr_training_round(training);
}

static void run(struct deepr_training *t, const struct deepr_fit *fit, const struct meta *settings)
{
    const struct checkpoint_part part[] = {{"generator", &t->generator}, {"critic", &t->discriminator}};
    struct rounds rounds = {.checkpoint = {fit->checkpoint, *settings, &t->course, part, t->critic ? 2 : 1},
                            .resume = fit->resume,
                            .per_checkpoint = ROUNDS_PER_CHECKPOINT,
                            .things = "iterations",
                            .round = next_round,
                            .training = t};
    rounds_run(&rounds, false);
}

void deepr_fit_check(const struct deepr_fit *fit)
{
    const struct deepr_options *o = &fit->training;
    if (o->adversarial > 0 && !fit->critic_base)
        cli_usage("--adversarial %g needs a critic: --critic-base N", o->adversarial);
    if (fit->task != PAIRS_DPM && !(o->structure > 0 || o->pixels > 0 || o->adversarial > 0))
        cli_usage("the loss is nothing: give --pixels, --structure or --adversarial a weight above 0");
}

static float *copy_of(const float *params, size_t count)
{
    float *copy = cli_alloc(count, sizeof *copy);
    memcpy(copy, params, count * sizeof *copy);
    return copy;
}

static void take_weights(struct deepr_model *m, const struct deepr_training *t, const struct deepr_fit *fit)
{
    for (enum unet_part part = UNET_TRUNK; part < (m->spec.dpm ? UNET_PARTS : UNET_DPM); part++) {
        struct layer layers[UNET_LAYERS_MAX];
        size_t count = layers_params(layers, unet_layers(&m->spec, part, layers));
        bool frozen = m->spec.dpm && part != UNET_DPM;
        m->params[part] =
            copy_of(frozen ? fit->before->params[part] : deepr_training_part(t, part, t->generator.best), count);
    }
}

void deepr_fit_model(struct deepr_model *m, const struct dataset *set, const struct deepr_fit *fit)
{
    deepr_need_isa(fit->training.isa);
    products_need(); /* of the guard, by GSL */
    begin_model(m, set, fit);
    pairs_check(set);
    struct deepr_pairs training = pairs_new(set, false, fit->task, m->unit_um);
    struct deepr_pairs validation = pairs_new(set, true, fit->task, m->unit_um);
    struct meta settings = settings_of(fit, set, m);
    FILE *loss = cli_create(fit->loss);

    struct deepr_training t;
    const float *const *frozen = fit->before ? (const float *const *)fit->before->params : NULL;
    if (!deepr_training_new(&t, &m->spec, fit->critic_base, &fit->training, pairs_h(set), pairs_w(set), frozen,
                            &training, &validation))
        cli_die("no memory for the training of %zux%zu pixels; make crops smaller with: pair --size", pairs_h(set),
                pairs_w(set));
    if (cli_watched())
        cli_warn("the training takes %.0f MB of memory", ceil((double)deepr_training_bytes(&t) / 1e6));
    run(&t, fit, &settings);

    take_weights(m, &t, fit);
    meta_set_number(&m->meta, error_key(fit->task), t.course.best_error * (fit->task == PAIRS_DPM ? m->unit_um : 1));
    if (fit->task != PAIRS_DPM)
        meta_set_format(&m->meta, "best_step", "%zu", t.course.best_step);
    if (fit->task != PAIRS_REFOCUS) {
        guard_fit(m, set, fit->training.isa);
        record_guard(&m->meta, m->guard.side, m->guard.limit);
    }
    if (loss) {
        rounds_loss(loss, "step training_loss critic_loss validation_error best", true, &t.course);
        cli_close(loss, fit->loss);
    }
    deepr_training_free(&t);
    pairs_free(&training);
    pairs_free(&validation);
}
