#include "model/model.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "stats/whiten.h"
#include "tensor/npy.h"

const char *status_name(enum status status)
{
    static const char *const names[] = {"ok", "edge", "low-confidence", "blank"};
    return names[status];
}

/* Reading and writing ---------------------------------------------------------------------------------------------- */

/* The next array, which must be called `name` and hold rows x columns floats (rows 0: a vector). */
static void read_array(struct npy *in, const char *path, const char *name, size_t rows, size_t columns, float *to)
{
    struct tensor t = {0};
    char got[META_VALUE_MAX + 1];
    if (!npy_read(in, &t))
        cli_die("%s ends before its array %s; train it anew", path, name);
    bool fits = meta_get(&t.meta, "name", got) && strcmp(got, name) == 0 && t.type == F4 &&
                (rows ? t.rank == 2 && t.dim[0] == rows && t.dim[1] == columns : t.rank == 1 && t.dim[0] == columns);
    if (!fits)
        cli_die("%s is '%s' %s, expected '%s' %zux%zu f4; is %s a model of fcfnn-train?", npy_where(in), got,
                tensor_describe(&t), name, rows ? rows : 1, columns, path);
    memcpy(to, t.data, tensor_count(&t) * sizeof *to);
    for (size_t i = 0; i < tensor_count(&t); i++)
        if (!isfinite(to[i]))
            cli_die("%s has a weight that is not finite", npy_where(in));
    tensor_free(&t);
}

static void array_name(char name[16], char kind, size_t layer)
{
    snprintf(name, 16, "%c%zu", kind, layer + 1);
}

static size_t need_count(const struct meta *meta, const char *key, const char *path)
{
    double value = meta_need(meta, key);
    if (!(value >= 0 && value <= 1e6 && value == floor(value)))
        cli_die("%s has %s=%.9g, expected a whole number; train it anew", path, key, value);
    return (size_t)value;
}

void model_read(struct model *m, const char *path)
{
    struct npy *in = npy_open(path);
    struct tensor first = {0};
    char text[META_VALUE_MAX + 1];
    if (!npy_read(in, &first) || !meta_get(&first.meta, "model", text) || strcmp(text, "fcfnn") != 0 ||
        first.rank != 1 || first.type != F4)
        cli_die("%s is not a model; make one with: fcfnn-train", path);
    m->meta = first.meta;
    size_t features = first.dim[0], hidden = need_count(&m->meta, "layers", path),
           width = need_count(&m->meta, "width", path);
    if (!geometry_read(&m->meta, &m->spec))
        cli_die("%s lacks the geometry of its features; train it anew", path);
    if (feature_bins(&m->spec, NULL) != features)
        cli_die("%s sees %zu features, but its geometry gives %zu", path, features, feature_bins(&m->spec, NULL));
    m->input = (enum model_input)geometry_word(&m->meta, "input", MODEL_INPUTS);
    m->novelty_limit = meta_need(&m->meta, "novelty_limit");
    m->spread_limit_um = meta_need(&m->meta, "spread_limit_um");
    m->target_low_um = meta_need(&m->meta, "target_low_um");
    m->target_high_um = meta_need(&m->meta, "target_high_um");

    float *gain = cli_alloc(features, sizeof *gain);
    read_array(in, path, "gain", 0, features, gain);
    cli_need(view_new(&m->view, features) ? m : NULL, "the view of the features");
    view_set(&m->view, first.data, gain);
    free(gain);
    tensor_free(&first);
    if (!network_define(&m->net, m->view.inputs, hidden, width))
        cli_die("%s sees %zu of its %zu features; train it anew", path, m->view.inputs, features);
    m->params = cli_alloc(m->net.params, sizeof *m->params);
    m->band = cli_alloc(features, 1);
    feature_bands(&m->spec, m->band);
    read_array(in, path, "shape_mean", 0, FEATURE_BANDS, m->shape_mean);
    read_array(in, path, "shape_factor", FEATURE_BANDS, FEATURE_BANDS, m->shape_factor);
    for (size_t l = 0; l <= m->net.hidden; l++) {
        struct layer layer = network_layer(&m->net, l);
        char name[16];
        array_name(name, 'w', l);
        read_array(in, path, name, layer.in, layer.out, m->params + layer.w);
        array_name(name, 'b', l);
        read_array(in, path, name, 0, layer.out, m->params + layer.b);
    }
    npy_close(in);
}

static void write_array(FILE *out, const char *name, size_t rows, size_t columns, const float *from,
                        const struct meta *meta)
{
    struct tensor t = {.meta = *meta};
    meta_set(&t.meta, "name", name);
    if (rows)
        tensor_frame(&t, F4, rows, columns);
    else
        tensor_shape(&t, F4, 1, &columns);
    memcpy(t.data, from, tensor_count(&t) * sizeof *from);
    npy_write(out, &t);
    tensor_free(&t);
}

void model_write(FILE *out, const struct model *m)
{
    struct meta meta = m->meta, none = {""};
    meta_set(&meta, "model", "fcfnn");
    geometry_write(&meta, &m->spec);
    meta_set_format(&meta, "layers", "%zu", m->net.hidden);
    meta_set_format(&meta, "width", "%zu", m->net.width);
    geometry_set_word(&meta, "input", MODEL_INPUTS, (int)m->input);
    meta_set_number(&meta, "novelty_limit", m->novelty_limit);
    meta_set_number(&meta, "spread_limit_um", m->spread_limit_um);
    meta_set_number(&meta, "target_low_um", m->target_low_um);
    meta_set_number(&meta, "target_high_um", m->target_high_um);
    write_array(out, "shift", 0, m->view.features, m->view.shift, &meta);
    write_array(out, "gain", 0, m->view.features, m->view.gain, &none);
    write_array(out, "shape_mean", 0, FEATURE_BANDS, m->shape_mean, &none);
    write_array(out, "shape_factor", FEATURE_BANDS, FEATURE_BANDS, m->shape_factor, &none);
    for (size_t l = 0; l <= m->net.hidden; l++) {
        struct layer layer = network_layer(&m->net, l);
        char name[16];
        array_name(name, 'w', l);
        write_array(out, name, layer.in, layer.out, m->params + layer.w, &none);
        array_name(name, 'b', l);
        write_array(out, name, 0, layer.out, m->params + layer.b, &none);
    }
}

