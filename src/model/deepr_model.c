#include "model/deepr_model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "model/weights.h"

enum { MAP_SIDE_MAX = 65536 };

static size_t need_count(const struct meta *meta, const char *key, size_t low, size_t high, const char *path)
{
    double value = meta_need(meta, key);
    if (!(value >= (double)low && value <= (double)high && value == floor(value)))
        cli_die("%s has %s=%.9g, expected a whole number from %zu to %zu; train the model again", path, key, value, low,
                high);
    return (size_t)value;
}

static void need_finite(size_t n, const float *values, const char *path)
{
    for (size_t i = 0; i < n; i++)
        if (!isfinite(values[i]))
            cli_die("%s has a number that is not finite; train the model again", path);
}

static void read_weights(struct bundle *bundle, const char *path, const struct layer *layers, size_t count,
                         float *params)
{
    struct bundle_array array[2 * UNET_LAYERS_MAX];
    bundle_read(bundle, array, weights_arrays(layers, count, params, array));
    need_finite(layers_params(layers, count), params, path);
}

static void read_guard(struct bundle *bundle, const char *path, const struct meta *meta, struct guard *g)
{
    struct bundle_array array[GUARD_ARRAYS];
    guard_new(g, need_count(meta, "guard_px", 2, GUARD_SIDE_MAX, path));
    guard_arrays(g, array);
    bundle_read(bundle, array, GUARD_ARRAYS);
    need_finite(g->numbers * (g->numbers + 1), g->mean, path);
    g->limit = meta_need(meta, "novelty_limit");
    if (!(g->limit > 0))
        cli_die("%s has novelty_limit=%g, expected more than 0; train the model again", path, g->limit);
}

void deepr_model_read(struct deepr_model *m, const char *path)
{
    struct meta meta;
    struct bundle *bundle = bundle_open(path, "make a model with: deepr-train", &meta);
    deepr_model_take(m, bundle, &meta, path);
}

void deepr_model_take(struct deepr_model *m, struct bundle *bundle, const struct meta *meta, const char *path)
{
    char kind[META_VALUE_MAX + 1];
    *m = (struct deepr_model){.task = PAIRS_FOCUS, .meta = *meta};
    if (!meta_get(&m->meta, "model", kind) || (strcmp(kind, "deep-r") != 0 && strcmp(kind, "deep-z") != 0))
        cli_die("%s is not a model of deep-r or deep-z; make one with: deepr-train", path);
    if (strcmp(kind, "deep-z") == 0)
        m->task = PAIRS_REFOCUS;
    m->unit_um = meta_need(&m->meta, "unit_um");
    if (!(m->unit_um > 0))
        cli_die("%s has unit_um=%g, expected more than 0; train the model again", path, m->unit_um);
    m->spec = (struct unet_spec){.inputs = pairs_inputs(m->task),
                                 .outputs = 1,
                                 .base = need_count(&m->meta, "base", 8, UNET_BASE, path),
                                 .levels = need_count(&m->meta, "levels", 2, UNET_LEVELS, path),
                                 .dpm = need_count(&m->meta, "decoder", 0, 2, path)};
    m->spec.up = meta_get(&m->meta, "up", kind) ? UNET_TRANSPOSED : UNET_BILINEAR;
    if (m->spec.up == UNET_TRANSPOSED && strcmp(kind, "transposed") != 0)
        cli_die("%s has up=%s, expected transposed, or no such key; train the model again", path, kind);
    m->map_side = m->spec.dpm ? need_count(&m->meta, "dpm_px", 1, MAP_SIDE_MAX, path) : 1;
    if (m->spec.base % 8)
        cli_die("%s has base=%zu, expected a multiple of 8; train the model again", path, m->spec.base);
    for (enum unet_part part = UNET_TRUNK; part < (m->spec.dpm ? UNET_PARTS : UNET_DPM); part++) {
        struct layer layers[UNET_LAYERS_MAX];
        size_t count = unet_layers(&m->spec, part, layers);
        m->params[part] = cli_alloc(layers_params(layers, count), sizeof *m->params[part]);
        read_weights(bundle, path, layers, count, m->params[part]);
    }
    char side[META_VALUE_MAX + 1];
    if (m->task == PAIRS_FOCUS && meta_get(&m->meta, "guard_px", side))
        read_guard(bundle, path, &m->meta, &m->guard);
    bundle_close(bundle);
}

void deepr_model_write(FILE *out, const struct deepr_model *m)
{
    struct meta meta = m->meta;
    for (enum unet_part part = UNET_TRUNK; part < (m->spec.dpm ? UNET_PARTS : UNET_DPM); part++) {
        struct layer layers[UNET_LAYERS_MAX];
        struct bundle_array array[2 * UNET_LAYERS_MAX];
        size_t count = unet_layers(&m->spec, part, layers);
        bundle_write(out, &meta, array, weights_arrays(layers, count, m->params[part], array));
        meta = (struct meta){""};
    }
    if (m->guard.side) {
        struct bundle_array array[GUARD_ARRAYS];
        guard_arrays(&m->guard, array);
        bundle_write(out, &meta, array, GUARD_ARRAYS);
    }
}

void deepr_model_free(struct deepr_model *m)
{
    for (enum unet_part part = UNET_TRUNK; part < UNET_PARTS; part++)
        free(m->params[part]);
    guard_free(&m->guard);
    *m = (struct deepr_model){0};
}

void deepr_need_isa(enum conv_isa isa)
{
    if (!conv_isa_here(isa))
        cli_die("this processor has no instructions of bfloat16, expected AVX512_BF16; use --isa native");
}
