#include "model/checkpoint.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "tensor/bundle.h"

enum { SCALARS = 4, VECTORS = 5 };

/* The vectors that form the state of an optimiser; the gradient is not needed. */
static void vectors(const struct checkpoint_part *part, struct bundle_array array[VECTORS])
{
    const struct optimiser *o = part->optimiser;
    const struct {
        const char *name;
        float *data;
    } all[VECTORS] = {
        {"weights", o->weights}, {"mean", o->mean}, {"square", o->square}, {"average", o->average}, {"best", o->best},
    };
    for (size_t i = 0; i < VECTORS; i++) {
        array[i] = (struct bundle_array){.type = F4, .columns = o->params, .data = all[i].data};
        snprintf(array[i].name, sizeof array[i].name, "%s.%s", part->name, all[i].name);
    }
}

static struct bundle_array scalars(double scalar[SCALARS])
{
    return (struct bundle_array){"course", F8, 0, SCALARS, scalar};
}

static struct bundle_array history(const struct course *course)
{
    return (struct bundle_array){"history", F8, course->rounds, sizeof(struct course_round) / sizeof(double),
                                 course->history};
}

uint64_t checkpoint_fingerprint(uint64_t hash, const void *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        hash = (hash ^ ((const unsigned char *)bytes)[i]) * 1099511628211u;
    return hash;
}

void checkpoint_begin(struct checkpoint *c)
{
    c->next = cli_create(c->path);
}

void checkpoint_save(struct checkpoint *c)
{
    const struct course *course = c->course;
    double scalar[SCALARS] = {(double)course->step, (double)course->best_step, (double)course->rounds,
                              course->best_error};
    const struct bundle_array head[] = {scalars(scalar), history(course)};
    bundle_write(c->next, &c->settings, head, 2);
    for (size_t i = 0; i < c->parts; i++) {
        struct bundle_array array[VECTORS];
        vectors(&c->part[i], array);
        bundle_write(c->next, &(struct meta){""}, array, VECTORS);
    }
    cli_close(c->next, c->path);
}

static void check_settings(const char *path, const struct meta *saved, const struct meta *wanted)
{
    char key[META_VALUE_MAX + 1], value[META_VALUE_MAX + 1], old[META_VALUE_MAX + 1];
    for (size_t at = 0; meta_next(wanted, &at, key, value);) {
        meta_get(saved, key, old);
        if (strcmp(old, value) != 0)
            cli_die("%s belongs to a run with %s=%s, expected %s; to start again: rm %s", path, key, old, value, path);
    }
}

void checkpoint_load(const struct checkpoint *c)
{
    const char *path = c->path;
    if (access(path, F_OK) < 0 && errno == ENOENT)
        return;
    char mend[512];
    snprintf(mend, sizeof mend, "to start again: rm %s", path);
    struct meta saved;
    struct bundle *bundle = bundle_open(path, mend, &saved);
    double scalar[SCALARS];
    struct bundle_array head = scalars(scalar);
    bundle_read(bundle, &head, 1);
    check_settings(path, &saved, &c->settings);
    struct course *course = c->course;
    double step = scalar[0], best_step = scalar[1], rounds = scalar[2];
    if (!(step <= (double)course->options.max_steps))
        cli_die("%s is beyond --max-steps; to start again: rm %s", path, path);
    if (!(best_step >= 0 && best_step <= step && rounds >= 1 && step == rounds * (double)course->options.check_every &&
          rounds == floor(rounds)))
        cli_die("%s is not a complete checkpoint; to start again: rm %s", path, path);
    course->step = (size_t)step;
    course->best_step = (size_t)best_step;
    course->rounds = (size_t)rounds;
    course->best_error = scalar[3];
    struct bundle_array past = history(course);
    bundle_read(bundle, &past, 1);
    for (size_t i = 0; i < c->parts; i++) {
        struct bundle_array array[VECTORS];
        vectors(&c->part[i], array);
        bundle_read(bundle, array, VECTORS);
    }
    bundle_close(bundle);
    cli_replaces(path);
}
