#include "net/layers.h"

#include <math.h>
#include <string.h>

#include "conv/conv.h"
#include "learn/streams.h"
#include "stats/rng.h"

/* Appends text to a name, as far as it fits. */
static void append(char name[LAYER_NAME_MAX + 1], const char *text)
{
    size_t length = strlen(name), more = strnlen(text, LAYER_NAME_MAX - length);
    memcpy(name + length, text, more);
    name[length + more] = '\0';
}

void layers_add(struct layer *layers, size_t *count, const char *prefix, size_t number, const char *suffix, bool dense,
                size_t in, size_t out)
{
    struct layer *next = &layers[(*count)++];
    *next = (struct layer){.dense = dense, .in = in, .out = out};
    const char digit[] = {(char)('0' + number % 10), '\0'};
    append(next->name, prefix);
    append(next->name, number ? digit : "");
    append(next->name, suffix);
    next->w = layers_params(layers, *count - 1);
    next->b = next->w + layer_rows(next) * layer_columns(next);
}

size_t layer_rows(const struct layer *layer)
{
    return layer->dense ? layer->in : layer->out;
}

size_t layer_columns(const struct layer *layer)
{
    return layer->dense ? layer->out : layer->in * CONV_WINDOW;
}

size_t layers_params(const struct layer *layers, size_t count)
{
    return count ? layers[count - 1].b + layers[count - 1].out : 0;
}

bool layers_init(const struct layer *layers, size_t count, uint64_t seed, float *params)
{
    static const double cut = 2, cut_sd = 0.87962566103423978; /* of the normal distribution cut there */
    for (size_t l = 0; l < count; l++) {
        const struct layer *layer = &layers[l];
        struct rng *rng = rng_new(rng_mix_text(seed, layer->name), STREAM_ONCE);
        if (!rng)
            return false;
        double fan = (double)((layer->in + layer->out) * (layer->dense ? 1 : CONV_WINDOW));
        double sd = sqrt(2 / fan) / cut_sd, x;
        for (size_t i = layer->w; i < layer->b; i++) {
            do
                x = rng_gauss(rng);
            while (fabs(x) > cut);
            params[i] = (float)(sd * x);
        }
        memset(params + layer->b, 0, layer->out * sizeof *params);
        rng_free(rng);
    }
    return true;
}
