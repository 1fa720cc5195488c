#include "model/fcfnn_data.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "model/geometry.h"
#include "tensor/keys.h"

static bool is_features(const struct tensor *t)
{
    struct feature_spec spec;
    return geometry_read(&t->meta, &spec) && t->rank == 2;
}

const struct dataset_kind fcfnn_data_kind = {"features (patch, feature)", "fftcrop", is_features,
                                             KEY_OPTICS | KEY_FEATURE};

void fcfnn_data_new(struct fcfnn_data *f, const struct dataset *set)
{
    *f = (struct fcfnn_data){.set = set, .row = cli_alloc(set->size, sizeof *f->row)};
}

void fcfnn_data_free(struct fcfnn_data *f)
{
    free(f->mean);
    free(f->scale);
    free(f->row);
    *f = (struct fcfnn_data){0};
}

/* What the load callback needs to know about one patch. */
struct patch {
    const struct fcfnn_data *data;
    const struct dataset_array *frame;
    size_t index;
};

static void load(const void *context, size_t i, float *x)
{
    const struct patch *patch = (const struct patch *)context + i;
    size_t n = patch->data->set->size;
    const struct view *view = patch->data->view;
    const char *data = patch->frame->data;
    float *row = view ? patch->data->row : x;
    tensor_to_float(data + patch->index * n * dtype_size(patch->frame->type), patch->frame->type, row, n);
    if (view)
        view_apply(view, row, x);
}

struct fcfnn_patches fcfnn_data_patches(const struct fcfnn_data *f, bool held_out)
{
    const struct dataset_array **selected;
    size_t frames = dataset_select(f->set, held_out, &selected), count = 0, at = 0;
    for (size_t i = 0; i < frames; i++)
        count += selected[i]->parts;
    struct patch *patch = cli_alloc(count, sizeof *patch);
    float *target_um = cli_alloc(count, sizeof *target_um);
    size_t *frame = cli_alloc(count, sizeof *frame);
    for (size_t i = 0; i < frames; i++)
        for (size_t j = 0; j < selected[i]->parts; j++, at++) {
            patch[at] = (struct patch){f, selected[i], j};
            target_um[at] = selected[i]->target_um;
            frame[at] = i;
        }
    free(selected);
    return (struct fcfnn_patches){count, target_um, frame, load, patch};
}

void fcfnn_data_patches_free(struct fcfnn_patches *patches)
{
    free((void *)patches->context);
    free((void *)patches->target_um);
    free((void *)patches->frame);
}

void fcfnn_data_moments(struct fcfnn_data *f, const struct fcfnn_patches *patches)
{
    size_t n = f->set->size;
    double *sum = cli_alloc(2 * n, sizeof *sum), *squares = sum + n;
    float *x = cli_alloc(n, sizeof *x);
    f->mean = cli_alloc(n, sizeof *f->mean);
    f->scale = cli_alloc(n, sizeof *f->scale);
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
        f->mean[k] = (float)m;
        f->scale[k] = variance > 1e-12 * m * m ? (float)(1 / sqrt(variance)) : 0;
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

void fcfnn_data_relevance(const struct fcfnn_data *f, const struct fcfnn_patches *patches, double *relevance)
{
    enum { CLASSES = 32, FEWEST = 4 /* patches of a class */ };
    size_t n = f->set->size, count = patches->count;
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
