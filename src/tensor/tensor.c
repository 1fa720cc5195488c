#include "tensor/tensor.h"

#include <complex.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static const struct {
    const char *name;
    size_t size;
    double max; /* of integers, and of f2 */
} types[DTYPES] = {
    [U1] = {"u1", 1, UINT8_MAX}, [U2] = {"u2", 2, UINT16_MAX}, [U4] = {"u4", 4, UINT32_MAX}, [F2] = {"f2", 2, 65504},
    [F4] = {"f4", 4, 0},         [F8] = {"f8", 8, 0},          [C8] = {"c8", 8, 0},
};

size_t dtype_size(enum dtype type)
{
    return types[type].size;
}

const char *dtype_name(enum dtype type)
{
    return types[type].name;
}

enum dtype dtype_parse(const char *name)
{
    for (int i = 0; i < DTYPES; i++)
        if (strcmp(types[i].name, name) == 0)
            return (enum dtype)i;
    return DTYPES;
}

size_t tensor_count(const struct tensor *t)
{
    size_t count = 1;
    for (int i = 0; i < t->rank; i++)
        count *= t->dim[i];
    return count;
}

void tensor_shape(struct tensor *t, enum dtype type, int rank, const size_t *dim)
{
    size_t bytes = types[type].size;
    t->type = type;
    t->rank = rank;
    for (int i = 0; i < RANK_MAX; i++) {
        t->dim[i] = i < rank ? dim[i] : 1;
        if (__builtin_mul_overflow(bytes, t->dim[i], &bytes))
            cli_die("an array of %s elements is too large for memory", types[type].name);
    }
    if (bytes <= t->room)
        return;
    free(t->data);
    t->room = (bytes + 63) / 64 * 64; /* aligned for vector loads */
    t->data = cli_need(aligned_alloc(64, t->room), tensor_describe(t));
}

void tensor_frame(struct tensor *t, enum dtype type, size_t h, size_t w)
{
    tensor_shape(t, type, 2, (size_t[]){h, w});
}

void tensor_free(struct tensor *t)
{
    free(t->data);
    *t = (struct tensor){0};
}

const char *tensor_describe(const struct tensor *t)
{
    static char texts[8][128];
    static int next;
    char *text = texts[next++ % 8];
    size_t at = 0;
    for (int i = 0; i < t->rank; i++)
        at += (size_t)snprintf(text + at, sizeof texts[0] - at, "%s%zu", i ? "x" : "", t->dim[i]);
    snprintf(text + at, sizeof texts[0] - at, "%s%s", t->rank ? " " : "scalar ", types[t->type].name);
    return text;
}

/* Each type reads and writes one element through a double, which holds every value of every type here. */

static double load(const void *data, enum dtype type, size_t i)
{
    switch (type) {
    case U1:
        return ((const uint8_t *)data)[i];
    case U2:
        return ((const uint16_t *)data)[i];
    case U4:
        return ((const uint32_t *)data)[i];
    case F2:
        return (double)((const _Float16 *)data)[i];
    case F4:
        return (double)((const float *)data)[i];
    case C8:
        return (double)((const float *)data)[2 * i];
    case F8:
    case DTYPES:
        break;
    }
    return ((const double *)data)[i];
}

static void store(void *data, enum dtype type, size_t i, double value)
{
    switch (type) {
    case U1:
        ((uint8_t *)data)[i] = (uint8_t)value;
        return;
    case U2:
        ((uint16_t *)data)[i] = (uint16_t)value;
        return;
    case U4:
        ((uint32_t *)data)[i] = (uint32_t)value;
        return;
    case F2:
        ((_Float16 *)data)[i] = (_Float16)value;
        return;
    case F4:
        ((float *)data)[i] = (float)value;
        return;
    case C8:
        ((float *)data)[2 * i] = (float)value;
        ((float *)data)[2 * i + 1] = 0;
        return;
    case F8:
    case DTYPES:
        break;
    }
    ((double *)data)[i] = value;
}

void to_float(const void *from, enum dtype type, float *to, size_t n)
{
    /* The types of cameras and of features have loops of their own, because they are on the live path. */
    if (type == U2)
        for (size_t i = 0; i < n; i++)
            to[i] = ((const uint16_t *)from)[i];
    else if (type == U1)
        for (size_t i = 0; i < n; i++)
            to[i] = ((const uint8_t *)from)[i];
    else if (type == F2)
        for (size_t i = 0; i < n; i++)
            to[i] = (float)((const _Float16 *)from)[i];
    else if (type == F4)
        memcpy(to, from, n * sizeof *to);
    else
        for (size_t i = 0; i < n; i++)
            to[i] = (float)load(from, type, i);
}

void tensor_convert(struct tensor *t, enum dtype type)
{
    if (type == t->type || type == ANY)
        return;
    if (t->type == C8)
        cli_die("a complex array (%s) stands where %s is expected; take its magnitude first", tensor_describe(t),
                types[type].name);
    size_t n = tensor_count(t);
    struct tensor to = {.meta = t->meta};
    tensor_shape(&to, type, t->rank, t->dim);
    if (type == F4) {
        to_float(t->data, t->type, to.data, n);
    } else {
        bool whole = type <= U4;
        for (size_t i = 0; i < n; i++) {
            double value = load(t->data, t->type, i);
            if (whole)
                value = nearbyint(value);
            if (types[type].max > 0 && !(value <= types[type].max && value >= (whole ? 0 : -types[type].max)))
                cli_die("element %zu is %.9g, which %s cannot hold; bring it into range with: cast --clip", i, value,
                        types[type].name);
            store(to.data, type, i, value);
        }
    }
    tensor_free(t);
    *t = to;
}
