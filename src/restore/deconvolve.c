#include "restore/deconvolve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fourier/convolve.h"
#include "fourier/fft.h"

/* Sums over a row, which are added up in the order of the rows, whatever the number of threads. */
struct sums {
    double residue, change, square, inside, step_product, step_square;
};

struct deconvolver {
    struct recipe recipe;
    size_t h, w;   /* of the frame, which lies at the origin of the grid */
    size_t gh, gw; /* of the grid */
    struct convolver *convolver;
    float complex *transfer;
    const float *frame;
    double mean, norm;
    float *x, *model;      /* [gh][gw]; model: Hx, then what the methods put into H' and get out of it */
    float *weight;         /* [gh][gw]: 1/w; NULL if circular */
    float *tv;             /* [gh][gw]: div(grad x / |grad x|); NULL without */
    float *before, *start; /* [gh][gw]: the x before, and where the iteration starts; NULL if not accelerated */
    float *step;           /* [gh][gw]: the last step; likewise */
    double last_square, momentum;
    struct sums *sums; /* [gh] */
};

/* A pixel of x that sends a smaller part of its light into the frame is not determined by it, and stays as it is. */
#define LEAST_WEIGHT 1e-3f
/* Of the mean: where Hx is below it, and where slopes are. */
#define NOTHING 1e-6
#define FLAT 1e-2

static void set_grid(const struct recipe *recipe, size_t h, size_t w, size_t ph, size_t pw, size_t grid[2])
{
    grid[0] = recipe->circular ? h : fft_fast_size(h + ph - 1);
    grid[1] = recipe->circular ? w : fft_fast_size(w + pw - 1);
}

static size_t array_count(const struct recipe *recipe)
{
    return 2U + !recipe->circular + (recipe->tv > 0) + (recipe->accelerated ? 3 : 0);
}

double deconvolver_bytes(const struct recipe *recipe, size_t h, size_t w, size_t ph, size_t pw, size_t grid[2])
{
    set_grid(recipe, h, w, ph, pw, grid);
    double pixels = (double)grid[0] * (double)grid[1];
    return convolver_bytes(grid[0], grid[1]) + transfer_bytes(grid[0], grid[1]) +
           pixels * (double)array_count(recipe) * sizeof(float) + (double)grid[0] * sizeof(struct sums);
}

struct deconvolver *deconvolver_new(const struct recipe *recipe, size_t h, size_t w, size_t ph, size_t pw)
{
    struct deconvolver *d = calloc(1, sizeof *d);
    if (!d)
        return NULL;
    size_t grid[2];
    set_grid(recipe, h, w, ph, pw, grid);
    *d = (struct deconvolver){*recipe, h, w, grid[0], grid[1], .convolver = convolver_new(grid[0], grid[1])};
    d->transfer = d->convolver ? transfer_new(d->convolver) : NULL;
    d->sums = calloc(d->gh, sizeof *d->sums);
    bool whole = d->transfer && d->sums;
    const struct {
        float **array;
        bool needed;
    } arrays[] = {
        {&d->x, true},
        {&d->model, true},
        {&d->weight, !recipe->circular},
        {&d->tv, recipe->tv > 0},
        {&d->before, recipe->accelerated},
        {&d->start, recipe->accelerated},
        {&d->step, recipe->accelerated},
    };
    for (size_t i = 0; whole && i < sizeof arrays / sizeof *arrays; i++)
        if (arrays[i].needed)
            whole = (*arrays[i].array = calloc(d->gh * d->gw, sizeof(float)));
    if (whole)
        return d;
    deconvolver_free(d);
    return NULL;
}

void deconvolver_free(struct deconvolver *d)
{
    if (!d)
        return;
    convolver_free(d->convolver);
    transfer_free(d->transfer);
    float *const arrays[] = {d->x, d->model, d->weight, d->tv, d->before, d->start, d->step};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        free(arrays[i]);
    free(d->sums);
    free(d);
}

