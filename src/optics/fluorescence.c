#include "optics/fluorescence.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "fourier/fft.h"

struct fluorescence {
    struct spread spread;
    struct fft *part, *plane; /* what falls to a plane of the spread, and that plane */
    struct fft *image;
    size_t h, w, bin;
};

struct fluorescence *fluorescence_new(size_t h, size_t w, const struct spread *spread, size_t bin)
{
    struct fluorescence *f = calloc(1, sizeof *f);
    if (!f)
        return NULL;
    size_t grid_h = fft_fast_size(h), grid_w = fft_fast_size(w);
    *f = (struct fluorescence){.spread = *spread, .h = h, .w = w, .bin = bin};
    f->part = fft_new(FFT_R2C, grid_h, grid_w);
    f->plane = fft_new(FFT_R2C, grid_h, grid_w);
    f->image = fft_new(FFT_C2R, grid_h, grid_w);
    if (f->part && f->plane && f->image)
        return f;
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
    free(f);
}

static double plane_sum(const struct spread *s, size_t k)
{
    double sum = 0;
    for (size_t i = 0; i < s->h * s->w; i++)
        sum += (double)s->planes[k][i];
    return sum;
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

/* Adds the share of a slice that lies z_um below the plane in focus. */
static void add_slice(struct fluorescence *f, const struct glow *g, const float *light, const struct share *share,
                      double z_um)
{
    double flat = share_at(share, z_um);
    for (size_t y = 0; y < g->h; y++) {
        const float *from = light + y * g->w, *surface_um = g->surface_um ? g->surface_um + y * g->w : NULL;
        float *to = f->part->real + y * f->part->w;
        if (surface_um)
            for (size_t x = 0; x < g->w; x++)
                to[x] += (float)(share_at(share, z_um - (double)surface_um[x]) * (double)from[x]);
        else
            for (size_t x = 0; x < g->w; x++)
                to[x] += (float)(flat * (double)from[x]);
    }
}

/* Gathers what falls to plane k from a surface of these heights; false if that is nothing. */
static bool gather(struct fluorescence *f, const struct glow *g, size_t k, double z_um, double low_um, double high_um)
{
    struct share share = share_of(&f->spread, k);
    bool any = false;
    for (size_t slice = 0; slice < g->slices; slice++) {
        double above_um = z_um - slice_height(g, slice);
        if (!reaches(&f->spread, k, above_um - high_um, above_um - low_um))
            continue;
        if (!any)
            memset(f->part->real, 0, f->part->h * f->part->w * sizeof *f->part->real);
        add_slice(f, g, g->light + slice * g->h * g->w, &share, above_um);
        any = true;
    }
    return any;
}

/* Plane k with its middle in the corner of the grid, scaled for the transforms and to a sum of 1. */
static void set_plane(struct fluorescence *f, size_t k)
{
    const struct spread *s = &f->spread;
    size_t h = f->plane->h, w = f->plane->w;
    double scale = 1 / (plane_sum(s, k) * (double)h * (double)w);
    memset(f->plane->real, 0, h * w * sizeof *f->plane->real);
    for (size_t y = 0; y < s->h; y++)
        for (size_t x = 0; x < s->w; x++) {
            size_t to_y = (y + h - s->h / 2) % h, to_x = (x + w - s->w / 2) % w;
            f->plane->real[to_y * w + to_x] = (float)(scale * (double)s->planes[k][y * s->w + x]);
        }
}

/* Adds the spectrum of what has been gathered for plane k, convolved with it. */
static void add_plane(struct fluorescence *f, size_t k)
{
    set_plane(f, k);
    fft_run(f->part);
    fft_run(f->plane);
    for (size_t i = 0; i < f->image->h * (f->image->w / 2 + 1); i++) {
        float complex a = f->part->freq[i], b = f->plane->freq[i];
        f->image->freq[i] +=
            CMPLXF(crealf(a) * crealf(b) - cimagf(a) * cimagf(b), crealf(a) * cimagf(b) + cimagf(a) * crealf(b));
    }
}

static size_t visible(const struct fluorescence *f, size_t *h, size_t *w)
{
    *h = (f->h - f->spread.h + 1) / f->bin;
    *w = (f->w - f->spread.w + 1) / f->bin;
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

void fluorescence_run(struct fluorescence *f, const struct glow *g, double z_um, double light, double background,
                      float *image)
{
    double low_um, high_um;
    surface_range(g, &low_um, &high_um);
    memset(f->image->freq, 0, f->image->h * (f->image->w / 2 + 1) * sizeof *f->image->freq);
    for (size_t k = 0; k < f->spread.count; k++)
        if (gather(f, g, k, z_um, low_um, high_um))
            add_plane(f, k);
    fft_run(f->image);
    bin_visible(f, f->image->w, f->image->real, image);
    size_t h, w, pixels = visible(f, &h, &w);
    for (size_t i = 0; i < pixels; i++)
        image[i] = (float)(light * fmax(0, (double)image[i]) + background);
}

void fluorescence_means(const struct fluorescence *f, const float *values, float *means)
{
    bin_visible(f, f->w, values, means);
}
