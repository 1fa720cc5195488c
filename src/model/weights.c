#include "model/weights.h"

#include <stdio.h>

size_t weights_arrays(const struct layer *layers, size_t count, float *params, struct bundle_array *arrays)
{
    for (size_t l = 0; l < count; l++) {
        const struct layer *layer = &layers[l];
        struct bundle_array *w = &arrays[2 * l], *b = w + 1;
        *w = (struct bundle_array){"", F4, layer_rows(layer), layer_columns(layer), params + layer->w};
        *b = (struct bundle_array){"", F4, 0, layer->out, params + layer->b};
        snprintf(w->name, sizeof w->name, "%s.w", layer->name);
        snprintf(b->name, sizeof b->name, "%s.b", layer->name);
    }
    return 2 * count;
}
