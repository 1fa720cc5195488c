#include "model/fcfnn_model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

enum { HEAD_ARRAYS = 4 };

/* The arrays before the layers; those of the view determine the number of inputs of the network. */
static void head_arrays(const struct fcfnn_model *m, struct bundle_array array[HEAD_ARRAYS])
{
    const struct bundle_array all[HEAD_ARRAYS] = {
        {"shift", F4, 0, m->view.features, m->view.shift},
        {"gain", F4, 0, m->view.features, m->view.gain},
        {"shape_mean", F4, 0, FEATURE_BANDS, (void *)m->shape_mean},
        {"shape_factor", F4, FEATURE_BANDS, FEATURE_BANDS, (void *)m->shape_factor},
    };
    memcpy(array, all, sizeof all);
}

/* Weights and biases of each layer: 2 (hidden + 1) arrays. */
static struct bundle_array *layer_arrays(const struct fcfnn_model *m, size_t *count)
{
    *count = 2 * (m->net.hidden + 1);
    struct bundle_array *array = cli_alloc(*count, sizeof *array);
    for (size_t l = 0; l <= m->net.hidden; l++) {
        struct fcfnn_layer layer = fcfnn_layer(&m->net, l);
        struct bundle_array *w = &array[2 * l], *b = w + 1;
        *w = (struct bundle_array){"", F4, layer.in, layer.out, m->params + layer.w};
        *b = (struct bundle_array){"", F4, 0, layer.out, m->params + layer.b};
        snprintf(w->name, sizeof w->name, "w%zu", l + 1);
        snprintf(b->name, sizeof b->name, "b%zu", l + 1);
    }
    return array;
}

static void read_finite(struct bundle *bundle, const char *path, const struct bundle_array *array, size_t count)
{
    bundle_read(bundle, array, count);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < (array[i].rows ? array[i].rows : 1) * array[i].columns; k++)
            if (!isfinite(((const float *)array[i].data)[k]))
                cli_die("%s: %s has a value that is not finite; train the model again", path, array[i].name);
}

static size_t need_count(const struct meta *meta, const char *key, const char *path)
{
    double value = meta_need(meta, key);
    if (!(value >= 0 && value <= 1e6 && value == floor(value)))
        cli_die("%s has %s=%.9g, expected a whole number; train the model again", path, key, value);
    return (size_t)value;
}

void fcfnn_model_read(struct fcfnn_model *m, const char *path)
{
    struct meta meta;
    struct bundle *bundle = bundle_open(path, "make a model with: fcfnn-train", &meta);
    fcfnn_model_take(m, bundle, &meta, path);
}

void fcfnn_model_take(struct fcfnn_model *m, struct bundle *bundle, const struct meta *meta, const char *path)
{
    char kind[META_VALUE_MAX + 1];
    m->meta = *meta;
    if (!meta_get(&m->meta, "model", kind) || strcmp(kind, "fcfnn") != 0)
        cli_die("%s is not a model; make one with: fcfnn-train", path);
    if (!geometry_read(&m->meta, &m->spec))
        cli_die("%s lacks the geometry of its features; train the model again", path);
    m->novelty_limit = meta_need(&m->meta, "novelty_limit");
    m->spread_limit_um = meta_need(&m->meta, "spread_limit_um");
    m->edge_low_um = meta_need(&m->meta, "edge_low_um");
    m->edge_high_um = meta_need(&m->meta, "edge_high_um");
    size_t outputs = need_count(&m->meta, "outputs", path);
    if (outputs < 1 || outputs > 2)
        cli_die("%s has outputs=%zu, expected 1 or 2; train the model again", path, outputs);
    if (outputs == 2) {
        m->uncertainty_factor = meta_need(&m->meta, "uncertainty_factor");
        m->uncertainty_limit_um = meta_need(&m->meta, "uncertainty_limit_um");
    }

    size_t features = feature_bins(&m->spec, NULL), count;
    cli_need(view_new(&m->view, features) ? m : NULL, "the view of the features");
    struct bundle_array head[HEAD_ARRAYS];
    head_arrays(m, head);
    read_finite(bundle, path, head, HEAD_ARRAYS);
    view_find(&m->view);
    if (!fcfnn_define(&m->net, m->view.inputs, need_count(&m->meta, "layers", path),
                      need_count(&m->meta, "width", path), outputs))
        cli_die("%s uses %zu of its %zu features; train the model again", path, m->view.inputs, features);
    m->params = cli_alloc(m->net.params, sizeof *m->params);
    struct bundle_array *layers = layer_arrays(m, &count);
    read_finite(bundle, path, layers, count);
    fcfnn_model_bands(m);
    free(layers);
    bundle_close(bundle);
}

void fcfnn_model_bands(struct fcfnn_model *m)
{
    struct feature_spec edges = m->spec;
    geometry_circles(&edges, &m->meta);
    m->band = cli_alloc(feature_bins(&m->spec, NULL), sizeof *m->band);
    feature_bands(&m->spec, &edges, m->band);
}

void fcfnn_model_write(FILE *out, const struct fcfnn_model *m)
{
    struct bundle_array head[HEAD_ARRAYS];
    size_t count;
    head_arrays(m, head);
    struct bundle_array *layers = layer_arrays(m, &count);
    bundle_write(out, &m->meta, head, HEAD_ARRAYS);
    bundle_write(out, &(struct meta){""}, layers, count);
    free(layers);
}

void fcfnn_model_free(struct fcfnn_model *m)
{
    free(m->params);
    free(m->band);
    view_free(&m->view);
    *m = (struct fcfnn_model){0};
}
