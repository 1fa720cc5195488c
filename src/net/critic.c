#include "net/critic.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "conv/conv.h"
#include "conv/product.h"
#include "net/arena.h"

enum { CONVS = 2 * CRITIC_BLOCKS };
static const float slope = 0.01f;

struct critic {
    struct critic_spec spec;
    struct conv_engine *engine;
    struct arena arena;
    float *scratch, *raw;                     /* of a convolution; a gradient by packed weights */
    struct conv *conv[CONVS];                 /* between image i and image i + 1 */
    struct blocked image[CONVS + 1];          /* the input, and what each convolution makes of the one before */
    struct blocked d_in[CONVS], d_out[CONVS]; /* the gradients by the input and the output of each */
    struct layer layer[CRITIC_LAYERS_MAX];
    size_t layers, convs, n, features;
    float *packed[CONVS], *dense; /* the weights; those of both dense layers as they are */
    float *mean, *hidden, *real, *d_mean, *d_hidden, *d_sum, *d_dense; /* of each image */
};

size_t critic_layers(const struct critic_spec *spec, struct layer layers[CRITIC_LAYERS_MAX])
{
    size_t count = 0, in = spec->inputs, out = spec->base;
    for (size_t i = 1; i <= spec->blocks; i++, out *= 2) {
        layers_add(layers, &count, "block", i, "a", false, in, out);
        layers_add(layers, &count, "block", i, "b", false, out, 2 * out);
        in = 2 * out;
    }
    layers_add(layers, &count, "dense", 1, "", true, in, in);
    layers_add(layers, &count, "dense", 2, "", true, in, 1);
    return count;
}

static bool plan(struct critic *c, size_t h, size_t w)
{
    c->layers = critic_layers(&c->spec, c->layer);
    c->convs = c->layers - 2;
    c->features = c->layer[c->convs].in;
    arena_images(&c->arena, ARENA_OWN, &c->image[0], c->n, c->spec.inputs, h, w, false);
    for (size_t i = 0; i < c->convs; i++) {
        const struct layer *layer = &c->layer[i];
        struct conv_spec spec = {c->arena.block,      c->n,          layer->in, layer->out, h, w,
                                 .stride = 1 + i % 2, .slope = slope};
        c->conv[i] = conv_new(c->engine, &spec, true);
        if (!c->conv[i])
            return false;
        arena_images(&c->arena, ARENA_BEFORE, &c->d_in[i], c->n, layer->in, h, w, false);
        h = (h + spec.stride - 1) / spec.stride;
        w = (w + spec.stride - 1) / spec.stride;
        arena_images(&c->arena, ARENA_AFTER, &c->d_out[i], c->n, layer->out, h, w, false);
        arena_images(&c->arena, ARENA_OWN, &c->image[i + 1], c->n, layer->out, h, w, false);
        arena_floats(&c->arena, ARENA_OWN, &c->packed[i], conv_packed(c->conv[i]));
        arena_floats(&c->arena, ARENA_PACKED, &c->raw, conv_packed(c->conv[i]));
        arena_floats(&c->arena, ARENA_SCRATCH, &c->scratch, conv_scratch(c->conv[i]));
    }
    float **const vectors[] = {&c->mean, &c->hidden, &c->d_mean, &c->d_hidden};
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++)
        arena_floats(&c->arena, ARENA_OWN, vectors[i], c->n * c->features);
    arena_floats(&c->arena, ARENA_OWN, &c->real, c->n);
    arena_floats(&c->arena, ARENA_OWN, &c->d_sum, c->n);
    size_t dense = layers_params(c->layer, c->layers) - c->layer[c->convs].w;
    arena_floats(&c->arena, ARENA_OWN, &c->dense, dense);
    arena_floats(&c->arena, ARENA_OWN, &c->d_dense, dense);
    return arena_allocate(&c->arena);
}

struct critic *critic_new(const struct critic_spec *spec, size_t n, size_t h, size_t w, enum conv_isa isa)
{
    struct critic *c = calloc(1, sizeof *c);
    if (!c)
        return NULL;
    c->spec = *spec;
    c->n = n;
    c->engine = conv_engine_new(isa);
    if (c->engine)
        c->arena.block = spec->base % 16 == 0 ? conv_engine_block(c->engine) : 8;
    if (c->engine && plan(c, h, w))
        return c;
    critic_free(c);
    return NULL;
}

void critic_free(struct critic *c)
{
    if (!c)
        return;
    for (size_t i = 0; i < CONVS; i++)
        conv_free(c->conv[i]);
    conv_engine_free(c->engine);
    arena_free(&c->arena);
    free(c);
}

