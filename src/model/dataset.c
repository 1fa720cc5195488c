#include "model/dataset.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "cli/cli.h"
#include "learn/streams.h"
#include "model/geometry.h"
#include "stats/rng.h"
#include "tensor/keys.h"
#include "tensor/npy.h"

/* What the load callback needs to know about one patch. */
struct patch {
    const struct dataset *set;
    const struct dataset_frame *frame;
    size_t index;
};

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

static void add_frame(struct dataset *set, const struct tensor *t, const void *data, bool held_out, const char *where)
{
    struct feature_spec spec;
    char stack[META_VALUE_MAX + 1];
    double target_um;
    if (!geometry_read(&t->meta, &spec) || t->rank != 2 || (t->type != F2 && t->type != F4))
        cli_die("%s is %s, expected features (patch, feature) as f2 or f4; make them with: fftcrop", where,
                tensor_describe(t));
    if (!meta_number(&t->meta, "target_um", &target_um))
        cli_die("%s lacks target_um; set it with: label --focus focus.tsv", where);
    if (!meta_get(&t->meta, "stack", stack))
        cli_die("%s lacks stack, which training needs to hold out whole stacks; set it with: meta stack=NAME", where);
    if (!set->frames) {
        set->meta = t->meta;
        set->features = t->dim[1];
        set->row = cli_alloc(set->features, sizeof *set->row);
    }
    if (set->features != t->dim[1])
        cli_die("%s has %zu features, expected %zu as in the first frame", where, t->dim[1], set->features);
    keys_match(&t->meta, where, &set->meta, "the first frame", KEY_OPTICS | KEY_FEATURE);
    if (set->frames == set->frame_room) {
        set->frame_room = 2 * set->frame_room + 256;
        set->frame = cli_need(realloc(set->frame, set->frame_room * sizeof *set->frame), "the frames");
    }
    set->frame[set->frames++] = (struct dataset_frame){
        .data = data,
        .type = t->type,
        .patches = t->dim[0],
        .target_um = (float)target_um,
        .stack = stack_index(set, stack, held_out, &t->meta),
    };
}

/* Opens a file that can be mapped: that of the path, stdin if it is a file, or a temporary copy of a pipe. */
static FILE *mappable(const char *path)
{
    struct stat status;
    FILE *file = cli_open(path);
    if (fstat(fileno(file), &status) == 0 && S_ISREG(status.st_mode))
        return file;
    char buffer[65536];
    size_t got;
    FILE *copy = tmpfile();
    if (!copy)
        cli_die("a temporary file for the features:");
    while ((got = fread(buffer, 1, sizeof buffer, file)) > 0)
        if (fwrite(buffer, 1, got, copy) != got)
            cli_die("a temporary file for the features:");
    if (ferror(file) || fflush(copy))
        cli_die("%s:", cli_source(path));
    return copy;
}

void dataset_add(struct dataset *set, const char *path, bool held_out)
{
    const char *name = cli_source(path);
    FILE *file = mappable(path);
    struct stat status;
    if (fstat(fileno(file), &status) < 0)
        cli_die("%s:", name);
    size_t size = (size_t)status.st_size;
    const unsigned char *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fileno(file), 0);
    if (bytes == MAP_FAILED)
        cli_die("%s:", name);
    fclose(file); /* the map stays */
    size_t array = 1;
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
            cli_die("%s is not as fftcrop writes it (byte order or alignment)", where);
        add_frame(set, &t, bytes + at + head, held_out, where);
        at += head + data;
    }
}