void model_free(struct model *m)
{
    free(m->params);
    free(m->band);
    view_free(&m->view);
    *m = (struct model){0};
}

/* Prediction ------------------------------------------------------------------------------------------------------- */

static void make_room(struct predictor *p, size_t patches)
{
    if (patches <= p->room)
        return;
    if (patches > INT_MAX)
        cli_die("%zu patches in a frame are more than a network takes at once", patches);
    const struct view *view = &p->model->view;
    free(p->features);
    free(p->x);
    free(p->dx);
    free(p->scratch);
    free(p->y);
    p->room = patches;
    p->features = cli_alloc(patches, view->features * sizeof(float));
    p->x = cli_alloc(patches, view->inputs * sizeof(float));
    p->dx = cli_alloc(patches, view->inputs * sizeof(float));
    p->scratch = cli_alloc(network_scratch(&p->model->net, patches, true), sizeof *p->scratch);
    p->y = cli_alloc(patches, sizeof *p->y);
}

void predictor_free(struct predictor *p)
{
    features_free(p->extractor);
    free(p->features);
    free(p->x);
    free(p->dx);
    free(p->scratch);
    free(p->y);
    free(p->by_params);
    *p = (struct predictor){0};
}

static double novelty_of(const struct model *m, const float *features)
{
    double shape[FEATURE_BANDS];
    feature_shape(m->view.features, features, m->band, shape);
    return whiten_distance(FEATURE_BANDS, shape, m->shape_mean, m->shape_factor);
}

static int by_value(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

struct prediction predictor_features(struct predictor *p, const float *features, size_t patches)
{
    make_room(p, patches);
    const struct model *m = p->model;
    size_t n = m->view.features, seen = 0;
    double novelty = 0, sum = 0, squares = 0;
    for (size_t i = 0; i < patches; i++) {
        const float *from = features + i * n;
        if (features_blank(n, from))
            continue;
        view_look(&m->view, from, p->x + seen++ * m->view.inputs);
        novelty += novelty_of(m, from);
    }
    if (!seen)
        return (struct prediction){NAN, NAN, NAN, STATUS_BLANK};
    network_forward(&m->net, m->params, seen, p->x, p->scratch, p->y);
    for (size_t i = 0; i < seen; i++) {
        sum += (double)p->y[i];
        squares += (double)p->y[i] * (double)p->y[i];
    }
    double count = (double)seen, mean = sum / count;
    struct prediction result = {
        .defocus_um = mean, .spread_um = sqrt(fmax(squares / count - mean * mean, 0)), .novelty = novelty / count};
    if (p->median) {
        qsort(p->y, seen, sizeof *p->y, by_value);
        result.defocus_um = ((double)p->y[(seen - 1) / 2] + (double)p->y[seen / 2]) / 2;
    }
    if (result.novelty > m->novelty_limit || result.spread_um > m->spread_limit_um)
        result.status = STATUS_LOW_CONFIDENCE;
    else if (result.defocus_um <= m->target_low_um || result.defocus_um >= m->target_high_um)
        result.status = STATUS_EDGE;
    return result;
}

void predictor_gradient(struct predictor *p, const float *features, size_t patches, float *gradient)
{
    const struct model *m = p->model;
    size_t n = m->view.features, inputs = m->view.inputs;
    make_room(p, patches);
    if (!p->by_params)
        p->by_params = cli_alloc(m->net.params, sizeof *p->by_params);
    for (size_t i = 0; i < patches; i++)
        view_look(&m->view, features + i * n, p->x + i * inputs);
    network_forward(&m->net, m->params, patches, p->x, p->scratch, p->y);
    for (size_t i = 0; i < patches; i++)
        p->y[i] = 1;
    network_gradient(&m->net, m->params, patches, p->x, p->scratch, p->y, p->by_params, p->dx);
    for (size_t i = 0; i < patches; i++)
        view_back(&m->view, p->dx + i * inputs, gradient + i * n);
}

struct prediction predictor_frame(struct predictor *p, const struct tensor *frame, const char *where)
{
    const struct model *m = p->model;
    struct feature_spec spec;
    bool ready = geometry_read(&frame->meta, &spec);
    geometry_match(&frame->meta, where, &m->meta, p->name, ready);
    if (ready && frame->dim[1] != m->view.features)
        cli_die("%s has %zu features, %s wants %zu", where, frame->dim[1], p->name, m->view.features);
    if (ready)
        return predictor_features(p, frame->data, frame->dim[0]);
    if (frame->dim[0] < m->spec.patch || frame->dim[1] < m->spec.patch)
        cli_die("%s is %s, but %s wants patches of %zu pixels", where, tensor_describe(frame), p->name, m->spec.patch);
    if (!features_fit(p->extractor, &m->spec, frame->dim[0], frame->dim[1])) {
        features_free(p->extractor);
        p->extractor = cli_need(features_new(&m->spec, frame->dim[0], frame->dim[1]), "the Fourier transform");
    }
    make_room(p, features_patches(p->extractor));
    features_extract(p->extractor, frame->data, p->features);
    return predictor_features(p, p->features, features_patches(p->extractor));
}
