#include "restore/deconvolve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fourier/convolve.h"
#include "fourier/fft.h"

/* Sums over a row, which are added up in the order of the rows, whatever the number of threads. */
struct sums {
    double residue, change, square, sum; /* |y - Hx|^2, |new x - x|^2, |x|^2, new x in the frame */
    double product, moved;               /* this step times the last, and squared */
};

struct deconvolver {
    struct recipe recipe;
    size_t h, w;   /* of the frame, which lies at the origin of the grid */
    size_t gh, gw; /* of the grid */
    struct convolver *convolver;
    float complex *transfer;
    const float *frame;
    double mean, norm;
    float *x;              /* [gh][gw] */
    float *weight;         /* [gh][gw]: 1/w; NULL if circular */
    float *tv;             /* [gh][gw]: div(grad x / |grad x|); NULL without */
    float *before, *start; /* [gh][gw]: the x before, and where the iteration starts; NULL if not accelerated */
    float *step;           /* [gh][gw]: the last step; likewise */
    double last_moved, momentum;
    struct sums *sums; /* [gh] */
};

/* A pixel of x that sends a smaller part of its light into the frame is not determined by it, and stays as it is. */
#define LEAST_WEIGHT 1e-3f
/* Of the mean: where Hx is below it, and where slopes are. */
#define NOTHING 1e-6
#define FLAT 1e-2

/* fmaxf without its care for NANs, which would be a call for each pixel. */
static inline float larger(float a, float b)
{
    return a > b ? a : b;
}

static void set_grid(const struct recipe *recipe, size_t h, size_t w, size_t ph, size_t pw, size_t grid[2])
{
    grid[0] = recipe->circular ? h : fft_fast_size(h + ph - 1);
    grid[1] = recipe->circular ? w : fft_fast_size(w + pw - 1);
}

static size_t array_count(const struct recipe *recipe)
{
    return 1U + !recipe->circular + (recipe->tv > 0) + (recipe->accelerated ? 3 : 0);
}

