#include "net/fcfnn.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "dense/dense.h"
#include "learn/streams.h"
#include "stats/rng.h"

bool fcfnn_define(struct fcfnn *net, size_t inputs, size_t hidden, size_t width, size_t outputs)
{
    *net = (struct fcfnn){inputs, hidden, width, outputs, 0};
    if (!inputs || !outputs || outputs > 65536 || inputs > INT_MAX || (hidden && !width) || width > 65536 ||
        hidden > 1024)
        return false;
    for (size_t l = 0; l <= hidden; l++) {
        struct fcfnn_layer layer = fcfnn_layer(net, l);
        net->params += (layer.in + 1) * layer.out;
    }
    return true;
}

struct fcfnn_layer fcfnn_layer(const struct fcfnn *net, size_t l)
{
    struct fcfnn_layer layer = {
        .in = l == 0 ? net->inputs : net->width,
        .out = l == net->hidden ? net->outputs : net->width,
    };
    if (l > 0)
        layer.w = (net->inputs + 1) * net->width + (l - 1) * (net->width + 1) * net->width;
    layer.b = layer.w + layer.in * layer.out;
    return layer;
}

bool fcfnn_init(const struct fcfnn *net, uint64_t seed, float *params)
{
    struct rng *rng = rng_new(seed, STREAM_ONCE);
    if (!rng)
        return false;
    for (size_t l = 0; l <= net->hidden; l++) {
        struct fcfnn_layer layer = fcfnn_layer(net, l);
        double limit = sqrt(6.0 / (double)(layer.in + layer.out));
        for (size_t i = layer.w; i < layer.b; i++)
            params[i] = (float)(limit * (2 * rng_uniform(rng) - 1));
        memset(params + layer.b, 0, layer.out * sizeof *params);
    }
    rng_free(rng);
    return true;
}

size_t fcfnn_scratch(const struct fcfnn *net, size_t batch, bool gradient)
{
    return batch * net->width * (net->hidden + (gradient ? 2 : 0)) + (gradient ? batch * net->outputs : 0);
}

void fcfnn_forward(const struct fcfnn *net, const float *params, size_t batch, const float *x, float *scratch, float *y)
{
    size_t units = batch * net->width;
    for (size_t l = 0; l <= net->hidden; l++) {
        struct fcfnn_layer layer = fcfnn_layer(net, l);
        const float *from = l == 0 ? x : scratch + (l - 1) * units;
        float *to = l == net->hidden ? y : scratch + l * units;
        dense_forward(batch, layer.in, layer.out, from, params + layer.w, params + layer.b, to);
        if (l < net->hidden)
            for (size_t i = 0; i < units; i++)
                to[i] = to[i] > 0 ? to[i] : 0;
    }
}

void fcfnn_gradient(const struct fcfnn *net, const float *params, size_t batch, const float *x, float *scratch,
                    const float *dy, float *gradient, float *dx)
{
    size_t units = batch * net->width;
    float *delta[2] = {scratch + net->hidden * units, scratch + (net->hidden + 1) * units};
    for (size_t l = net->hidden + 1; l-- > 0;) {
        struct fcfnn_layer layer = fcfnn_layer(net, l);
        const float *from = l == 0 ? x : scratch + (l - 1) * units;
        const float *out = l == net->hidden ? dy : delta[l % 2];
        float *in = l == 0 ? dx : delta[(l + 1) % 2];
        dense_backward(batch, layer.in, layer.out, from, params + layer.w, out, in, gradient + layer.w,
                       gradient + layer.b);
        /* ReLU: no gradient flows back through inactive units */
        for (size_t i = 0; l > 0 && i < units; i++)
            in[i] = from[i] > 0 ? in[i] : 0;
    }
}
