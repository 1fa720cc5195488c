#include "model/guard.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "measure/blur.h"
#include "stats/rank.h"

void guard_new(struct guard *g, size_t planes, size_t rings)
{
    *g = (struct guard){planes, rings, cli_alloc(planes * (2 * rings + 2), sizeof(float))};
    g->transfer = g->defocus_um + planes;
    g->weight = g->transfer + planes * rings;
    g->limit = g->weight + planes * rings;
}

void guard_free(struct guard *g)
{
    free(g->defocus_um);
    *g = (struct guard){0};
}

void guard_arrays(const struct guard *g, struct bundle_array arrays[GUARD_ARRAYS])
{
    arrays[0] = (struct bundle_array){"guard.defocus_um", F4, 0, g->planes, g->defocus_um};
    arrays[1] = (struct bundle_array){"guard.transfer", F4, g->planes, g->rings, g->transfer};
    arrays[2] = (struct bundle_array){"guard.weight", F4, g->planes, g->rings, g->weight};
    arrays[3] = (struct bundle_array){"guard.limit", F4, 0, g->planes, g->limit};
}

/* The blocks along an axis of n pixels; the last one ends where the frame does. */
struct blocks {
    size_t n, side, step, count;
};

static struct blocks divide(size_t n, size_t side)
{
    side = side < n ? side : n;
    size_t step = (side + 1) / 2;
    return (struct blocks){n, side, step, 1 + (n - side + step - 1) / step};
}

static size_t start(const struct blocks *b, size_t i)
{
    return i * b->step + b->side < b->n ? i * b->step : b->n - b->side;
}

/* The block whose middle is nearest to a pixel. */
static size_t nearest(const struct blocks *b, size_t pixel)
{
    size_t i = 0;
    while (i + 1 < b->count && start(b, i) + start(b, i + 1) + b->side <= 2 * pixel)
        i++;
    return i;
}

static void cut(size_t w, const float *frame, const struct blocks *rows, const struct blocks *columns, size_t i,
                size_t j, float *block)
{
    const float *from = frame + start(rows, i) * w + start(columns, j);
    for (size_t y = 0; y < rows->side; y++)
        memcpy(block + y * columns->side, from + y * w, columns->side * sizeof *block);
}

/* Between the planes next to a defocus: value [planes][n] -> at [n]. Outside their range, the outermost plane. */
static void interpolate(const struct guard *g, double defocus_um, size_t n, const float *value, double *at)
{
    size_t k = 0;
    while (k + 2 < g->planes && (double)g->defocus_um[k + 1] < defocus_um)
        k++;
    size_t next = k + 1 < g->planes ? k + 1 : k;
    double low_um = (double)g->defocus_um[k], high_um = (double)g->defocus_um[next];
    double part = next > k ? (defocus_um - low_um) / (high_um - low_um) : 0;
    part = part < 0 ? 0 : part > 1 ? 1 : part;
    for (size_t i = 0; i < n; i++)
        at[i] = (1 - part) * (double)value[k * n + i] + part * (double)value[next * n + i];
}

/* What is known of a block: the sums of blur_compare, then its mismatch. */
struct verdict {
    struct blur_sums sums;
    double limit;
    float mismatch;
};

static struct verdict compare(const struct guard *g, struct blur *blur, size_t n, const float *frame,
                              const float *focused, float *defocus_um, double *room)
{
    struct verdict v = {0};
    double at_um = (double)rank_select(n, defocus_um, n / 2), *transfer = room, *weight = room + g->rings;
    interpolate(g, at_um, g->rings, g->transfer, transfer);
    interpolate(g, at_um, g->rings, g->weight, weight);
    interpolate(g, at_um, 1, g->limit, &v.limit);
    blur_set(blur, frame, focused);
    v.sums = blur_compare(blur, g->rings, transfer, weight);
    return v;
}

/* The mismatch of each block, when the brightness of the whole frame is known. */
static void conclude(size_t count, struct verdict *v)
{
    struct blur_sums all = {0};
    for (size_t i = 0; i < count; i++) {
        all.xx += v[i].sums.xx;
        all.xy += v[i].sums.xy;
        all.yy += v[i].sums.yy;
    }
    double scale = all.yy > 0 ? fmax(all.xy / all.yy, 0) : 0, mean = all.xx / (double)count;
    for (size_t i = 0; i < count; i++) {
        const struct blur_sums *s = &v[i].sums;
        double left = s->xx - scale * (2 * s->xy - scale * s->yy);
        double mismatch = sqrt(fmax(left, 0) / fmax(s->xx, mean)) / v[i].limit;
        v[i].mismatch = isfinite(mismatch) && isfinite(left) ? (float)mismatch : INFINITY;
    }
}

double guard_judge(const struct guard *g, size_t h, size_t w, const float *frame, const float *focused,
                   const float *defocus_um, float *map)
{
    struct blocks rows = divide(h, 2 * g->rings), columns = divide(w, 2 * g->rings);
    size_t n = rows.side * columns.side, count = rows.count * columns.count;
    float *block = cli_alloc(3 * n, sizeof *block), *ranked = cli_alloc(count, sizeof *ranked);
    double *room = cli_alloc(2 * g->rings, sizeof *room);
    struct verdict *v = cli_alloc(count, sizeof *v);
    struct blur blur;
    cli_need(blur_new(&blur, rows.side, columns.side) ? block : NULL, "the comparison");
    for (size_t i = 0; i < rows.count; i++)
        for (size_t j = 0; j < columns.count; j++) {
            cut(w, frame, &rows, &columns, i, j, block);
            cut(w, focused, &rows, &columns, i, j, block + n);
            cut(w, defocus_um, &rows, &columns, i, j, block + 2 * n);
            v[i * columns.count + j] = compare(g, &blur, n, block, block + n, block + 2 * n, room);
        }
    conclude(count, v);
    for (size_t y = 0; y < h; y++) {
        const struct verdict *row = v + nearest(&rows, y) * columns.count;
        for (size_t x = 0; x < w; x++)
            map[y * w + x] = row[nearest(&columns, x)].mismatch;
    }
    for (size_t i = 0; i < count; i++)
        ranked[i] = v[i].mismatch;
    double mismatch = (double)rank_select(count, ranked, (count - 1) * 9 / 10);
    blur_free(&blur);
    free(block);
    free(ranked);
    free(room);
    free(v);
    return mismatch;
}
