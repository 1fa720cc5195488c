#include "feature/feature.h"

#include <complex.h>
#include <limits.h>
#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "fourier/band.h"

struct features {
    struct feature_spec spec;
    size_t h, w, count;
    int (*bins)[2];
    int threads;
    struct band **band; /* one per thread */
};

size_t feature_default_patch(size_t h, size_t w)
{
    size_t side = 1;
    while (side * 4 <= (h < w ? h : w))
        side *= 2;
    return side;
}

void feature_default_box(struct feature_spec *spec, double led_na_y, double led_na_x)
{
    double y = fabs(led_na_y), x = fabs(led_na_x);
    double along_y = x < 1e-3 * y ? 1 : y < 1e-3 * x ? 0 : -1;
    double rows = along_y == 0 ? 0.1 : 0.6, columns = along_y == 1 ? 0.1 : 0.6;
    double half = (double)spec->patch / 2;
    spec->rows = 2 * (size_t)(rows * half);
    spec->columns = (size_t)(columns * half);
    spec->circles = false;
}

static bool inside(const struct feature_spec *s, int ky, int kx)
{
    if (kx == 0 && ky < 0)
        return false;
    double r2 = s->radius * s->radius;
    double ay = ky - s->center_y, ax = kx - s->center_x, by = ky + s->center_y, bx = kx + s->center_x;
    return ay * ay + ax * ax < r2 || by * by + bx * bx < r2;
}

bool feature_circles(struct feature_spec *s, double na, double led_na_y, double led_na_x, double lambda_um,
                     double pixel_um)
{
    double bins = (double)s->patch * pixel_um / lambda_um;
    s->circles = true;
    s->radius = na * bins;
    s->center_y = led_na_y * bins;
    s->center_x = led_na_x * bins;
    double reach_y = ceil(fabs(s->center_y) + s->radius) + 1, reach_x = ceil(fabs(s->center_x) + s->radius) + 1;
    double half = (double)s->patch / 2;
    s->rows = 2 * (size_t)fmin(reach_y, half);
    s->columns = (size_t)fmin(reach_x, half + 1);
    return s->rows && s->columns && feature_bins(s, NULL) > 0;
}

double feature_edge(const struct feature_spec *s, int ky, int kx)
{
    double beyond_a = hypot(ky - s->center_y, kx - s->center_x) - s->radius;
    double beyond_b = hypot(ky + s->center_y, kx + s->center_x) - s->radius;
    double way = fmin(fabs(beyond_a), fabs(beyond_b));
    return fmin(beyond_a, beyond_b) < 0 ? -way : way;
}

const char *feature_complaint(const struct feature_spec *s)
{
    if (s->patch < 4 || s->patch % 2 || s->patch > INT_MAX / 2)
        return "the side of a patch must be even and at least 4 pixels";
    if (s->smooth % 2 == 0 || s->smooth > s->patch / 4)
        return "the window of frequencies must be odd and at most a quarter of the patch's side";
    bool power = s->part == FEATURE_MAGNITUDE || s->part == FEATURE_FOLDED;
    if (s->smooth > 1 && !power)
        return "only powers can be averaged over frequencies, for --part magnitude or folded";
    if (s->noise == FEATURE_NOISE_REMOVED && !power)
        return "noise can only be subtracted from powers, for --part magnitude or folded";
    if (s->noise == FEATURE_NOISE_REMOVED && s->patch < 16)
        return "a patch must have at least 16 pixels a side to measure its noise";
    if (!s->rows || !s->columns)
        return "the crop is empty";
    if (s->rows % 2 || s->rows > s->patch)
        return "the number of rows of the crop must be even and at most the side of the patch";
    if (s->columns > s->patch / 2 + 1)
        return "the crop must have at most half the patch's side + 1 columns; the other half is redundant";
    return NULL;
}

/* The first row. Row -rows/2 has no mirror image. */
static int first_row(const struct feature_spec *s)
{
    return s->part == FEATURE_FOLDED ? 0 : -(int)(s->rows / 2);
}

size_t feature_bins(const struct feature_spec *s, int (*bins)[2])
{
    size_t count = 0;
    int half = (int)(s->rows / 2), columns = (int)s->columns;
    for (int ky = first_row(s); ky < half; ky++)
        for (int kx = 0; kx < columns; kx++) {
            if (s->circles && !inside(s, ky, kx))
                continue;
            if (bins)
                memcpy(bins[count], (int[]){ky, kx}, sizeof bins[count]);
            count++;
        }
    return count;
}

