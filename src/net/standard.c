#include "net/standard.h"

#include <stdlib.h>

#include "conv/conv.h"

bool standard_new(struct standard *s, const struct unet *unet, const struct unet_spec *spec, enum unet_part part,
                  double (*mean)[UNET_CHANNELS_MAX], double (*sd)[UNET_CHANNELS_MAX])
{
    *s = (struct standard){.layers = 0};
    s->layers = unet_layers(spec, part, s->layer);
    bool whole = true;
    for (size_t l = 0; l < s->layers; l++) {
        size_t in = s->layer[l].in, level, channel;
        s->mean[l] = calloc(in, sizeof *s->mean[l]);
        s->scale[l] = calloc(in, sizeof *s->scale[l]);
        whole &= s->mean[l] && s->scale[l];
        for (size_t c = 0; whole && c < in; c++) {
            bool seen = unet_sees(unet, part, l, c, &level, &channel);
            s->mean[l][c] = seen ? (float)mean[level][channel] : 0;
            s->scale[l][c] = seen ? (float)(1 / sd[level][channel]) : 1;
        }
    }
    if (!whole)
        standard_free(s);
    return whole;
}

void standard_free(struct standard *s)
{
    for (size_t l = 0; l < UNET_LAYERS_MAX; l++) {
        free(s->mean[l]);
        free(s->scale[l]);
    }
    *s = (struct standard){.layers = 0};
}

void standard_weights(const struct standard *s, const float *v, float *w)
{
    for (size_t l = 0; l < s->layers; l++) {
        const struct layer *layer = &s->layer[l];
        size_t columns = layer_columns(layer);
        for (size_t o = 0; o < layer->out; o++) {
            size_t row = layer->w + o * columns;
            double moved = 0;
            for (size_t i = 0; i < columns; i++) {
                w[row + i] = v[row + i] * s->scale[l][i / CONV_WINDOW];
                moved += (double)w[row + i] * (double)s->mean[l][i / CONV_WINDOW];
            }
            w[layer->b + o] = (float)((double)v[layer->b + o] - moved);
        }
    }
}

void standard_gradient(const struct standard *s, float *gradient)
{
    for (size_t l = 0; l < s->layers; l++) {
        const struct layer *layer = &s->layer[l];
        size_t columns = layer_columns(layer);
        for (size_t o = 0; o < layer->out; o++) {
            float *row = gradient + layer->w + o * columns, by_bias = gradient[layer->b + o];
            for (size_t i = 0; i < columns; i++)
                row[i] = s->scale[l][i / CONV_WINDOW] * (row[i] - s->mean[l][i / CONV_WINDOW] * by_bias);
        }
    }
}
