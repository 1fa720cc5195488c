#include "specimen/section.h"

#include <math.h>
#include <stdlib.h>

#include "fourier/fft.h"

double section_depth(const struct canvas *canvas)
{
    return (double)canvas->slices * canvas->slice_um;
}

static size_t nearest_index(double at, size_t n)
{
    return (size_t)fmin(fmax(0, rint(at)), (double)(n - 1));
}

double section_at(const struct canvas *canvas, const float *field, double y, double x)
{
    size_t row = nearest_index(y / canvas->pixel_um, canvas->h),
           column = nearest_index(x / canvas->pixel_um, canvas->w);
    return (double)field[row * canvas->w + column];
}

/* Interpolates coarse[][w] at a point, linearly. */
static double between(const float *coarse, size_t w, double y, double x)
{
    size_t i = (size_t)y, j = (size_t)x;
    double v = y - (double)i, u = x - (double)j;
    const float *above = coarse + i * w + j, *below = above + w;
    return (1 - v) * ((1 - u) * (double)above[0] + u * (double)above[1]) +
           v * ((1 - u) * (double)below[0] + u * (double)below[1]);
}

static float *make_field(const struct canvas *canvas, double length_um, struct rng *rng)
{
    enum { FINE = 8 }; /* values in a length, between which the field is nearly straight */
    double step_um = fmax(canvas->pixel_um, length_um / FINE), scale = canvas->pixel_um / step_um;
    size_t beyond = (size_t)(4 * length_um / step_um) + 2;
    size_t h = fft_fast_size((size_t)((double)canvas->h * scale) + beyond);
    size_t w = fft_fast_size((size_t)((double)canvas->w * scale) + beyond);
    float *coarse = reallocarray(NULL, h, w * sizeof *coarse);
    float *field = reallocarray(NULL, canvas->h, canvas->w * sizeof *field);
    if (coarse && field && specimen_random_field(h, w, step_um, length_um, rng, coarse)) {
        for (size_t y = 0; y < canvas->h; y++)
            for (size_t x = 0; x < canvas->w; x++)
                field[y * canvas->w + x] = (float)between(coarse, w, (double)y * scale, (double)x * scale);
    } else {
        free(field);
        field = NULL;
    }
    free(coarse);
    return field;
}

bool section_fields(const struct canvas *canvas, size_t n, const struct section_field *fields, struct rng *rng)
{
    bool ok = true;
    for (size_t i = 0; ok && i < n; i++)
        ok = (*fields[i].field = make_field(canvas, fields[i].length_um, rng));
    return ok;
}

void section_free(size_t n, const struct section_field *fields)
{
    for (size_t i = 0; i < n; i++)
        free(*fields[i].field);
}

double section_side(double per_mm2)
{
    return fmin(100, 1000 / sqrt(per_mm2));
}

double section_fullness(struct rng *rng)
{
    double full = rng_between(rng, 0.5, 1.5), empty = rng_between(rng, 0.02, 0.1);
    return rng_uniform(rng) < 0.1 ? empty : full;
}

void section_column(const struct canvas *canvas, size_t pixel, double low, double high, double value, float *amount)
{
    double depth = section_depth(canvas), step = canvas->slice_um;
    low = fmax(0, low);
    high = fmin(depth, high);
    for (size_t i = (size_t)(low / step); i < canvas->slices && (double)i * step < high; i++) {
        double inside = fmin(high, (double)(i + 1) * step) - fmax(low, (double)i * step);
        amount[i * canvas->h * canvas->w + pixel] += (float)(value * inside / depth);
    }
}

void section_dab(const struct canvas *canvas, double z, double y, double x, double sigma, double volume, float *amount)
{
    enum { MOST = 64 };
    double along_y[MOST], along_x[MOST], step = canvas->pixel_um, reach = fmin(3 * sigma, (MOST - 2) / 2 * step);
    ptrdiff_t top = (ptrdiff_t)ceil((y - reach) / step), bottom = (ptrdiff_t)floor((y + reach) / step);
    ptrdiff_t left = (ptrdiff_t)ceil((x - reach) / step), right = (ptrdiff_t)floor((x + reach) / step);
    for (ptrdiff_t i = top; i <= bottom; i++)
        along_y[i - top] = exp(-pow(((double)i * step - y) / sigma, 2) / 2);
    for (ptrdiff_t i = left; i <= right; i++)
        along_x[i - left] = exp(-pow(((double)i * step - x) / sigma, 2) / 2);
    double low = z - 1.5 * sigma, high = z + 1.5 * sigma, value = volume / (2 * M_PI * sigma * sigma);
    double per_um = value * section_depth(canvas) / (high - low);
    for (ptrdiff_t i = top; i <= bottom; i++)
        for (ptrdiff_t j = left; j <= right; j++)
            if (i >= 0 && i < (ptrdiff_t)canvas->h && j >= 0 && j < (ptrdiff_t)canvas->w)
                section_column(canvas, (size_t)i * canvas->w + (size_t)j, low, high,
                               per_um * along_y[i - top] * along_x[j - left], amount);
}

