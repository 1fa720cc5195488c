#include "psfs/theory.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "stats/quadrature.h"

struct psf_theory {
    size_t h, w;
    size_t nodes, radii, across; /* nodes over the pupil, distances from the axis, nodes across a pixel */
    double lambda_um, pixel_um, step_um, focus_um;
    double *sine, *weight;       /* [nodes]: s, and its weight times s */
    double *aberration, *height; /* [nodes]: W and sqrt(ni^2 - s^2) */
    double *bessel;              /* [radii][nodes] */
    double *re, *im;             /* [nodes]: the wave in the pupil, times the weight */
    double *intensity;           /* [radii], a step apart */
    double *place, *share;       /* [across]: where in a pixel, from its middle, and the weight there */
    double *pixel;               /* [h][w] */
};

/* Steps of the radius in a period of the finest detail that an intensity can have, lambda / (2 NA). */
enum { STEPS = 40 };

static double height(double index, double sine)
{
    return sqrt(fmax(0, index * index - sine * sine));
}

/* The defocus in the aberration: how much of the height it contains, by least squares over the pupil. */
static double defocus(const struct psf_theory *t)
{
    double total = 0, w = 0, h = 0, wh = 0, hh = 0;
    for (size_t i = 0; i < t->nodes; i++) {
        total += t->weight[i];
        w += t->weight[i] * t->aberration[i];
        h += t->weight[i] * t->height[i];
        wh += t->weight[i] * t->aberration[i] * t->height[i];
        hh += t->weight[i] * t->height[i] * t->height[i];
    }
    return (wh - w * h / total) / (hh - h * h / total);
}

static bool fill(struct psf_theory *t, const struct psf_optics *o)
{
    if (!quadrature_legendre(t->nodes, 0, fmin(o->na, o->sample_index), t->sine, t->weight) ||
        !quadrature_legendre(t->across, -0.5, 0.5, t->place, t->share))
        return false;
    for (size_t i = 0; i < t->nodes; i++) {
        double s = t->sine[i];
        t->weight[i] *= s;
        t->height[i] = height(o->immersion_index, s);
        t->aberration[i] =
            o->depth_um * height(o->sample_index, s) + o->coverslip_error_um * height(o->coverslip_index, s);
    }
    t->focus_um = -defocus(t);
    for (size_t r = 0; r < t->radii; r++)
        for (size_t i = 0; i < t->nodes; i++)
            t->bessel[r * t->nodes + i] = j0(2 * M_PI * t->sine[i] * (double)r * t->step_um / t->lambda_um);
    return true;
}

struct psf_theory *psf_theory_new(const struct psf_optics *o, size_t h, size_t w, double z_most_um)
{
    struct psf_theory *t = calloc(1, sizeof *t);
    if (!t)
        return NULL;
    double step_um = o->lambda_um / (2 * o->na) / STEPS;
    double reach_um = (hypot((double)h, (double)w) / 2 + 2) * o->pixel_um;
    double path_um = reach_um + z_most_um + 3 * (o->depth_um + fabs(o->coverslip_error_um));
    *t = (struct psf_theory){
        .h = h,
        .w = w,
        .nodes = 48 + (size_t)(M_PI * o->na / o->lambda_um * path_um), /* two for each turn of the phase and more */
        .radii = 4 + (size_t)(reach_um / step_um),
        .across = 4 + (size_t)(M_PI * o->na / o->lambda_um * o->pixel_um),
        .lambda_um = o->lambda_um,
        .pixel_um = o->pixel_um,
        .step_um = step_um,
    };
    struct {
        double **array;
        size_t rows, columns;
    } const need[] = {
        {&t->sine, 1, t->nodes},
        {&t->weight, 1, t->nodes},
        {&t->aberration, 1, t->nodes},
        {&t->height, 1, t->nodes},
        {&t->re, 1, t->nodes},
        {&t->im, 1, t->nodes},
        {&t->bessel, t->radii, t->nodes},
        {&t->intensity, 1, t->radii},
        {&t->place, 1, t->across},
        {&t->share, 1, t->across},
        {&t->pixel, h, w},
    };
    bool whole = true;
    for (size_t i = 0; i < sizeof need / sizeof *need; i++) {
        size_t count;
        bool fits = !__builtin_mul_overflow(need[i].rows, need[i].columns, &count);
        *need[i].array = fits ? calloc(count, sizeof(double)) : NULL;
        whole = whole && *need[i].array;
    }
    if (whole && fill(t, o))
        return t;
    psf_theory_free(t);
    return NULL;
}

static void find_intensity(struct psf_theory *t, double z_um)
{
    for (size_t i = 0; i < t->nodes; i++) {
        double turns = (t->aberration[i] + (z_um + t->focus_um) * t->height[i]) / t->lambda_um;
        t->re[i] = t->weight[i] * cos(2 * M_PI * turns);
        t->im[i] = t->weight[i] * sin(2 * M_PI * turns);
    }
    for (size_t r = 0; r < t->radii; r++) {
        const double *bessel = t->bessel + r * t->nodes;
        double re = 0, im = 0;
        for (size_t i = 0; i < t->nodes; i++) {
            re += bessel[i] * t->re[i];
            im += bessel[i] * t->im[i];
        }
        t->intensity[r] = re * re + im * im;
    }
}

/* The cubic through the four nearest steps; the intensity is even in the radius. */
static double intensity_at(const struct psf_theory *t, double radius_um)
{
    double at = radius_um / t->step_um, x = at - floor(at);
    size_t i = (size_t)at;
    const double *f = t->intensity + i;
    double before = i ? f[-1] : f[1];
    return before * x * (1 - x) * (x - 2) / 6 + f[0] * (1 - x * x) * (2 - x) / 2 + f[1] * x * (1 + x) * (2 - x) / 2 +
           f[2] * x * (x * x - 1) / 6;
}

static double pixel_mean(const struct psf_theory *t, double y, double x)
{
    double sum = 0;
    for (size_t i = 0; i < t->across; i++)
        for (size_t j = 0; j < t->across; j++)
            sum += t->share[i] * t->share[j] * intensity_at(t, hypot(y + t->place[i], x + t->place[j]) * t->pixel_um);
    return sum;
}

void psf_theory_plane(struct psf_theory *t, double z_um, float *plane)
{
    double sum = 0;
    find_intensity(t, z_um);
    for (size_t y = 0; y < t->h; y++)
        for (size_t x = 0; x < t->w; x++) {
            double value = pixel_mean(t, (double)y - (double)(t->h / 2), (double)x - (double)(t->w / 2));
            t->pixel[y * t->w + x] = value;
            sum += value;
        }
    for (size_t i = 0; i < t->h * t->w; i++)
        plane[i] = (float)(t->pixel[i] / sum);
}

void psf_theory_free(struct psf_theory *t)
{
    if (!t)
        return;
    double *const arrays[] = {t->sine,   t->weight,    t->aberration, t->height, t->re,   t->im,
                              t->bessel, t->intensity, t->place,      t->share,  t->pixel};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        free(arrays[i]);
    free(t);
}