/* Returns which of four bands; they end at 1/16, 4/16, 9/16 and 16/16 of the reach. */
static int band_of(int k, int reach)
{
    return (int)(4 * sqrt((abs(k) + 0.5) / (reach + 1)));
}

/* Returns which of the rings, or FEATURE_BANDS. */
static int ring_of(const struct feature_spec *edges, int ky, int kx)
{
    if (!edges->circles)
        return FEATURE_BANDS;
    double ring = floor(feature_edge(edges, ky, kx) / (0.04 * edges->radius)) + FEATURE_RINGS / 2;
    return ring >= 0 && ring < FEATURE_RINGS ? FEATURE_BANDS - FEATURE_RINGS + (int)ring : FEATURE_BANDS;
}

void feature_bands(const struct feature_spec *s, const struct feature_spec *edges, unsigned char (*band)[2])
{
    size_t at = 0;
    int half = (int)(s->rows / 2), columns = (int)s->columns;
    for (int ky = first_row(s); ky < half; ky++)
        for (int kx = 0; kx < columns; kx++) {
            if (s->circles && !inside(s, ky, kx))
                continue;
            band[at][0] = (unsigned char)(band_of(ky, half) * 4 + band_of(kx, columns));
            band[at++][1] = (unsigned char)ring_of(edges, ky, kx);
        }
}

void feature_shape(size_t count, const float *features, const unsigned char (*band)[2], double shape[FEATURE_BANDS])
{
    double sum[FEATURE_BANDS + 1] = {0};
    size_t members[FEATURE_BANDS + 1] = {0};
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < 2; k++) {
            sum[band[i][k]] += fabs((double)features[i]);
            members[band[i][k]]++;
        }
    for (int b = 0; b < FEATURE_BANDS; b++)
        shape[b] = members[b] ? log(sum[b] / (double)members[b] + exp(-10)) : 0;
}

struct features *features_new(const struct feature_spec *spec, size_t h, size_t w)
{
    struct features *f = calloc(1, sizeof *f);
    if (!f)
        return NULL;
    f->spec = *spec;
    f->h = h;
    f->w = w;
    f->count = feature_bins(spec, NULL);
    f->bins = calloc(f->count, sizeof *f->bins);
    size_t patches = features_patches(f);
    f->threads = omp_get_max_threads();
    if (patches && (size_t)f->threads > patches)
        f->threads = (int)patches;
    f->band = calloc((size_t)f->threads, sizeof(struct band *));
    bool whole = f->bins && f->band;
    size_t most = spec->patch / 2 + 1, columns = spec->columns + spec->smooth / 2;
    if (spec->noise == FEATURE_NOISE_REMOVED)
        columns = most;
    for (int i = 0; whole && i < f->threads; i++)
        whole = (f->band[i] = band_new(spec->patch, spec->patch, columns < most ? columns : most)) != NULL;
    if (whole) {
        feature_bins(spec, f->bins);
        return f;
    }
    features_free(f);
    return NULL;
}

bool features_fit(const struct features *f, const struct feature_spec *b, size_t h, size_t w)
{
    if (!f || f->h != h || f->w != w)
        return false;
    const struct feature_spec *a = &f->spec;
    return a->patch == b->patch && a->part == b->part && a->norm == b->norm && a->border == b->border &&
           a->noise == b->noise && a->smooth == b->smooth && a->rows == b->rows && a->columns == b->columns &&
           a->circles == b->circles &&
           (!a->circles || (a->radius == b->radius && a->center_y == b->center_y && a->center_x == b->center_x));
}

size_t features_patches(const struct features *f)
{
    return f->h / f->spec.patch * (f->w / f->spec.patch);
}

size_t features_count(const struct features *f)
{
    return f->count;
}

static void scale(float *out, size_t n, enum feature_norm norm)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += norm == FEATURE_UNIT_MEAN ? fabs((double)out[i]) : (double)out[i] * (double)out[i];
    double unit = norm == FEATURE_UNIT_MEAN ? sum / (double)n : sqrt(sum);
    float factor = unit > 0 ? (float)(1 / unit) : 0;
    for (size_t i = 0; i < n; i++)
        out[i] *= factor;
}

/* Computes the mean of a patch, and whether its pixels differ. Eight independent sums avoid waiting for each
 * addition. */
