#include "model/checkpoint.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "tensor/npy.h"

enum { SCALARS = 4, VECTORS = 5 };

/* The parameter vectors that the state consists of; the gradient is of no further use. */
static void vectors(const struct training *t, float *out[VECTORS])
{
    float *const all[VECTORS] = {t->params, t->mean, t->square, t->average, t->best};
    memcpy(out, all, sizeof all);
}

void checkpoint_save(const char *path, const struct training *t, const struct meta *settings)
{
    FILE *out = cli_create(path);
    struct tensor a = {.meta = *settings};
    tensor_shape(&a, F8, 1, (size_t[]){SCALARS});
    memcpy(a.data, (double[SCALARS]){(double)t->step, (double)t->best_step, (double)t->rounds, t->best_rmse_um},
           SCALARS * sizeof(double));
    npy_write(out, &a);
    a.meta.text[0] = '\0';
    tensor_shape(&a, F8, 2, (size_t[]){t->rounds, 3});
    memcpy(a.data, t->history, t->rounds * sizeof *t->history);
    npy_write(out, &a);
    float *v[VECTORS];
    vectors(t, v);
    for (int i = 0; i < VECTORS; i++) {
        tensor_shape(&a, F4, 1, &t->net.params);
        memcpy(a.data, v[i], t->net.params * sizeof *v[i]);
        npy_write(out, &a);
    }
    tensor_free(&a);
    cli_close(out, path);
}

static void check_settings(const char *path, const struct meta *saved, const struct meta *wanted)
{
    char key[META_VALUE_MAX + 1], value[META_VALUE_MAX + 1], old[META_VALUE_MAX + 1];
    for (size_t at = 0; meta_next(wanted, &at, key, value);) {
        meta_get(saved, key, old);
        if (strcmp(old, value) != 0)
            cli_die("%s is of a run with %s=%s, now it is %s; to begin anew: rm %s", path, key, old, value, path);
    }
}

static void read_into(struct npy *in, const char *path, enum dtype type, size_t count, void *to)
{
    struct tensor a = {0};
    if (!npy_read(in, &a) || a.type != type || tensor_count(&a) != count)
        cli_die("%s is not a whole checkpoint; to begin anew: rm %s", path, path);
    memcpy(to, a.data, count * dtype_size(type));
    tensor_free(&a);
}

bool checkpoint_load(const char *path, struct training *t, const struct meta *settings)
{
    if (access(path, F_OK) < 0 && errno == ENOENT)
        return false;
    struct npy *in = npy_open(path);
    struct tensor first = {0};
    if (!npy_read(in, &first) || first.type != F8 || tensor_count(&first) != SCALARS)
        cli_die("%s is not a checkpoint; to begin anew: rm %s", path, path);
    check_settings(path, &first.meta, settings);
    const double *scalar = first.data;
    double step = scalar[0], best_step = scalar[1], rounds = scalar[2];
    if (!(step <= (double)t->options.max_steps))
        cli_die("%s has gone further than --max-steps; to begin anew: rm %s", path, path);
    if (!(best_step >= 0 && best_step <= step && step == rounds * (double)t->options.check_every &&
          rounds == floor(rounds)))
        cli_die("%s is not a whole checkpoint; to begin anew: rm %s", path, path);
    t->step = (size_t)step;
    t->best_step = (size_t)best_step;
    t->rounds = (size_t)rounds;
    t->best_rmse_um = scalar[3];
    read_into(in, path, F8, 3 * t->rounds, t->history);
    float *v[VECTORS];
    vectors(t, v);
    for (int i = 0; i < VECTORS; i++)
        read_into(in, path, F4, t->net.params, v[i]);
    tensor_free(&first);
    npy_close(in);
    return true;
}
