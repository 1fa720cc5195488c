#include "optics/fluorescence.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "fourier/fft.h"
#include "fourier/times.h"

struct fluorescence {
    struct glow glow;
    struct spread spread;
    struct fft *part, *plane; /* light, and what it is convolved with */
    struct fft *image;
    float complex *slices; /* [slices]: the spectra of the slices, if they are flat */
    double *sums;          /* [count]: of the planes of the spread */
    size_t bin;
};

static size_t frequencies(const struct fluorescence *f)
{
    return f->image->h * (f->image->w / 2 + 1);
}

/* The spectra of the slices, which are the same whatever plane is in focus. */
static bool keep_slices(struct fluorescence *f)
{
    const struct glow *g = &f->glow;
    f->slices = calloc(g->slices, frequencies(f) * sizeof *f->slices);
    for (size_t slice = 0; f->slices && slice < g->slices; slice++) {
        memset(f->part->real, 0, f->part->h * f->part->w * sizeof *f->part->real);
        for (size_t y = 0; y < g->h; y++)
            memcpy(f->part->real + y * f->part->w, g->light + (slice * g->h + y) * g->w, g->w * sizeof *g->light);
        fft_run(f->part);
        memcpy(f->slices + slice * frequencies(f), f->part->freq, frequencies(f) * sizeof *f->slices);
    }
    return f->slices;
}

static double plane_sum(const struct spread *s, size_t k)
{
    double sum = 0;
    for (size_t i = 0; i < s->h * s->w; i++)
        sum += (double)s->planes[k][i];
    return sum;
}

struct fluorescence *fluorescence_new(const struct glow *glow, const struct spread *spread, size_t bin)
{
    struct fluorescence *f = calloc(1, sizeof *f);
    if (!f)
        return NULL;
    size_t grid_h = fft_fast_size(glow->h), grid_w = fft_fast_size(glow->w);
    *f = (struct fluorescence){.glow = *glow, .spread = *spread, .bin = bin};
    f->part = fft_new(FFT_R2C, grid_h, grid_w);
    f->plane = fft_new(FFT_R2C, grid_h, grid_w);
    f->image = fft_new(FFT_C2R, grid_h, grid_w);
    f->sums = calloc(spread->count, sizeof *f->sums);
    if (f->part && f->plane && f->image && f->sums && (glow->surface_um || keep_slices(f))) {
        for (size_t k = 0; k < spread->count; k++)
            f->sums[k] = plane_sum(spread, k);
        return f;
    }
    fluorescence_free(f);
    return NULL;
}

void fluorescence_free(struct fluorescence *f)
{
    if (!f)
        return;
    fft_free(f->part);
    fft_free(f->plane);
    fft_free(f->image);
    free(f->slices);
    free(f->sums);
    free(f);
}

size_t spread_dark(const struct spread *s)
{
    size_t k = 0;
    while (k < s->count && plane_sum(s, k) > 0)
        k++;
    return k;
}

static double slice_height(const struct glow *g, size_t slice)
{
    return g->slices > 1 ? ((double)slice - ((double)g->slices - 1) / 2) * g->slice_um : 0;
}

static void surface_range(const struct glow *g, double *low_um, double *high_um)
{
    *low_um = g->surface_um ? INFINITY : 0;
    *high_um = g->surface_um ? -INFINITY : 0;
    for (size_t i = 0; g->surface_um && i < g->h * g->w; i++) {
        *low_um = fmin(*low_um, (double)g->surface_um[i]);
        *high_um = fmax(*high_um, (double)g->surface_um[i]);
    }
}

bool glow_covered(const struct glow *g, const struct spread *s, double low_um, double high_um, double need_um[2])
{
    static const double rounding_um = 1e-6;
    double bottom_um, top_um;
    surface_range(g, &bottom_um, &top_um);
    need_um[0] = low_um - top_um - slice_height(g, g->slices - 1);
    need_um[1] = high_um - bottom_um - slice_height(g, 0);
    return need_um[0] >= s->z_um[0] - rounding_um && need_um[1] <= s->z_um[s->count - 1] + rounding_um;
}

/* How much of the light that a height needs falls to a plane: 1 there, falling linearly to 0 at the planes next to it;
 * beyond the first and the last it stays 1. It is the lesser of two lines. */
struct share {
    double rise, rise_at_0, fall, fall_at_0;
};

static struct share share_of(const struct spread *s, size_t k)
{
    struct share share = {0, 1, 0, 1};
    if (k > 0) {
        share.rise = 1 / (s->z_um[k] - s->z_um[k - 1]);
        share.rise_at_0 = -share.rise * s->z_um[k - 1];
    }
    if (k + 1 < s->count) {
        share.fall = -1 / (s->z_um[k + 1] - s->z_um[k]);
        share.fall_at_0 = -share.fall * s->z_um[k + 1];
    }
    return share;
}

static inline double share_at(const struct share *s, double z_um)
{
    double rise = s->rise_at_0 + s->rise * z_um, fall = s->fall_at_0 + s->fall * z_um;
    double least = rise < fall ? rise : fall;
    return least > 0 ? least : 0;
}

/* Whether anything at the heights from low to high falls to plane k. */
static bool reaches(const struct spread *s, size_t k, double low_um, double high_um)
{
    return (k == 0 || high_um > s->z_um[k - 1]) && (k + 1 == s->count || low_um < s->z_um[k + 1]);
}

