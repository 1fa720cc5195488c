#include "model/deepr_focuser.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "measure/contrast.h"
#include "measure/local_mean.h"
#include "net/weighted.h"
#include "stats/moments.h"
#include "stats/rank.h"

enum { TILE = 512 };

/* How far an output pixel of the network sees, in pixels. Every convolution sees one pixel further, in pixels of its
 * level, and so does the interpolation on the way up; the largest of 2 x 2 pixels is one of them. */
static size_t reach_of(const struct unet_spec *spec)
{
    size_t reach = 1; /* the last convolution */
    for (size_t level = 0; level < spec->levels; level++) {
        bool deepest = level + 1 == spec->levels;
        reach += (size_t)(deepest ? 2 : 5) << level;
        reach += level ? (size_t)1 << level : 0;
    }
    return reach;
}

void deepr_focuser_free(struct deepr_focuser *f)
{
    unet_free(f->unet);
    free(f->x);
    free(f->y);
    f->unet = NULL;
    f->x = f->y = NULL;
    f->h = f->w = 0;
}

/* Makes the network for tiles of h x w. */
static void prepare(struct deepr_focuser *f, size_t h, size_t w)
{
    if (f->unet && f->h == h && f->w == w)
        return;
    deepr_focuser_free(f);
    deepr_need_isa(f->isa);
    const struct deepr_model *m = f->model;
    f->unet = cli_need(unet_new(&m->spec, 1, h, w, false, f->isa), "the network");
    f->x = cli_alloc(m->spec.inputs * h * w, sizeof *f->x);
    f->y = cli_alloc((m->spec.dpm > 1 ? 2 : 1) * h * w, sizeof *f->y);
    f->h = h;
    f->w = w;
    for (enum unet_part part = UNET_TRUNK; part < (m->spec.dpm ? UNET_PARTS : UNET_DPM); part++)
        unet_set(f->unet, part, m->params[part]);
}

/* The tiles along an axis of n pixels, whose margin is a multiple of the divisor: each begins at a multiple of the
 * step, and its middle is kept. */
struct tiling {
    size_t side, margin, step, count;
};

static struct tiling divide(size_t n, size_t tile, size_t margin, size_t divisor)
{
    size_t whole = (n + divisor - 1) / divisor * divisor;
    tile = tile / divisor * divisor;
    if (whole <= tile)
        return (struct tiling){whole, 0, whole, 1};
    size_t step = tile - 2 * margin;
    return (struct tiling){tile, margin, step, (whole - 2 * margin + step - 1) / step};
}

/* The first pixel of a tile; the last tile ends where the image does. */
static size_t tile_start(const struct tiling *t, size_t i, size_t whole)
{
    size_t start = i * t->step;
    return start + t->side > whole ? whole - t->side : start;
}

/* The pixels of a tile that are kept. */
static void kept(const struct tiling *t, size_t start, size_t whole, size_t *from, size_t *to)
{
    *from = start ? start + t->margin : 0;
    *to = start + t->side < whole ? start + t->side - t->margin : whole;
}

static size_t mirrored(size_t i, size_t n)
{
    size_t back = i < n ? i : 2 * n - 1 - i;
    return back < n ? back : 0;
}

static void run(struct deepr_focuser *f, enum unet_part part)
{
    if (!unet_up(f->unet, part, f->y))
        cli_die("no memory for the network");
}

/* weights [h][w] of the pixels of the map are filled by a decoder that says them. */
static void focus(struct deepr_focuser *f, size_t h, size_t w, const float *frame, float *focused, float *map_um,
                  float *weights)
{
    const struct deepr_model *m = f->model;
    size_t divisor = (size_t)1 << (m->spec.levels - 1), reach = reach_of(&m->spec), tile = f->tile ? f->tile : TILE;
    size_t margin = (reach + divisor - 1) / divisor * divisor;
    size_t least = 2 * margin + divisor;
    if (f->tile && tile < least && (tile < h || tile < w))
        cli_usage("--tile %zu: expected at least %zu, as a pixel of this network sees as far as %zu pixels", tile,
                  least, reach);
    if (tile < least)
        tile = least;
    struct tiling rows = divide(h, tile, margin, divisor), columns = divide(w, tile, margin, divisor);
    size_t whole_h = (h + divisor - 1) / divisor * divisor, whole_w = (w + divisor - 1) / divisor * divisor;
    prepare(f, rows.side, columns.side);
    double mean, sd;
    moments(h * w, frame, &mean, &sd);
    for (size_t i = 0; i < rows.count; i++)
        for (size_t j = 0; j < columns.count; j++) {
            size_t top = tile_start(&rows, i, whole_h), left = tile_start(&columns, j, whole_w);
            for (size_t y = 0; y < rows.side; y++)
                for (size_t x = 0; x < columns.side; x++) {
                    size_t from = mirrored(top + y, h) * w + mirrored(left + x, w), to = y * columns.side + x;
                    f->x[to] = (float)(((double)frame[from] - mean) / sd);
                    if (m->spec.inputs > 1)
                        f->x[rows.side * columns.side + to] = (float)((double)map_um[from] / m->unit_um);
                }
            if (!unet_down(f->unet, f->x))
                cli_die("no memory for the network");
            size_t y0, y1, x0, x1;
            kept(&rows, top, whole_h, &y0, &y1);
            kept(&columns, left, whole_w, &x0, &x1);
            for (int map = 0; map < (m->spec.dpm ? 2 : 1); map++) {
                run(f, map ? UNET_DPM : UNET_IMAGE);
                for (size_t y = y0; y < y1 && y < h; y++)
                    for (size_t x = x0; x < x1 && x < w; x++) {
                        const float *made = f->y + (y - top) * columns.side + x - left;
                        if (!map)
                            focused[y * w + x] = (float)((double)*made * sd + mean);
                        else
                            map_um[y * w + x] = (float)((double)*made * m->unit_um);
                        if (map && m->spec.dpm > 1)
                            weights[y * w + x] = (float)weighted_weight(made[rows.side * columns.side]);
                    }
            }
        }
}