size_t critic_bytes(const struct critic *c)
{
    return arena_bytes(&c->arena);
}

/* A vector of the dense layers, from the offset in the vector of all. */
static float *at(const struct critic *c, float *dense, size_t offset)
{
    return dense + (offset - c->layer[c->convs].w);
}

void critic_set(struct critic *c, const float *params)
{
    for (size_t i = 0; i < c->convs; i++)
        conv_pack(c->conv[i], params + c->layer[i].w, params + c->layer[i].b, c->packed[i]);
    size_t first = c->layer[c->convs].w;
    memcpy(c->dense, params + first, (layers_params(c->layer, c->layers) - first) * sizeof *params);
}

/* y = x w + b of a layer of all features. */
static bool dense(const struct critic *c, const struct layer *layer, size_t out, const float *x, float *y)
{
    for (size_t i = 0; i < c->n; i++)
        memcpy(y + i * out, at(c, c->dense, layer->b), out * sizeof *y);
    return product_add(c->n, c->features, out, 1, x, at(c, c->dense, layer->w), 1, y);
}

/* From the gradient by y those by the weights, the biases and x. */
static bool dense_back(const struct critic *c, const struct layer *layer, size_t out, const float *x, const float *dy,
                       float *dx)
{
    float *db = at(c, c->d_dense, layer->b);
    for (size_t o = 0; o < out; o++) {
        double sum = 0;
        for (size_t i = 0; i < c->n; i++)
            sum += (double)dy[i * out + o];
        db[o] = (float)sum;
    }
    return product_down(c->features, c->n, out, x, dy, at(c, c->d_dense, layer->w)) &&
           product_across(c->n, out, c->features, dy, at(c, c->dense, layer->w), dx);
}

bool critic_judge(struct critic *c, const float *x, float *real)
{
    const struct layer *hidden = &c->layer[c->convs], *last = hidden + 1;
    blocked_read(x, &c->image[0]);
    for (size_t i = 0; i < c->convs; i++)
        if (!conv_forward(c->conv[i], c->packed[i], c->scratch, &c->image[i], &c->image[i + 1]))
            return false;
    blocked_mean(&c->image[c->convs], c->mean);
    if (!dense(c, hidden, c->features, c->mean, c->hidden))
        return false;
    for (size_t i = 0; i < c->n * c->features; i++)
        c->hidden[i] *= c->hidden[i] > 0 ? 1 : slope;
    if (!dense(c, last, 1, c->hidden, c->real))
        return false;
    for (size_t i = 0; i < c->n; i++)
        real[i] = c->real[i] = 1 / (1 + expf(-c->real[i]));
    return true;
}

/* From the gradient by the outputs to that by the last images. */
static bool dense_gradient(struct critic *c, const float *d_real)
{
    const struct layer *hidden = &c->layer[c->convs], *last = hidden + 1;
    for (size_t i = 0; i < c->n; i++)
        c->d_sum[i] = d_real[i] * c->real[i] * (1 - c->real[i]);
    if (!dense_back(c, last, 1, c->hidden, c->d_sum, c->d_hidden))
        return false;
    for (size_t i = 0; i < c->n * c->features; i++)
        c->d_hidden[i] *= c->hidden[i] > 0 ? 1 : slope;
    if (!dense_back(c, hidden, c->features, c->mean, c->d_hidden, c->d_mean))
        return false;
    blocked_mean_gradient(c->d_mean, &c->d_out[c->convs - 1]);
    return true;
}

bool critic_gradient(struct critic *c, const float *d_real, float *gradient, float *dx)
{
    size_t first = c->layer[c->convs].w;
    if (!dense_gradient(c, d_real))
        return false;
    if (gradient)
        memcpy(gradient + first, c->d_dense, (layers_params(c->layer, c->layers) - first) * sizeof *gradient);
    for (size_t i = c->convs; i-- > 0;) {
        const struct layer *layer = &c->layer[i];
        const struct blocked *from = i + 1 == c->convs ? &c->d_out[i] : &c->d_in[i + 1];
        blocked_relu_gradient(&c->image[i + 1], slope, from, &c->d_out[i]);
        if (gradient && !conv_gradient(c->conv[i], c->raw, c->scratch, &c->image[i], &c->d_out[i], gradient + layer->w,
                                       gradient + layer->b))
            return false;
        if ((i || dx) && !conv_gradient_input(c->conv[i], c->packed[i], c->scratch, &c->d_out[i], &c->d_in[i]))
            return false;
    }
    if (dx)
        blocked_write(&c->d_in[0], dx);
    return true;
}
