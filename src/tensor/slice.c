#include "tensor/slice.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

enum { MOST = INT_MAX }; /* so that no sum overflows */

static long whole(const char *text, const char *name)
{
    bool minus = text[0] == '-';
    long value = (long)cli_count(text + minus, name);
    return minus ? -value : value;
}

void slice_parse(struct slice *s, const char *text, const char *name)
{
    char *copy = cli_need(strdup(text), name), *rest = copy, *part;
    *s = (struct slice){.single = !strchr(text, ':'), .step = 1};
    for (int k = 0; (part = strsep(&rest, ":")); k++) {
        if (k == 3)
            cli_usage("'%s' is not START:STOP:STEP", text);
        long value = *part || s->single ? whole(part, name) : 0;
        if (!*part && !s->single)
            continue;
        if (value > MOST || value < -MOST)
            cli_usage("'%s' has a number beyond %d", text, MOST);
        *(k == 0 ? &s->start : k == 1 ? &s->stop : &s->step) = value;
        s->from |= k == 0;
        s->to |= k == 1;
    }
    if (s->step == 0)
        cli_usage("'%s' has a step of 0", text);
    free(copy);
}

bool slice_is_forward(const struct slice *s)
{
    return s->step > 0 && s->start >= 0 && s->stop >= 0;
}

bool slice_has(const struct slice *s, size_t i)
{
    long at = (long)i;
    if (s->single)
        return at == s->start;
    return at >= s->start && (!s->to || at < s->stop) && (at - s->start) % s->step == 0;
}

/* A place between low and high, counted from the end if it is negative. */
static long place(long at, long count, long low, long high)
{
    at += at < 0 ? count : 0;
    return at < low ? low : at > high ? high : at;
}

size_t slice_count(const struct slice *s, size_t count, long *first)
{
    long n = (long)count, low = s->step > 0 ? 0 : -1, high = s->step > 0 ? n : n - 1;
    if (s->single) {
        *first = s->start + (s->start < 0 ? n : 0);
        return *first >= 0 && *first < n;
    }
    *first = s->from ? place(s->start, n, low, high) : s->step > 0 ? low : high;
    long stop = s->to ? place(s->stop, n, low, high) : s->step > 0 ? high : low;
    long way = s->step > 0 ? stop - *first : *first - stop, stride = labs(s->step);
    return way > 0 ? (size_t)((way + stride - 1) / stride) : 0;
}