/* The mean of the square around each pixel, by the weights if there are any. */
static bool average(size_t h, size_t w, size_t side, float *map_um, float *weights)
{
    for (size_t i = 0; weights && i < h * w; i++)
        map_um[i] *= weights[i];
    if (!local_mean(h, w, side, map_um) || (weights && !local_mean(h, w, side, weights)))
        return false;
    for (size_t i = 0; weights && i < h * w; i++)
        map_um[i] /= weights[i];
    return true;
}

/* By weights, if there are any. */
static double median(size_t n, const float *values, const float *weights)
{
    if (weights)
        return rank_weighted_median(n, values, weights);
    float *sorted = cli_alloc(n, sizeof *sorted);
    memcpy(sorted, values, n * sizeof *sorted);
    double middle = (double)rank_select(n, sorted, n / 2);
    free(sorted);
    return middle;
}

/* Whether pixels are to be moved further than any pair of planes of the training is apart. */
static bool too_far(const struct deepr_model *m, size_t n, const float *map_um)
{
    double most = meta_need(&m->meta, "target_high_um") - meta_need(&m->meta, "target_low_um");
    size_t i = 0;
    while (i < n && fabs((double)map_um[i]) <= most * (1 + 1e-6))
        i++;
    return i < n;
}

struct deepr_opinion deepr_focus(struct deepr_focuser *f, size_t h, size_t w, const float *frame, float *focused,
                                 float *map_um, float *guard)
{
    const struct deepr_model *m = f->model;
    struct deepr_opinion o = {STATUS_BLANK, NAN, NAN};
    if (contrast_absent(h, w, frame)) {
        memcpy(focused, frame, h * w * sizeof *focused);
        for (size_t i = 0; i < h * w; i++)
            guard[i] = NAN;
        for (size_t i = 0; i < h * w && m->spec.dpm; i++)
            map_um[i] = NAN;
        return o;
    }
    float *weights = m->spec.dpm > 1 ? cli_alloc(h * w, sizeof *weights) : NULL;
    focus(f, h, w, frame, focused, map_um, weights);
    o.status = STATUS_OK;
    if (m->spec.dpm) {
        if (!average(h, w, m->map_side, map_um, weights))
            cli_die("no memory for the map");
        o.target_um = median(h * w, map_um, weights);
        if (o.target_um <= meta_need(&m->meta, "target_low_um") || o.target_um >= meta_need(&m->meta, "target_high_um"))
            o.status = STATUS_EDGE;
        o.status = status_of(o.status, 1, &o.target_um);
    }
    free(weights);
    if (m->task == PAIRS_REFOCUS && too_far(m, h * w, map_um))
        o.status = STATUS_EDGE;
    if (m->guard.side) {
        o.novelty = guard_judge(&m->guard, h, w, focused, guard);
        if (!(o.novelty <= 1))
            o.status = STATUS_LOW_CONFIDENCE;
    }
    return o;
}

void deepr_record(const struct deepr_opinion *o, struct meta *meta)
{
    meta_drop(meta, "novelty");
    meta_drop(meta, "target_um");
    if (isfinite(o->target_um))
        meta_set_number(meta, "target_um", o->target_um);
    if (isfinite(o->novelty))
        meta_set_format(meta, "novelty", "%.3g", o->novelty);
    meta_set(meta, "deepr", status_name(o->status));
}

void deepr_save_rows(FILE *out, size_t frame, size_t h, size_t w, const float *map_um)
{
    for (size_t row = 0; row < h; row++) {
        double mean, sd;
        moments(w, map_um + row * w, &mean, &sd);
        fprintf(out, "%zu\t%zu\t%.5g\t%.5g\n", frame, row, mean, sd);
    }
}