double deconvolver_bytes(const struct recipe *recipe, size_t h, size_t w, size_t ph, size_t pw, size_t grid[2])
{
    set_grid(recipe, h, w, ph, pw, grid);
    double pixels = (double)grid[0] * (double)grid[1];
    return (double)h * (double)w * sizeof(float) + convolver_bytes(grid[0], grid[1]) +
           transfer_bytes(grid[0], grid[1]) + pixels * (double)array_count(recipe) * sizeof(float) +
           (double)grid[0] * sizeof(struct sums);
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
    float *const arrays[] = {d->x, d->weight, d->tv, d->before, d->start, d->step};
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
        sum += (double)larger(psf[i], least);
    if (!(sum > 0))
        return NAN;
    memset(d->x, 0, pixels * sizeof *d->x);
    for (size_t y = 0; y < h; y++)
        for (size_t x = 0; x < w; x++) {
            size_t gy = (y + d->gh - h / 2) % d->gh, gx = (x + d->gw - w / 2) % d->gw;
            d->x[gy * d->gw + gx] = (float)((double)larger(psf[y * w + x], least) / sum);
        }
    transfer_set(d->convolver, d->x, d->transfer);
    if (d->weight) {
        for (size_t y = 0; y < d->gh; y++)
            for (size_t x = 0; x < d->gw; x++)
                d->x[y * d->gw + x] = y < d->h && x < d->w;
        convolver_run(d->convolver, d->transfer, true, d->x, d->weight);
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

static void copy(void *context, size_t y, float *row)
{
    const struct deconvolver *d = context;
    memcpy(row, d->x + y * d->gw, d->gw * sizeof *row);
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
    d->last_moved = d->momentum = 0;
    bool multiplied = d->recipe.method == RICHARDSON_LUCY;
    for (size_t y = 0; y < d->gh; y++)
        for (size_t x = 0; x < d->gw; x++) {
            bool counts = multiplied || (y < d->h && x < d->w);
            float value = counts ? frame[nearest(y, d->h, d->gh) * d->w + nearest(x, d->w, d->gw)] : 0;
            d->x[y * d->gw + x] = multiplied ? larger(value, 0) : value;
        }
    if (!multiplied) {
        float step = (float)d->recipe.step, least = d->recipe.method == LANDWEBER ? -INFINITY : 0;
        convolver_run(d->convolver, d->transfer, true, d->x, d->x);
        for (size_t i = 0; i < d->gh * d->gw; i++)
            d->x[i] = larger(step * d->x[i] * (d->weight ? d->weight[i] : 1), least);
    }
    if (d->before)
        memcpy(d->before, d->x, d->gh * d->gw * sizeof *d->x);
    else
        convolver_rows(d->convolver, false, true, copy, d);
}

static const float *start_of(const struct deconvolver *d)
{
    return d->start ? d->start : d->x;
}

/* The divergence of the direction of the slope, of one row where the iteration starts. */
static void find_tv(const struct deconvolver *d, size_t y)
{
    size_t w = d->gw;
    const float *of = start_of(d);
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

/* Replaces a row of Hx by what H' is applied to. */
static void compare(void *context, size_t y, float *row)
{
    struct deconvolver *d = context;
    size_t inside = y < d->h ? d->w : 0;
    const float *frame = d->frame + (inside ? y * d->w : 0);
    float floor = (float)(NOTHING * d->mean);
    bool multiplied = d->recipe.method == RICHARDSON_LUCY;
    double residue = 0;
#pragma omp simd reduction(+ : residue)
    for (size_t x = 0; x < inside; x++) {
        float difference = frame[x] - row[x];
        residue += (double)(difference * difference);
        row[x] = !multiplied ? difference : row[x] > floor ? larger(frame[x], 0) / row[x] : 0;
    }
    memset(row + inside, 0, (d->gw - inside) * sizeof *row);
    d->sums[y].residue = residue;
    if (d->tv)
        find_tv(d, y);
}

/* Takes a row of x through the iteration, by what H' has made of the comparison, and measures it. The row that it
 * leaves is where the next iteration starts, unless that is accelerated. Short loops over a row in the cache are faster
 * than a long one that the compiler cannot vectorise. */
static void advance(void *context, size_t y, float *row)
{
    struct deconvolver *d = context;
    size_t first = y * d->gw, inside = y < d->h ? d->w : 0;
    const float *start = start_of(d) + first, *was = d->x + first, *weight = d->weight ? d->weight + first : NULL;
    const float *tv = d->tv ? d->tv + first : NULL;
    float *to = (d->before ? d->before : d->x) + first;
    float step = (float)d->recipe.step, pull = (float)d->recipe.tv, mean = (float)d->mean;
    float least = d->recipe.method == LANDWEBER ? -INFINITY : 0;
    double change = 0, square = 0, sum = 0, product = 0, moved = 0;
    for (size_t x = 0; weight && x < d->gw; x++)
        row[x] *= weight[x];
    if (d->recipe.method == RICHARDSON_LUCY)
        for (size_t x = 0; x < d->gw; x++)
            row[x] = larger(start[x] * (tv ? row[x] / (1 - pull * tv[x]) : row[x]), 0);
    else
        for (size_t x = 0; x < d->gw; x++)
            row[x] = larger(start[x] + step * (tv ? row[x] + mean * pull * tv[x] : row[x]), least);
    for (size_t x = 0; weight && x < d->gw; x++)
        row[x] = weight[x] > 0 ? row[x] : start[x];
#pragma omp simd reduction(+ : change, square)
    for (size_t x = 0; x < d->gw; x++) {
        change += (double)((row[x] - was[x]) * (row[x] - was[x]));
        square += (double)(was[x] * was[x]);
    }
#pragma omp simd reduction(+ : sum)
    for (size_t x = 0; x < inside; x++)
        sum += (double)row[x];
    float *last = d->step ? d->step + first : NULL;
#pragma omp simd reduction(+ : product, moved)
    for (size_t x = 0; x < (last ? d->gw : 0); x++) {
        float now = row[x] - start[x];
        product += (double)(now * last[x]);
        moved += (double)(now * now);
        last[x] = now;
    }
    memcpy(to, row, d->gw * sizeof *to);
    d->sums[y] = (struct sums){d->sums[y].residue, change, square, sum, product, moved};
}

/* Where an accelerated iteration starts. */
static void predict(void *context, size_t y, float *row)
{
    struct deconvolver *d = context;
    float momentum = (float)d->momentum, least = d->recipe.method == LANDWEBER ? -INFINITY : 0;
    const float *x = d->x + y * d->gw, *before = d->before + y * d->gw;
    for (size_t i = 0; i < d->gw; i++)
        row[i] = larger(x[i] + momentum * (x[i] - before[i]), least);
    memcpy(d->start + y * d->gw, row, d->gw * sizeof *row);
}

struct iteration deconvolver_iterate(struct deconvolver *d)
{
    if (d->start)
        convolver_rows(d->convolver, false, true, predict, d);
    convolver_apply(d->convolver, d->transfer, false);
    convolver_rows(d->convolver, true, true, compare, d);
    convolver_apply(d->convolver, d->transfer, true);
    convolver_rows(d->convolver, true, !d->start, advance, d);
    struct sums all = {0};
    for (size_t y = 0; y < d->gh; y++) {
        const struct sums *row = &d->sums[y];
        all.residue += row->residue;
        all.change += row->change;
        all.square += row->square;
        all.sum += row->sum;
        all.product += row->product;
        all.moved += row->moved;
    }
    if (d->start) {
        float *before = d->x;
        d->x = d->before;
        d->before = before;
        d->momentum = d->last_moved > 0 ? fmin(fmax(all.product / d->last_moved, 0), 1) : 0;
        d->last_moved = all.moved;
    }
    return (struct iteration){sqrt(all.residue / d->norm), sqrt(all.change / all.square), all.sum};
}

void deconvolver_result(const struct deconvolver *d, float *frame)
{
    for (size_t y = 0; y < d->h; y++)
        memcpy(frame + y * d->w, d->x + y * d->gw, d->w * sizeof *frame);
}