static bool patch_mean(const float *patch, size_t side, size_t stride, float *mean)
{
    enum { LANES = 8 };
    double sum[LANES] = {0}, total = 0;
    bool blank = true;
    for (size_t y = 0; y < side; y++) {
        const float *row = patch + y * stride;
        for (size_t i = 0; blank && i < side; i++)
            blank = row[i] == patch[0];
        size_t x = 0;
        for (; x + LANES <= side; x += LANES)
            for (size_t lane = 0; lane < LANES; lane++)
                sum[lane] += (double)row[x + lane];
        for (; x < side; x++)
            sum[0] += (double)row[x];
    }
    for (size_t lane = 0; lane < LANES; lane++)
        total += sum[lane];
    *mean = (float)(total / ((double)side * (double)side));
    return !blank;
}

/* The spectrum is periodic, and has the conjugate value at -ky, -kx. */
static float complex at(const struct feature_spec *s, const struct band *band, int ky, int kx)
{
    int n = (int)s->patch;
    if (kx < 0 || kx > n / 2) {
        ky = -ky;
        kx = kx < 0 ? -kx : n - kx;
    }
    return band->freq[(size_t)((ky + n) % n) * band->columns + (size_t)kx];
}

/* The mean over the window; frequency 0, which holds the mean of the patch, is left out. */
static float power(const struct feature_spec *s, const struct band *band, int ky, int kx)
{
    int reach = (int)(s->smooth / 2), count = 0;
    float sum = 0;
    for (int y = ky - reach; y <= ky + reach; y++)
        for (int x = kx - reach; x <= kx + reach; x++) {
            if (reach && !y && !x)
                continue;
            float complex value = at(s, band, y, x);
            sum += crealf(value) * crealf(value) + cimagf(value) * cimagf(value);
            count++;
        }
    return sum / (float)count;
}

/* The mean power in the corners, where only noise is. */
static float noise_power(const struct feature_spec *s, const struct band *band)
{
    int half = (int)s->patch / 2, from = half - half / 8;
    double sum = 0;
    size_t count = 0;
    for (int ky = -half; ky < half; ky++)
        for (int kx = from; abs(ky) >= from && kx <= half; kx++, count++) {
            float complex value = at(s, band, ky, kx);
            sum += (double)(crealf(value) * crealf(value) + cimagf(value) * cimagf(value));
        }
    return (float)(sum / (double)count);
}

static void extract(const struct features *f, struct band *band, const float *patch, float *out)
{
    const struct feature_spec *s = &f->spec;
    float mean;
    if (!patch_mean(patch, s->patch, f->w, &mean)) {
        memset(out, 0, f->count * sizeof *out);
        return;
    }
    band_run(band, patch, f->w, mean);
    if (s->border == FEATURE_BORDER_REMOVED)
        band_make_periodic(band, patch, f->w);
    float noise = s->noise == FEATURE_NOISE_REMOVED ? noise_power(s, band) : 0;
    for (size_t i = 0; i < f->count; i++) {
        int ky = f->bins[i][0], kx = f->bins[i][1];
        switch (s->part) {
        case FEATURE_MAGNITUDE:
            out[i] = sqrtf(fmaxf(power(s, band, ky, kx) - noise, 0));
            break;
        case FEATURE_REAL:
            out[i] = crealf(at(s, band, ky, kx));
            break;
        case FEATURE_PHASE:
            out[i] = cargf(at(s, band, ky, kx));
            break;
        case FEATURE_FOLDED:
            out[i] = sqrtf(fmaxf((power(s, band, ky, kx) + power(s, band, -ky, kx)) / 2 - noise, 0));
            break;
        }
    }
    if (s->norm != FEATURE_UNSCALED && s->part != FEATURE_PHASE)
        scale(out, f->count, s->norm);
}

void features_extract(struct features *f, const float *frame, float *out)
{
    size_t patches = features_patches(f), across = f->w / f->spec.patch, side = f->spec.patch;
#pragma omp parallel for num_threads(f->threads) schedule(static)
    for (size_t i = 0; i < patches; i++)
        extract(f, f->band[omp_get_thread_num()], frame + (i / across) * side * f->w + i % across * side,
                out + i * f->count);
}

bool features_blank(size_t count, const float *features)
{
    size_t i = 0;
    while (i < count && features[i] == 0)
        i++;
    return i == count;
}

void features_free(struct features *f)
{
    if (!f)
        return;
    for (int i = 0; f->band && i < f->threads; i++)
        band_free(f->band[i]);
    free(f->band);
    free(f->bins);
    free(f);
}
