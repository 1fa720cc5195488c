#include "model/guard.h"

#include <math.h>
#include <stdlib.h>

#include "cli/cli.h"
#include "measure/contrast.h"
#include "measure/texture.h"
#include "stats/whiten.h"

void guard_new(struct guard *g, size_t side)
{
    size_t n = texture_count(side);
    *g = (struct guard){.side = side, .numbers = n, .mean = cli_alloc(n * (n + 1), sizeof *g->mean), .limit = 1};
    g->factor = g->mean + n;
}

void guard_free(struct guard *g)
{
    free(g->mean);
    *g = (struct guard){0};
}

void guard_arrays(const struct guard *g, struct bundle_array arrays[GUARD_ARRAYS])
{
    arrays[0] = (struct bundle_array){"texture_mean", F4, 0, g->numbers, g->mean};
    arrays[1] = (struct bundle_array){"texture_factor", F4, g->numbers, g->numbers, g->factor};
}

/* The blocks along an axis of n pixels; the last one ends where the frame does, and the only one of a short axis begins
 * where it begins. */
struct blocks {
    size_t n, side, step, count;
};

static struct blocks divide(size_t n, size_t side)
{
    size_t step = (side + 1) / 2;
    return (struct blocks){n, side, step, n > side ? 1 + (n - side + step - 1) / step : 1};
}

static size_t start(const struct blocks *b, size_t i)
{
    return i + 1 < b->count ? i * b->step : b->n > b->side ? b->n - b->side : 0;
}

/* The block whose middle is nearest to a pixel. */
static size_t nearest(const struct blocks *b, size_t pixel)
{
    size_t i = 0;
    while (i + 1 < b->count && start(b, i) + start(b, i + 1) + b->side <= 2 * pixel)
        i++;
    return i;
}

static size_t mirrored(size_t i, size_t n)
{
    i %= 2 * n;
    return i < n ? i : 2 * n - 1 - i;
}

static void cut(size_t h, size_t w, const float *frame, size_t top, size_t left, size_t side, float *block)
{
    for (size_t y = 0; y < side; y++)
        for (size_t x = 0; x < side; x++)
            block[y * side + x] = frame[mirrored(top + y, h) * w + mirrored(left + x, w)];
}

static double novelty(const struct guard *g, const float *block, double *numbers)
{
    if (contrast_absent(g->side, g->side, block))
        return NAN;
    cli_need(texture(g->side, block, numbers) ? numbers : NULL, "the spectrum of a block");
    double distance = whiten_distance(g->numbers, numbers, g->mean, g->factor) / g->limit;
    return isfinite(distance) ? distance : INFINITY;
}

double guard_judge(const struct guard *g, size_t h, size_t w, const float *focused, float *map)
{
    struct blocks rows = divide(h, g->side), columns = divide(w, g->side);
    float *block = cli_alloc(g->side * g->side, sizeof *block);
    double *numbers = cli_alloc(g->numbers, sizeof *numbers), sum = 0, counted = 0;
    double *of = cli_alloc(rows.count * columns.count, sizeof *of);
    for (size_t i = 0; i < rows.count; i++)
        for (size_t j = 0; j < columns.count; j++) {
            cut(h, w, focused, start(&rows, i), start(&columns, j), g->side, block);
            double one = of[i * columns.count + j] = novelty(g, block, numbers);
            sum += isnan(one) ? 0 : one;
            counted += !isnan(one);
        }
    for (size_t y = 0; y < h; y++) {
        const double *row = of + nearest(&rows, y) * columns.count;
        for (size_t x = 0; x < w; x++)
            map[y * w + x] = (float)row[nearest(&columns, x)];
    }
    free(block);
    free(numbers);
    free(of);
    return counted > 0 ? sum / counted : INFINITY;
}
