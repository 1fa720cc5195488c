#include "model/fcfnn_predictor.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "cli/cli.h"
#include "measure/contrast.h"
#include "model/products.h"
#include "outliers/outliers.h"
#include "stats/sort.h"
#include "stats/whiten.h"
#include "tensor/keys.h"

static void make_room(struct fcfnn_predictor *p, size_t patches)
{
    if (patches <= p->room)
        return;
    if (patches > INT_MAX)
        cli_die("a frame has %zu patches, more than the network can process at once", patches);
    const struct view *view = &p->model->view;
    free(p->features);
    free(p->x);
    free(p->dx);
    free(p->scratch);
    free(p->y);
    free(p->value);
    p->room = patches;
    p->features = cli_alloc(patches, view->features * sizeof(float));
    p->x = cli_alloc(patches, view->inputs * sizeof(float));
    p->dx = cli_alloc(patches, view->inputs * sizeof(float));
    p->scratch = cli_alloc(fcfnn_scratch(&p->model->net, patches, true), sizeof *p->scratch);
    p->y = cli_alloc(patches, p->model->net.outputs * sizeof *p->y);
    p->value = cli_alloc(patches, sizeof *p->value);
    products_need();
}

void fcfnn_predictor_free(struct fcfnn_predictor *p)
{
    features_free(p->extractor);
    free(p->features);
    free(p->x);
    free(p->dx);
    free(p->scratch);
    free(p->y);
    free(p->value);
    free(p->by_params);
    *p = (struct fcfnn_predictor){0};
}

static double novelty_of(const struct fcfnn_model *m, const float *features)
{
    double shape[FEATURE_BANDS];
    feature_shape(m->view.features, features, (const unsigned char(*)[2])m->band, shape);
    return whiten_distance(FEATURE_BANDS, shape, m->shape_mean, m->shape_factor);
}

struct fcfnn_prediction fcfnn_predictor_features(struct fcfnn_predictor *p, const float *features, size_t patches)
{
    make_room(p, patches);
    const struct fcfnn_model *m = p->model;
    size_t n = m->view.features, outputs = m->net.outputs, seen = 0;
    double novelty = 0, sum = 0, squares = 0, expected = 0;
    for (size_t i = 0; i < patches; i++) {
        const float *from = features + i * n;
        if (features_blank(n, from))
            continue;
        view_apply(&m->view, from, p->x + seen++ * m->view.inputs);
        novelty += novelty_of(m, from);
    }
    if (!seen)
        return (struct fcfnn_prediction){NAN, NAN, NAN, NAN, STATUS_BLANK};
    fcfnn_forward(&m->net, m->params, seen, p->x, p->scratch, p->y);
    for (size_t i = 0; i < seen; i++) {
        const float *output = p->y + i * outputs;
        double y = p->value[i] = (double)output[0];
        sum += y;
        squares += y * y;
        expected += outputs > 1 ? exp(2 * (double)output[1]) : NAN;
    }
    double count = (double)seen, mean = sum / count;
    struct fcfnn_prediction result = {.defocus_um = mean,
                                      .spread_um = sqrt(fmax(squares / count - mean * mean, 0)),
                                      .uncertainty_um = m->uncertainty_factor * sqrt(expected / count),
                                      .novelty = novelty / count};
    if (p->median) {
        sort_ascending(seen, p->value);
        result.defocus_um = (p->value[(seen - 1) / 2] + p->value[seen / 2]) / 2;
    }
    bool certain = outputs == 1 || result.uncertainty_um <= m->uncertainty_limit_um;
    if (!(result.novelty <= m->novelty_limit && result.spread_um <= m->spread_limit_um && certain))
        result.status = STATUS_LOW_CONFIDENCE;
    else if (result.defocus_um <= m->edge_low_um || result.defocus_um >= m->edge_high_um)
        result.status = STATUS_EDGE;
    return result;
}

void fcfnn_predictor_gradient(struct fcfnn_predictor *p, const float *features, size_t patches, float *gradient)
{
    const struct fcfnn_model *m = p->model;
    size_t n = m->view.features, inputs = m->view.inputs;
    make_room(p, patches);
    if (!p->by_params)
        p->by_params = cli_alloc(m->net.params, sizeof *p->by_params);
    for (size_t i = 0; i < patches; i++)
        view_apply(&m->view, features + i * n, p->x + i * inputs);
    fcfnn_forward(&m->net, m->params, patches, p->x, p->scratch, p->y);
    for (size_t i = 0; i < patches * m->net.outputs; i++)
        p->y[i] = i % m->net.outputs == 0;
    fcfnn_gradient(&m->net, m->params, patches, p->x, p->scratch, p->y, p->by_params, p->dx);
    for (size_t i = 0; i < patches; i++)
        view_adjoint(&m->view, p->dx + i * inputs, gradient + i * n);
}

/* Less can be said of a frame with many outliers. */
static struct fcfnn_prediction doubted(struct fcfnn_prediction result, struct outliers outliers)
{
    if (outliers.many && (result.status == STATUS_OK || result.status == STATUS_EDGE))
        result.status = STATUS_LOW_CONFIDENCE;
    return result;
}

const char *fcfnn_predictor_misfit(const struct fcfnn_predictor *p, const struct tensor *frame, const char *where)
{
    static char text[1024];
    const struct fcfnn_model *m = p->model;
    struct feature_spec spec;
    bool ready = geometry_read(&frame->meta, &spec);
    const char *contradiction =
        keys_contradiction(&frame->meta, where, &m->meta, p->name, KEY_OPTICS | (ready ? KEY_FEATURE : 0));
    if (contradiction)
        return contradiction;
    if (ready && frame->dim[1] != m->view.features)
        snprintf(text, sizeof text, "%s has %zu features, %s expects %zu", where, frame->dim[1], p->name,
                 m->view.features);
    else if (!ready && (frame->dim[0] < m->spec.patch || frame->dim[1] < m->spec.patch))
        snprintf(text, sizeof text, "%s is %s, but %s needs patches of %zu pixels", where, tensor_describe(frame),
                 p->name, m->spec.patch);
    else
        return NULL;
    return text;
}

struct fcfnn_prediction fcfnn_predictor_frame(struct fcfnn_predictor *p, struct tensor *frame, const char *where)
{
    const struct fcfnn_model *m = p->model;
    char feature[META_VALUE_MAX + 1];
    if (meta_get(&frame->meta, "feature", feature))
        return doubted(fcfnn_predictor_features(p, frame->data, frame->dim[0]),
                       outliers_said(&frame->meta, frame->dim[0] * m->spec.patch * m->spec.patch));
    if (!features_fit(p->extractor, &m->spec, frame->dim[0], frame->dim[1])) {
        features_free(p->extractor);
        p->extractor = cli_need(features_new(&m->spec, frame->dim[0], frame->dim[1]), "the Fourier transform");
    }
    struct outliers outliers = outliers_replace(frame, &m->meta, where);
    make_room(p, features_patches(p->extractor));
    features_extract(p->extractor, frame->data, p->features);
    struct fcfnn_prediction result = fcfnn_predictor_features(p, p->features, features_patches(p->extractor));
    if (result.status != STATUS_BLANK && contrast_clipped(frame->dim[0], frame->dim[1], frame->data))
        result.status = STATUS_SATURATED;
    return doubted(result, outliers);
}