void section_shape(const struct canvas *canvas, double y, double x, double reach,
                   struct column (*column)(const void *shape, size_t pixel, double dy, double dx), const void *shape,
                   float *amount)
{
    double step = canvas->pixel_um;
    double bottom = fmin((double)canvas->h - 1, floor((y + reach) / step));
    double right = fmin((double)canvas->w - 1, floor((x + reach) / step));
    for (double i = fmax(0, ceil((y - reach) / step)); i <= bottom; i++)
        for (double j = fmax(0, ceil((x - reach) / step)); j <= right; j++) {
            size_t pixel = (size_t)i * canvas->w + (size_t)j;
            struct column c = column(shape, pixel, i * step - y, j * step - x);
            section_column(canvas, pixel, c.low, c.high, c.value, amount);
        }
}

void section_fill(const struct canvas *canvas,
                  double (*value)(const void *of, size_t pixel, double z, double y, double x), const void *of,
                  float *amount)
{
    enum { LAYERS = 8 };
    size_t n = canvas->h * canvas->w, each = (LAYERS + canvas->slices - 1) / canvas->slices;
    size_t layers = each * canvas->slices;
    for (size_t layer = 0; layer < layers; layer++) {
        double z = ((double)layer + 0.5) / (double)layers * section_depth(canvas);
        float *to = amount + layer / each * n;
        for (size_t i = 0; i < n; i++) {
            double y = (double)(i / canvas->w) * canvas->pixel_um, x = (double)(i % canvas->w) * canvas->pixel_um;
            to[i] += (float)(value(of, i, z, y, x) / (double)layers);
        }
    }
}

/* Every other row of the lattice is shifted by half a side. */
static double shift(size_t row, size_t layer)
{
    return 0.5 * (double)((row + layer) % 2);
}

bool packing_make(struct packing *p, const struct canvas *canvas, double side_um, double jitter, bool flat,
                  struct rng *rng)
{
    double cells_y = (double)canvas->h * canvas->pixel_um / side_um;
    double cells_x = (double)canvas->w * canvas->pixel_um / side_um;
    *p = (struct packing){(size_t)cells_y + 4, (size_t)cells_x + 4,
                          flat ? 1 : (size_t)(section_depth(canvas) / side_um) + 4, side_um, NULL};
    size_t plane, count;
    if (!__builtin_mul_overflow(p->ny, p->nx, &plane) && !__builtin_mul_overflow(plane, p->nz, &count))
        p->seed = calloc(count, sizeof *p->seed);
    if (!p->seed)
        return false;
    for (size_t z = 0; z < p->nz; z++)
        for (size_t y = 0; y < p->ny; y++)
            for (size_t x = 0; x < p->nx; x++) {
                struct seed *s = &p->seed[(z * p->ny + y) * p->nx + x];
                s->y = side_um * ((double)y - 1.5 + rng_between(rng, -jitter, jitter));
                s->x = side_um * ((double)x - 1.5 + shift(y, z) + rng_between(rng, -jitter, jitter));
                s->z = flat ? 0 : side_um * ((double)z - 1.5 + rng_between(rng, -jitter, jitter));
                s->tone = rng_uniform(rng);
                s->turn = rng_uniform(rng);
                s->chance = rng_uniform(rng);
            }
    return true;
}

void packing_free(struct packing *p)
{
    free(p->seed);
    *p = (struct packing){0};
}

/* The lattice point nearest to a coordinate, in sides from the first, that has another one on both sides. */
static size_t lattice_index(double at, size_t n)
{
    return n < 3 ? 0 : (size_t)fmin(fmax(1, rint(at)), (double)n - 2);
}

struct nearest packing_nearest(const struct packing *p, double z, double y, double x)
{
    double side = p->side_um;
    size_t row = lattice_index(y / side + 1.5, p->ny), layer = lattice_index(z / side + 1.5, p->nz);
    const struct seed *best = NULL, *second = NULL;
    double least = INFINITY, next = INFINITY;
    if (p->nz == 1)
        z = 0;
    for (size_t k = layer - (layer > 0); k <= layer + (layer > 0); k++)
        for (size_t i = row - 1; i <= row + 1; i++) {
            size_t column = lattice_index(x / side + 1.5 - shift(i, k), p->nx);
            for (size_t j = column - 1; j <= column + 1; j++) {
                const struct seed *s = &p->seed[(k * p->ny + i) * p->nx + j];
                double dz = z - s->z, dy = y - s->y, dx = x - s->x, d2 = dz * dz + dy * dy + dx * dx;
                if (d2 < least) {
                    next = least;
                    second = best;
                    least = d2;
                    best = s;
                } else if (d2 < next) {
                    next = d2;
                    second = s;
                }
            }
        }
    double dz = best->z - second->z, dy = best->y - second->y, dx = best->x - second->x;
    return (struct nearest){best, y - best->y, x - best->x, z - best->z,
                            (next - least) / (2 * sqrt(dz * dz + dy * dy + dx * dx))};
}
