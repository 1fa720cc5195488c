#include "tensor/compare.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool compare_agree(double a, double b, struct tolerance tolerance)
{
    if (isnan(a) || isnan(b))
        return isnan(a) && isnan(b);
    /* A difference of infinities measures nothing. */
    return a == b || (isfinite(a) && isfinite(b) && fabs(a - b) <= tolerance.abs + tolerance.rel * fabs(b));
}

__attribute__((format(printf, 2, 3))) static void differs(struct difference *d, const char *format, ...)
{
    if (d->differing++)
        return;
    va_list args;
    va_start(args, format);
    vsnprintf(d->first, sizeof d->first, format, args);
    va_end(args);
}

static void measure(struct difference *d, double a, double b)
{
    double distance = fabs(a - b);
    if (distance > d->largest)
        d->largest = distance;
}

static bool is_number(const char *text, double *number)
{
    char *end;
    *number = strtod(text, &end);
    return end > text && !*end;
}

void compare_texts(struct difference *d, const char *where, const char *a, const char *b_name, const char *b,
                   struct tolerance tolerance)
{
    double x, y;
    d->compared++;
    if (strcmp(a, b) == 0)
        return;
    if (is_number(a, &x) && is_number(b, &y)) {
        if (compare_agree(x, y, tolerance))
            return;
        measure(d, x, y);
    }
    differs(d, "%s is %s, %s has %s", where, a, b_name, b);
}

/* "[2, 3]" of element i. */
static void position(const struct tensor *t, size_t i, char *text, size_t room)
{
    size_t index[RANK_MAX], at = 0;
    for (int axis = t->rank; axis-- > 0; i /= t->dim[axis])
        index[axis] = i % t->dim[axis];
    text[0] = '\0';
    for (int axis = 0; axis < t->rank; axis++)
        at += (size_t)snprintf(text + at, room - at, "%s%zu%s", axis ? ", " : " [", index[axis],
                               axis + 1 == t->rank ? "]" : "");
}

void compare_tensors(struct difference *d, const char *where, const struct tensor *a, const char *b_name,
                     const struct tensor *b, struct tolerance tolerance)
{
    size_t parts = a->type == C8 ? 2 : 1, n = tensor_count(a) * parts;
    struct tensor x = *a, y = *b;
    d->compared += n;
    if (a->type != b->type || a->rank != b->rank || memcmp(a->dim, b->dim, sizeof a->dim) != 0) {
        differs(d, "%s is %s, %s has %s", where, tensor_describe(a), b_name, tensor_describe(b));
        return;
    }
    if (memcmp(a->data, b->data, tensor_count(a) * dtype_size(a->type)) == 0)
        return;
    if (a->type == C8)
        x.type = y.type = F4;
    for (size_t i = 0; i < n; i++) {
        double p = tensor_value(&x, i), q = tensor_value(&y, i);
        if (compare_agree(p, q, tolerance))
            continue;
        char place[128];
        position(a, i / parts, place, sizeof place);
        measure(d, p, q);
        differs(d, "%s%s%s is %.9g, %s has %.9g", where, place,
                parts == 1 ? ""
                : i % 2    ? " (imaginary)"
                           : " (real)",
                p, b_name, q);
    }
}

void compare_metas(struct difference *d, const char *where, const struct meta *a, const char *b_name,
                   const struct meta *b, struct tolerance tolerance)
{
    char key[META_VALUE_MAX + 1], value[META_VALUE_MAX + 1], other[META_VALUE_MAX + 1], place[1024];
    for (size_t at = 0; meta_next(a, &at, key, value);) {
        snprintf(place, sizeof place, "%s: %s", where, key);
        compare_texts(d, place, value, b_name, meta_get(b, key, other) ? other : "none", tolerance);
    }
    for (size_t at = 0; meta_next(b, &at, key, value);) {
        snprintf(place, sizeof place, "%s: %s", where, key);
        if (!meta_get(a, key, other))
            compare_texts(d, place, "none", b_name, value, tolerance);
    }
}
