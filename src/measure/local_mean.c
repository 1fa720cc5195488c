#include "measure/local_mean.h"

#include <stdlib.h>

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t most(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* Of n pixels, `step` apart; before[i] is the sum of those before pixel i. */
static void along(size_t n, size_t step, size_t half, float *line, double *before)
{
    before[0] = 0;
    for (size_t i = 0; i < n; i++)
        before[i + 1] = before[i] + (double)line[i * step];
    for (size_t i = 0; i < n; i++) {
        size_t reach = most(half / 2, least(half, least(i, n - 1 - i)));
        size_t from = i - least(reach, i), to = least(i + reach, n - 1) + 1;
        line[i * step] = (float)((before[to] - before[from]) / (double)(to - from));
    }
}

bool local_mean(size_t h, size_t w, size_t side, float *image)
{
    if (side < 2)
        return true;
    double *before = calloc((h > w ? h : w) + 1, sizeof *before);
    if (!before)
        return false;
    for (size_t y = 0; y < h; y++)
        along(w, 1, side / 2, image + y * w, before);
    for (size_t x = 0; x < w; x++)
        along(h, w, side / 2, image + x, before);
    free(before);
    return true;
}