/* Adds the share of an uneven slice that lies z_um below the plane in focus. */
static void add_slice(struct fluorescence *f, const float *light, const struct share *share, double z_um)
{
    const struct glow *g = &f->glow;
    for (size_t y = 0; y < g->h; y++) {
        const float *from = light + y * g->w, *surface_um = g->surface_um + y * g->w;
        float *to = f->part->real + y * f->part->w;
        for (size_t x = 0; x < g->w; x++)
            to[x] += (float)(share_at(share, z_um - (double)surface_um[x]) * (double)from[x]);
    }
}

/* Gathers what falls to plane k from a surface of these heights; false if that is nothing. */
static bool gather(struct fluorescence *f, size_t k, double z_um, double low_um, double high_um)
{
    const struct glow *g = &f->glow;
    struct share share = share_of(&f->spread, k);
    bool any = false;
    for (size_t slice = 0; slice < g->slices; slice++) {
        double above_um = z_um - slice_height(g, slice);
        if (!reaches(&f->spread, k, above_um - high_um, above_um - low_um))
            continue;
        if (!any)
            memset(f->part->real, 0, f->part->h * f->part->w * sizeof *f->part->real);
        add_slice(f, g->light + slice * g->h * g->w, &share, above_um);
        any = true;
    }
    return any;
}

static void clear_plane(struct fluorescence *f)
{
    memset(f->plane->real, 0, f->plane->h * f->plane->w * sizeof *f->plane->real);
}

/* Adds a share of plane k of the spread, with its middle in the corner of the grid, scaled for the transforms and to a
 * sum of 1. */
static void add_plane(struct fluorescence *f, size_t k, double share)
{
    const struct spread *s = &f->spread;
    size_t h = f->plane->h, w = f->plane->w;
    double scale = share / (f->sums[k] * (double)h * (double)w);
    for (size_t y = 0; y < s->h; y++)
        for (size_t x = 0; x < s->w; x++) {
            size_t to_y = (y + h - s->h / 2) % h, to_x = (x + w - s->w / 2) % w;
            f->plane->real[to_y * w + to_x] += (float)(scale * (double)s->planes[k][y * s->w + x]);
        }
}

/* Adds the spectrum of light, convolved with the plane that has been set. */
static void convolve(struct fluorescence *f, const float complex *light)
{
    fft_run(f->plane);
    for (size_t i = 0; i < frequencies(f); i++)
        f->image->freq[i] += times(light[i], f->plane->freq[i]);
}

/* Each plane of the spread is convolved with what falls to it. */
static void add_uneven(struct fluorescence *f, double z_um)
{
    double low_um, high_um;
    surface_range(&f->glow, &low_um, &high_um);
    for (size_t k = 0; k < f->spread.count; k++)
        if (gather(f, k, z_um, low_um, high_um)) {
            clear_plane(f);
            add_plane(f, k, 1);
            fft_run(f->part);
            convolve(f, f->part->freq);
        }
}

/* Each slice is convolved with the planes next to it, mixed by their shares. */
static void add_flat(struct fluorescence *f, double z_um)
{
    for (size_t slice = 0; slice < f->glow.slices; slice++) {
        double above_um = z_um - slice_height(&f->glow, slice);
        clear_plane(f);
        for (size_t k = 0; k < f->spread.count; k++) {
            struct share share = share_of(&f->spread, k);
            if (reaches(&f->spread, k, above_um, above_um))
                add_plane(f, k, share_at(&share, above_um));
        }
        convolve(f, f->slices + slice * frequencies(f));
    }
}

static size_t visible(const struct fluorescence *f, size_t *h, size_t *w)
{
    *h = (f->glow.h - f->spread.h + 1) / f->bin;
    *w = (f->glow.w - f->spread.w + 1) / f->bin;
    return *h * *w;
}

/* The pixels of the image from values of the specimen's grid, whose rows are `stride` apart. */
static void bin_visible(const struct fluorescence *f, size_t stride, const float *values, float *image)
{
    size_t top = (f->spread.h - 1) / 2, left = (f->spread.w - 1) / 2, h, w;
    visible(f, &h, &w);
    for (size_t y = 0; y < h; y++)
        for (size_t x = 0; x < w; x++) {
            const float *from = values + (top + f->bin * y) * stride + left + f->bin * x;
            double sum = 0;
            for (size_t i = 0; i < f->bin; i++)
                for (size_t j = 0; j < f->bin; j++)
                    sum += (double)from[i * stride + j];
            image[y * w + x] = (float)(sum / (double)(f->bin * f->bin));
        }
}

void fluorescence_run(struct fluorescence *f, double z_um, double light, double background, float *image)
{
    memset(f->image->freq, 0, frequencies(f) * sizeof *f->image->freq);
    if (f->slices)
        add_flat(f, z_um);
    else
        add_uneven(f, z_um);
    fft_run(f->image);
    bin_visible(f, f->image->w, f->image->real, image);
    size_t h, w, pixels = visible(f, &h, &w);
    for (size_t i = 0; i < pixels; i++)
        image[i] = (float)(light * fmax(0, (double)image[i]) + background);
}

void fluorescence_means(const struct fluorescence *f, const float *values, float *means)
{
    bin_visible(f, f->glow.w, values, means);
}