double deconvolver_psf(struct deconvolver *d, size_t h, size_t w, const float *psf)
{
    size_t pixels = d->gh * d->gw;
    float least = d->recipe.method == RICHARDSON_LUCY ? 0 : -INFINITY;
    double sum = 0;
    for (size_t i = 0; i < h * w; i++)
        sum += (double)fmaxf(psf[i], least);
    if (!(sum > 0))
        return NAN;
    memset(d->model, 0, pixels * sizeof *d->model);
    for (size_t y = 0; y < h; y++)
        for (size_t x = 0; x < w; x++) {
            size_t gy = (y + d->gh - h / 2) % d->gh, gx = (x + d->gw - w / 2) % d->gw;
            d->model[gy * d->gw + gx] = (float)((double)fmaxf(psf[y * w + x], least) / sum);
        }
    transfer_set(d->convolver, d->model, d->transfer);
    if (d->weight) {
        for (size_t y = 0; y < d->gh; y++)
            for (size_t x = 0; x < d->gw; x++)
                d->model[y * d->gw + x] = y < d->h && x < d->w;
        convolver_run(d->convolver, d->transfer, true, d->model, d->weight);
        for (size_t i = 0; i < pixels; i++)
            d->weight[i] = d->weight[i] >= LEAST_WEIGHT ? 1 / d->weight[i] : 0;
    }
    return transfer_gain(d->convolver, d->transfer);
}

/* The frame's row or column nearest to that of the grid, which goes around. */
static size_t nearest(size_t at, size_t side, size_t grid)
{
    return at < side ? at : at - (side - 1) <= grid - at ? side - 1 : 0;
}

void deconvolver_begin(struct deconvolver *d, const float *frame)
{
    double sum = 0, square = 0;
    for (size_t i = 0; i < d->h * d->w; i++) {
        sum += fabs((double)frame[i]);
        square += (double)frame[i] * (double)frame[i];
    }
    d->frame = frame;
    d->mean = sum / (double)(d->h * d->w);
    d->norm = square;
    d->last_square = d->momentum = 0;
    bool multiplied = d->recipe.method == RICHARDSON_LUCY;
    for (size_t y = 0; y < d->gh; y++)
        for (size_t x = 0; x < d->gw; x++) {
            bool counts = multiplied || (y < d->h && x < d->w);
            float value = counts ? frame[nearest(y, d->h, d->gh) * d->w + nearest(x, d->w, d->gw)] : 0;
            d->x[y * d->gw + x] = multiplied ? fmaxf(value, 0) : value;
        }
    if (!multiplied) {
        float step = (float)d->recipe.step, least = d->recipe.method == LANDWEBER ? -INFINITY : 0;
        convolver_run(d->convolver, d->transfer, true, d->x, d->x);
        for (size_t i = 0; i < d->gh * d->gw; i++)
            d->x[i] = fmaxf(step * d->x[i] * (d->weight ? d->weight[i] : 1), least);
    }
    if (d->before)
        memcpy(d->before, d->x, d->gh * d->gw * sizeof *d->x);
}

/* Replaces Hx inside the frame by what H' is applied to. */
static double compare(const struct deconvolver *d, size_t y)
{
    float *model = d->model + y * d->gw;
    const float *frame = d->frame + y * d->w;
    double residue = 0;
    size_t inside = y < d->h ? d->w : 0;
    float floor = (float)(NOTHING * d->mean);
    bool multiplied = d->recipe.method == RICHARDSON_LUCY;
    for (size_t x = 0; x < inside; x++) {
        float difference = frame[x] - model[x];
        residue += (double)(difference * difference);
        model[x] = !multiplied ? difference : model[x] > floor ? fmaxf(frame[x], 0) / model[x] : 0;
    }
    memset(model + inside, 0, (d->gw - inside) * sizeof *model);
    return residue;
}

