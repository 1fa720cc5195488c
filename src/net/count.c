#include "net/count.h"

/* Larger counts might overflow in a sum over many layers; no network is that large. */
static const double most = 1e15;

/* The number of windows that fit into `length`, one every `stride`. */
static size_t windows(size_t length, size_t window, const struct count_layer *layer)
{
    return layer->same ? (length - 1) / layer->stride + 1 : (length - window) / layer->stride + 1;
}

const char *count_layer(const struct count_layer *layer, const struct count *in, struct count *out)
{
    bool slides = layer->kind == COUNT_CONV || layer->kind == COUNT_POOL;
    if (slides && !layer->same && (layer->height > in->height || layer->width > in->width))
        return "its window is larger than its input";
    double fan_in = 0; /* inputs per unit */
    *out = layer->kind == COUNT_INPUT ? (struct count){layer->height, layer->width, layer->channels}
                                      : (struct count){in->height, in->width, in->channels};
    if (slides) {
        out->height = windows(in->height, layer->height, layer);
        out->width = windows(in->width, layer->width, layer);
    }
    if (layer->kind == COUNT_CONV)
        fan_in = (double)layer->height * (double)layer->width * (double)in->channels;
    if (layer->kind == COUNT_DENSE)
        fan_in = (double)in->height * (double)in->width * (double)in->channels;
    if (layer->kind == COUNT_MEAN || layer->kind == COUNT_DENSE)
        out->height = out->width = 1;
    if (fan_in > 0)
        out->channels = layer->channels;

    double weights = fan_in > 0 ? (fan_in + 1) * (double)layer->channels : 0;
    double values = (double)out->height * (double)out->width * (double)out->channels;
    if (weights > most || values > most)
        return "it is larger than can be counted";
    out->weights = (size_t)weights;
    out->values = layer->kind == COUNT_DROPOUT ? 0 : (size_t)values;
    return NULL;
}
