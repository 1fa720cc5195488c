#include "model/pairs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "tensor/keys.h"

/* deepr sees standardised frames. */
static bool is_pair(const struct tensor *t)
{
    char norm[META_VALUE_MAX + 1];
    return t->rank == 3 && t->dim[0] == 2 && (!meta_get(&t->meta, "norm", norm) || strcmp(norm, "standard") == 0);
}

const struct dataset_kind pairs_kind = {"standardised pairs (2, y, x)", "pair", is_pair, KEY_OPTICS};

size_t pairs_inputs(enum pairs_task task)
{
    return task == PAIRS_REFOCUS ? 2 : 1;
}

size_t pairs_h(const struct dataset *set)
{
    return set->first.dim[1];
}

size_t pairs_w(const struct dataset *set)
{
    return set->first.dim[2];
}

/* The planes of one crop: `count` arrays from the first on, and the number of pairs before them. */
struct crop {
    size_t first, count, before;
};

struct context {
    const struct dataset *set;
    enum pairs_task task;
    size_t crops;
    double unit_um;
    const struct dataset_array **array;
    struct crop *crop; /* refocus only */
};

/* All planes of a crop have the same truth. */
static bool same_truth(const struct dataset *set, const struct dataset_array *a, const struct dataset_array *b)
{
    size_t size = set->size * dtype_size(a->type);
    return a->type == b->type && memcmp((const char *)a->data + size, (const char *)b->data + size, size) == 0;
}

/* pair writes the planes of a crop by increasing z, so their targets fall. The next crop begins where they do not, or
 * with another truth: planes that show nothing are left out. */
static size_t find_crops(struct context *c, size_t arrays)
{
    size_t pairs = 0;
    c->crop = cli_alloc(arrays, sizeof *c->crop);
    for (size_t i = 0; i < arrays; i++) {
        const struct dataset_array *a = c->array[i], *last = i ? c->array[i - 1] : NULL;
        if (!last || a->stack != last->stack || a->target_um >= last->target_um || !same_truth(c->set, a, last))
            c->crop[c->crops++] = (struct crop){.first = i};
        c->crop[c->crops - 1].count++;
    }
    for (size_t i = 0; i < c->crops; i++) {
        c->crop[i].before = pairs;
        pairs += c->crop[i].count * c->crop[i].count;
    }
    return pairs;
}

/* The crop that pair number i is of. */
static const struct crop *crop_of(const struct context *c, size_t i)
{
    size_t low = 0, high = c->crops;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (c->crop[middle].before <= i)
            low = middle;
        else
            high = middle;
    }
    return &c->crop[low];
}

void pairs_image(const struct dataset *set, const struct dataset_array *pair, size_t part, float *image)
{
    const char *data = pair->data;
    tensor_to_float(data + part * set->size * dtype_size(pair->type), pair->type, image, set->size);
}

void pairs_check(const struct dataset *set)
{
    float *image = cli_alloc(set->size, sizeof *image);
    for (size_t i = 0; i < set->arrays; i++)
        for (size_t part = 0; part < set->array[i].parts; part++) {
            pairs_image(set, &set->array[i], part, image);
            for (size_t k = 0; k < set->size; k++)
                if (!isfinite(image[k]))
                    cli_die("a pair of stack %s has a value that is not finite; make it again with: pair",
                            set->stack[set->array[i].stack].name);
        }
    free(image);
}

static void fill(size_t n, double value, float *to)
{
    for (size_t i = 0; i < n; i++)
        to[i] = (float)value;
}

static void load(const void *context, size_t i, float *x, float *y)
{
    const struct context *c = context;
    if (c->task == PAIRS_REFOCUS) {
        const struct crop *crop = crop_of(c, i);
        const struct dataset_array *from = c->array[crop->first + (i - crop->before) / crop->count];
        const struct dataset_array *to = c->array[crop->first + (i - crop->before) % crop->count];
        pairs_image(c->set, from, 0, x);
        pairs_image(c->set, to, 0, y);
        fill(c->set->size, ((double)from->target_um - (double)to->target_um) / c->unit_um, x + c->set->size);
        return;
    }
    pairs_image(c->set, c->array[i], 0, x);
    if (c->task == PAIRS_FOCUS)
        pairs_image(c->set, c->array[i], 1, y);
    else
        fill(c->set->size, (double)c->array[i]->target_um / c->unit_um, y);
}

struct deepr_pairs pairs_new(const struct dataset *set, bool held_out, enum pairs_task task, double unit_um)
{
    struct context *c = cli_alloc(1, sizeof *c);
    *c = (struct context){.set = set, .task = task, .unit_um = unit_um};
    size_t count = dataset_select(set, held_out, &c->array);
    if (task == PAIRS_REFOCUS)
        count = find_crops(c, count);
    return (struct deepr_pairs){count, load, c};
}

void pairs_free(struct deepr_pairs *pairs)
{
    struct context *c = (struct context *)pairs->context;
    if (c) {
        free(c->array);
        free(c->crop);
    }
    free(c);
}
