#include "tensor/tensor.h"

#include <complex.h>
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef __F16C__
#include <immintrin.h>
#endif

#include "cli/cli.h"

static const struct {
    const char *name;
    size_t size;
    double min, max; /* of the finite values */
} types[DTYPES] = {
    [U1] = {"u1", 1, 0, UINT8_MAX},      [U2] = {"u2", 2, 0, UINT16_MAX},     [U4] = {"u4", 4, 0, UINT32_MAX},
    [F2] = {"f2", 2, -65504, 65504},     [F4] = {"f4", 4, -FLT_MAX, FLT_MAX}, [F8] = {"f8", 8, -DBL_MAX, DBL_MAX},
    [C8] = {"c8", 8, -FLT_MAX, FLT_MAX},
};

size_t dtype_size(enum dtype type)
{
    return types[type].size;
}

double dtype_largest(enum dtype type)
{
    static const double largest[DTYPES] = {[U1] = UINT8_MAX, [U2] = UINT16_MAX, [U4] = UINT32_MAX};
    return largest[type] > 0 ? largest[type] : HUGE_VAL;
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

static void allocate(struct tensor *t, size_t bytes)
{
    t->room = (bytes + 63) / 64 * 64; /* aligned for vector loads */
    t->data = cli_need(aligned_alloc(64, t->room), tensor_describe(t));
}

void tensor_shape(struct tensor *t, enum dtype type, int rank, const size_t *dim)
{
    size_t bytes = types[type].size;
    t->type = type;
    t->rank = rank;
    for (int i = 0; i < RANK_MAX; i++) {
        t->dim[i] = i < rank ? dim[i] : 1;
        if (__builtin_mul_overflow(bytes, t->dim[i], &bytes) || bytes > PTRDIFF_MAX)
            cli_die("an array of %s elements is too large for memory", types[type].name);
    }
    if (bytes <= t->room)
        return;
    free(t->data);
    allocate(t, bytes);
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

/* Elements of every type are read and written through a double, which can hold all their values. */

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

double tensor_value(const struct tensor *t, size_t i)
{
    return load(t->data, t->type, i);
}

/* Compilers convert one at a time. */
static void half_to_float(const _Float16 *from, float *to, size_t n)
{
    size_t i = 0;
#ifdef __F16C__
    for (; i + 8 <= n; i += 8)
        _mm256_storeu_ps(to + i, _mm256_cvtph_ps(_mm_loadu_si128((const __m128i_u *)(from + i))));
#endif
    for (; i < n; i++)
        to[i] = (float)from[i];
}

void tensor_to_float(const void *from, enum dtype type, float *to, size_t n)
{
    /* The types of cameras and features have their own loops, because they are used in live prediction. */
    if (type == U2)
        for (size_t i = 0; i < n; i++)
            to[i] = ((const uint16_t *)from)[i];
    else if (type == U1)
        for (size_t i = 0; i < n; i++)
            to[i] = ((const uint8_t *)from)[i];
    else if (type == F2)
        half_to_float(from, to, n);
    else if (type == F4)
        memcpy(to, from, n * sizeof *to);
    else
        for (size_t i = 0; i < n; i++)
            to[i] = (float)load(from, type, i);
}

/* The floating-point types can hold NaN and infinities. */
static bool holds(enum dtype type, double value)
{
    return (value >= types[type].min && value <= types[type].max) || (type > U4 && !isfinite(value));
}

/* A value as an element of `type`, which holds it only if `holds` says so. */
static double as(enum dtype type, double value)
{
    return type <= U4 ? nearbyint(value) : value;
}

const char *tensor_misfit(const struct tensor *t, enum dtype type, const char *where)
{
    static char text[1024];
    if (type == t->type || type == ANY)
        return NULL;
    if (t->type == C8) {
        snprintf(text, sizeof text,
                 "%s is a complex array (%s), expected %s; take one part of it with: cast f4 --part magnitude", where,
                 tensor_describe(t), types[type].name);
        return text;
    }
    if (type == F8 || (type == F4 && t->type != F8))
        return NULL; /* they hold all values */
    for (size_t i = 0, n = tensor_count(t); i < n; i++) {
        double value = as(type, load(t->data, t->type, i));
        if (holds(type, value))
            continue;
        snprintf(text, sizeof text,
                 "%s: element %zu is %.9g, which %s cannot hold; bring it into range with: cast %s --clip", where, i,
                 value, types[type].name, types[type].name);
        return text;
    }
    return NULL;
}

void tensor_copy(struct tensor *to, const struct tensor *from, enum dtype type, const char *where)
{
    const char *misfit = tensor_misfit(from, type, where);
    if (misfit)
        cli_die("%s", misfit);
    size_t n = tensor_count(from);
    tensor_shape(to, type, from->rank, from->dim);
    to->meta = from->meta;
    if (type == from->type) {
        memcpy(to->data, from->data, n * types[type].size);
    } else if (type == F4 && from->type != F8) {
        tensor_to_float(from->data, from->type, to->data, n);
    } else {
        for (size_t i = 0; i < n; i++)
            store(to->data, type, i, as(type, load(from->data, from->type, i)));
    }
}

void tensor_convert(struct tensor *t, enum dtype type, const char *where)
{
    if (type == t->type || type == ANY)
        return;
    struct tensor to = {0};
    tensor_copy(&to, t, type, where);
    tensor_free(t);
    *t = to;
}

void tensor_scale(struct tensor *t, double scale, double offset)
{
    tensor_convert(t, F8, "an array");
    double *value = t->data;
    for (size_t i = 0, n = tensor_count(t); i < n; i++)
        value[i] = value[i] * scale + offset;
}

void tensor_clip(struct tensor *t, enum dtype type)
{
    tensor_convert(t, F8, "an array");
    double *value = t->data;
    for (size_t i = 0, n = tensor_count(t); i < n; i++)
        if (!isnan(value[i]))
            value[i] = fmin(fmax(value[i], types[type].min), types[type].max);
}

void tensor_part(struct tensor *t, enum part part)
{
    if (t->type != C8)
        cli_die("an array of real numbers (%s) where c8 is expected", tensor_describe(t));
    size_t n = tensor_count(t);
    const float complex *from = t->data;
    float *to = t->data; /* in place: element i of the result lies at or before element i of the complex numbers */
    for (size_t i = 0; i < n; i++) {
        float complex z = from[i];
        to[i] = part == PART_MAGNITUDE ? cabsf(z)
                : part == PART_PHASE   ? cargf(z)
                : part == PART_REAL    ? crealf(z)
                                       : cimagf(z);
    }
    t->type = F4;
}

void tensor_reinterpret(struct tensor *t, enum dtype type)
{
    if (types[t->type].size != types[type].size)
        cli_die("%s has %zu bytes per element, %s has %zu; --reinterpret needs types of equal size", tensor_describe(t),
                types[t->type].size, types[type].name, types[type].size);
    t->type = type;
}

void tensor_crop(struct tensor *t, size_t y, size_t x, size_t h, size_t w)
{
    if (t->rank != 2 || h > t->dim[0] || w > t->dim[1] || y > t->dim[0] - h || x > t->dim[1] - w)
        cli_die("a region of %zux%zu at row %zu, column %zu reaches beyond %s", h, w, y, x, tensor_describe(t));
    unsigned char *bytes = t->data;
    size_t size = types[t->type].size, stride = t->dim[1] * size;
    for (size_t row = 0; row < h; row++)
        memmove(bytes + row * w * size, bytes + (y + row) * stride + x * size, w * size);
    t->dim[0] = h;
    t->dim[1] = w;
}

void tensor_stack(struct tensor *stack, size_t i, const struct tensor *image)
{
    size_t bytes = tensor_count(image) * types[image->type].size;
    if (i == 0) {
        tensor_shape(stack, image->type, 3, (size_t[]){1, image->dim[0], image->dim[1]});
        stack->meta = image->meta;
    } else if (image->rank != 2 || image->type != stack->type || image->dim[0] != stack->dim[1] ||
               image->dim[1] != stack->dim[2]) {
        cli_die("plane %zu is %s, expected another plane of the stack %s", i + 1, tensor_describe(image),
                tensor_describe(stack));
    }
    struct tensor old = *stack;
    stack->dim[0] = i + 1;
    if (bytes * (i + 1) > stack->room) { /* doubled each time, so each plane is copied at most twice on average */
        allocate(stack, 2 * bytes * (i + 1));
        memcpy(stack->data, old.data, bytes * i);
        free(old.data);
    }
    memcpy((unsigned char *)stack->data + bytes * i, image->data, bytes);
}