void dataset_free(struct dataset *set)
{
    for (size_t i = 0; i < set->stacks; i++)
        free(set->stack[i].name);
    free(set->stack);
    free(set->mean);
    free(set->scale);
    free(set->row);
    free(set->frame);
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

static bool is_held_out(const struct dataset *set, size_t frame)
{
    return set->stack[set->frame[frame].stack].held_out;
}

static void load(const void *context, size_t i, float *x)
{
    const struct patch *patch = (const struct patch *)context + i;
    size_t n = patch->set->features;
    const struct view *view = patch->set->view;
    const char *data = patch->frame->data;
    float *row = view ? patch->set->row : x;
    tensor_to_float(data + patch->index * n * dtype_size(patch->frame->type), patch->frame->type, row, n);
    if (view)
        view_apply(view, row, x);
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

struct fcfnn_patches dataset_patches(const struct dataset *set, bool held_out)
{
    size_t count = 0;
    for (size_t i = 0; i < set->frames; i++)
        count += is_held_out(set, i) == held_out ? set->frame[i].patches : 0;
    if (!count)
        cli_die("there are no frames to %s",
                held_out ? "validate on; give --validate FILE or more stacks" : "train on");
    struct patch *patch = cli_alloc(count, sizeof *patch);
    float *target_um = cli_alloc(count, sizeof *target_um);
    size_t *frame = cli_alloc(count, sizeof *frame), at = 0;
    for (size_t i = 0; i < set->frames; i++)
        for (size_t j = 0; is_held_out(set, i) == held_out && j < set->frame[i].patches; j++, at++) {
            patch[at] = (struct patch){set, &set->frame[i], j};
            target_um[at] = set->frame[i].target_um;
            frame[at] = i;
        }
    return (struct fcfnn_patches){count, target_um, frame, load, patch};
}

void dataset_patches_free(struct fcfnn_patches *patches)
{
    free((void *)patches->context);
    free((void *)patches->target_um);
    free((void *)patches->frame);
}

void dataset_moments(struct dataset *set, const struct fcfnn_patches *patches)
{
    size_t n = set->features;
    double *sum = cli_alloc(2 * n, sizeof *sum), *squares = sum + n;
    float *x = cli_alloc(n, sizeof *x);
    set->mean = cli_alloc(n, sizeof *set->mean);
    set->scale = cli_alloc(n, sizeof *set->scale);
    for (size_t i = 0; i < patches->count; i++) {
        patches->load(patches->context, i, x);
        for (size_t k = 0; k < n; k++) {
            sum[k] += (double)x[k];
            squares[k] += (double)x[k] * (double)x[k];
        }
    }
    for (size_t k = 0; k < n; k++) {
        double m = sum[k] / (double)patches->count, variance = squares[k] / (double)patches->count - m * m;
        if (!isfinite(variance))
            cli_die("feature %zu is not finite in some training frame; make the features again with: fftcrop", k);
        set->mean[k] = (float)m;
        set->scale[k] = variance > 1e-12 * m * m ? (float)(1 / sqrt(variance)) : 0;
    }
    free(x);
    free(sum);
}

struct ranked {
    float target_um;
    size_t index;
};

static int by_target(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    return x->target_um != y->target_um ? (x->target_um > y->target_um) - (x->target_um < y->target_um)
                                        : (x->index > y->index) - (x->index < y->index);
}

void dataset_relevance(const struct dataset *set, const struct fcfnn_patches *patches, double *relevance)
{
    enum { CLASSES = 32, FEWEST = 4 /* patches of a class */ };
    size_t n = set->features, count = patches->count;
    size_t classes = count < FEWEST ? 1 : count / FEWEST < CLASSES ? count / FEWEST : CLASSES;
    struct ranked *ranked = cli_alloc(count, sizeof *ranked);
    double *sum = cli_alloc(4 * n, sizeof *sum), *squares = sum + n, *between = sum + 2 * n, *within = sum + 3 * n;
    float *x = cli_alloc(n, sizeof *x);
    for (size_t i = 0; i < count; i++)
        ranked[i] = (struct ranked){patches->target_um[i], i};
    qsort(ranked, count, sizeof *ranked, by_target);
    for (size_t c = 0, i = 0; c < classes; c++) {
        size_t first = i, end = count * (c + 1) / classes;
        memset(within, 0, n * sizeof *within);
        for (; i < end; i++) {
            patches->load(patches->context, ranked[i].index, x);
            for (size_t k = 0; k < n; k++) {
                within[k] += (double)x[k];
                squares[k] += (double)x[k] * (double)x[k];
            }
        }
        for (size_t k = 0; k < n; k++) {
            sum[k] += within[k];
            between[k] += within[k] * within[k] / (double)(end - first);
        }
    }
    double chance = (double)(classes - 1) / (double)count;
    for (size_t k = 0; k < n; k++) {
        double centre = sum[k] * sum[k] / (double)count, all = squares[k] - centre;
        relevance[k] = all > 1e-12 * squares[k] ? fmax((between[k] - centre) / all - chance, 0) : 0;
    }
    free(ranked);
    free(sum);
    free(x);
}