/* The divergence of the direction of the slope of `of`, row y. */
static void find_tv(const struct deconvolver *d, const float *of, size_t y)
{
    size_t w = d->gw;
    const float *row = of + y * w, *above = of + (y + d->gh - 1) % d->gh * w, *below = of + (y + 1) % d->gh * w;
    float flat = (float)(FLAT * FLAT * d->mean * d->mean);
    for (size_t x = 0; x < w; x++) {
        size_t left = x ? x - 1 : w - 1, right = x + 1 < w ? x + 1 : 0;
        float here = row[x], down = below[x] - here, across = row[right] - here;
        float from_left = here - row[left], from_above = here - above[x];
        float left_down = below[left] - row[left], above_across = above[right] - above[x];
        d->tv[y * w + x] = (down + across) / sqrtf(down * down + across * across + flat) -
                           from_left / sqrtf(from_left * from_left + left_down * left_down + flat) -
                           from_above / sqrtf(from_above * from_above + above_across * above_across + flat);
    }
}

/* Takes the iteration from `start` to `to`, row y, and measures it. */
static void advance(struct deconvolver *d, const float *start, float *to, size_t y)
{
    struct sums s = {.residue = d->sums[y].residue};
    float step = (float)d->recipe.step, pull = (float)d->recipe.tv, mean = (float)d->mean;
    enum deconvolution method = d->recipe.method;
    for (size_t i = y * d->gw, x = 0; x < d->gw; i++, x++) {
        float weight = d->weight ? d->weight[i] : 1, tv = d->tv ? pull * d->tv[i] : 0, was = d->x[i];
        float next = start[i];
        if (weight > 0)
            next = method == RICHARDSON_LUCY ? next * d->model[i] * weight / (1 - tv)
                                             : next + step * (d->model[i] * weight + mean * tv);
        next = method == LANDWEBER ? next : fmaxf(next, 0);
        s.change += (double)((next - was) * (next - was));
        s.square += (double)(was * was);
        s.inside += y < d->h && x < d->w ? (double)next : 0;
        if (d->step) {
            float moved = next - start[i];
            s.step_product += (double)(moved * d->step[i]);
            s.step_square += (double)(moved * moved);
            d->step[i] = moved;
        }
        to[i] = next;
    }
    d->sums[y] = s;
}

/* Where an accelerated iteration starts, row y. */
static void predict(struct deconvolver *d, size_t y)
{
    float momentum = (float)d->momentum, least = d->recipe.method == LANDWEBER ? -INFINITY : 0;
    for (size_t i = y * d->gw; i < (y + 1) * d->gw; i++)
        d->start[i] = fmaxf(d->x[i] + momentum * (d->x[i] - d->before[i]), least);
}

struct iteration deconvolver_iterate(struct deconvolver *d)
{
    const float *start = d->start ? d->start : d->x;
    float *to = d->before ? d->before : d->x;
    size_t threads = d->convolver->threads;
#pragma omp parallel for num_threads(threads) schedule(dynamic, 8)
    for (size_t y = 0; y < (d->start ? d->gh : 0); y++)
        predict(d, y);
    convolver_run(d->convolver, d->transfer, false, start, d->model);
#pragma omp parallel for num_threads(threads) schedule(dynamic, 8)
    for (size_t y = 0; y < d->gh; y++) {
        d->sums[y].residue = compare(d, y);
        if (d->tv)
            find_tv(d, start, y);
    }
    convolver_run(d->convolver, d->transfer, true, d->model, d->model);
#pragma omp parallel for num_threads(threads) schedule(dynamic, 8)
    for (size_t y = 0; y < d->gh; y++)
        advance(d, start, to, y);
    struct sums all = {0};
    for (size_t y = 0; y < d->gh; y++) {
        const struct sums *row = &d->sums[y];
        all.residue += row->residue;
        all.change += row->change;
        all.square += row->square;
        all.inside += row->inside;
        all.step_product += row->step_product;
        all.step_square += row->step_square;
    }
    if (d->before) {
        d->momentum = d->last_square > 0 ? fmin(fmax(all.step_product / d->last_square, 0), 1) : 0;
        d->last_square = all.step_square;
        d->before = d->x;
        d->x = to;
    }
    return (struct iteration){sqrt(all.residue / d->norm), sqrt(all.change / all.square), all.inside};
}

void deconvolver_result(const struct deconvolver *d, float *frame)
{
    for (size_t y = 0; y < d->h; y++)
        memcpy(frame + y * d->w, d->x + y * d->gw, d->w * sizeof *frame);
}
