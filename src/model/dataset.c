#include "model/dataset.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "learn/streams.h"
#include "stats/rng.h"
#include "tensor/keys.h"
#include "tensor/npy.h"

static const double TARGET_MOST_UM = 1e6;

/* Finds or adds the stack of that name, and adds a frame with this metadata to it. */
static size_t stack_index(struct dataset *set, const char *name, bool held_out, const struct meta *meta)
{
    for (size_t i = set->stacks; i-- > 0;)
        if (strcmp(set->stack[i].name, name) == 0) {
            if (set->stack[i].held_out != held_out)
                cli_die("stack %s is both in the training and in the validation data, so its error would be too small; "
                        "remove it from one of them",
                        name);
            keys_join(&set->stack[i].meta, meta);
            return i;
        }
    if (set->stacks == set->stack_room) {
        set->stack_room = 2 * set->stack_room + 16;
        set->stack = cli_need(realloc(set->stack, set->stack_room * sizeof *set->stack), "the stacks");
    }
    set->stack[set->stacks] = (struct dataset_stack){cli_need(strdup(name), "the stacks"), held_out, *meta};
    return set->stacks++;
}

static void add_array(struct dataset *set, const struct tensor *t, const void *data, bool held_out, const char *where)
{
    char stack[META_VALUE_MAX + 1];
    double target_um;
    if (!set->kind->is(t) || (t->type != F2 && t->type != F4))
        cli_die("%s is %s, expected %s as f2 or f4; make them with: %s", where, tensor_describe(t), set->kind->name,
                set->kind->maker);
    if (!meta_number(&t->meta, "target_um", &target_um))
        cli_die("%s lacks target_um; set it with: label --focus focus.tsv", where);
    if (fabs(target_um) > TARGET_MOST_UM)
        cli_die("%s has target_um=%.9g, expected micrometres within %g of 0; set it with: label --focus focus.tsv",
                where, target_um, TARGET_MOST_UM);
    if (!meta_get(&t->meta, "stack", stack))
        cli_die("%s lacks stack, which training needs to hold out whole stacks; set it with: meta stack=NAME", where);
    size_t size = tensor_count(t) / t->dim[0];
    if (!set->size) {
        set->first = *t;
        set->size = size;
    }
    if (size != set->size || t->dim[t->rank - 1] != set->first.dim[t->rank - 1])
        cli_die("%s is %s, with parts of %zu values, expected %zu as in the first frame", where, tensor_describe(t),
                size, set->size);
    keys_match(&t->meta, where, &set->first.meta, "the first frame", set->kind->same);
    keys_all(&t->meta, where, &set->first.meta, "the first frame", KEY_OPTICS);
    if (set->within_um > 0 && fabs(target_um) > set->within_um)
        return;
    if (set->arrays == set->array_room) {
        set->array_room = 2 * set->array_room + 256;
        set->array = cli_need(realloc(set->array, set->array_room * sizeof *set->array), "the frames");
    }
    set->array[set->arrays++] = (struct dataset_array){
        .data = data,
        .type = t->type,
        .parts = t->dim[0],
        .target_um = (float)target_um,
        .stack = stack_index(set, stack, held_out, &t->meta),
    };
}

void dataset_add(struct dataset *set, const char *path, bool held_out)
{
    const char *name = cli_source(path);
    size_t size, array = 1;
    const unsigned char *bytes = cli_map(path, &size);
    for (size_t at = 0; at < size; array++) {
        char where[512];
        struct tensor t = {0};
        bool swap;
        snprintf(where, sizeof where, "%s: array %zu", name, array);
        size_t head = npy_parse(bytes + at, size - at, &t, &swap, where);
        if (!head)
            cli_die("%s ends in its header", where);
        size_t data = tensor_count(&t) * dtype_size(t.type);
        if (data > size - at - head)
            cli_die("%s ends after %zu of %zu bytes of data", where, size - at - head, data);
        if (swap || (at + head) % dtype_size(t.type))
            cli_die("%s is not as %s writes it (byte order or alignment)", where, set->kind->maker);
        add_array(set, &t, bytes + at + head, held_out, where);
        at += head + data;
    }
}

void dataset_free(struct dataset *set)
{
    for (size_t i = 0; i < set->stacks; i++)
        free(set->stack[i].name);
    free(set->stack);
    free(set->array);
    *set = (struct dataset){0};
}

void dataset_hold_out(struct dataset *set, double share, uint64_t seed)
{
    if (set->stacks < 2)
        cli_die("all frames belong to one stack, but validation needs stacks that are not trained on; add stacks, or "
                "give --validate FILE");
    size_t wanted = (size_t)ceil(share * (double)set->stacks);
    if (wanted >= set->stacks)
        wanted = set->stacks - 1;
    struct rng *rng = cli_need(rng_new(seed, STREAM_ONCE), "random numbers");
    for (size_t left = set->stacks, i = 0; i < set->stacks; i++, left--)
        if ((set->stack[i].held_out = rng_uniform(rng) * (double)left < (double)wanted))
            wanted--;
    rng_free(rng);
}

void dataset_fold(struct dataset *set, size_t part, size_t parts, uint64_t seed)
{
    if (set->stacks < parts)
        cli_die("%zu stacks cannot be divided into %zu parts; add stacks, or use at most --fold I/%zu", set->stacks,
                parts, set->stacks);
    size_t *order = cli_alloc(set->stacks, sizeof *order);
    struct rng *rng = cli_need(rng_new(seed, STREAM_ONCE), "random numbers");
    for (size_t i = 0; i < set->stacks; i++) { /* Fisher and Yates, inside out */
        size_t j = (size_t)(rng_uniform(rng) * (double)(i + 1));
        order[i] = order[j];
        order[j] = i;
    }
    for (size_t i = 0; i < set->stacks; i++)
        set->stack[order[i]].held_out = i % parts == part - 1;
    rng_free(rng);
    free(order);
}

size_t dataset_select(const struct dataset *set, bool held_out, const struct dataset_array ***selected)
{
    size_t count = 0;
    *selected = cli_alloc(set->arrays, sizeof **selected);
    for (size_t i = 0; i < set->arrays; i++)
        if (set->stack[set->array[i].stack].held_out == held_out)
            (*selected)[count++] = &set->array[i];
    if (!count)
        cli_die("there are no frames to %s%s",
                held_out ? "validate on; give --validate FILE or more stacks" : "train on",
                set->within_um > 0 ? "; or raise --within" : "");
    return count;
}

size_t dataset_held_out(const struct dataset *set)
{
    size_t count = 0;
    for (size_t i = 0; i < set->stacks; i++)
        count += set->stack[i].held_out;
    return count;
}

struct meta dataset_common(const struct dataset *set, bool held_out)
{
    struct meta common = {""};
    bool begun = false;
    for (size_t i = 0; i < set->stacks; i++) {
        const struct dataset_stack *stack = &set->stack[i];
        if (stack->held_out != held_out)
            continue;
        if (begun)
            keys_join(&common, &stack->meta);
        else
            common = stack->meta;
        begun = true;
    }
    return common;
}
