#include "stats/gaussian.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_multifit_nlinear.h>
#include <math.h>

enum { OFFSET, HEIGHT, CENTRE, SD, PARAMETERS, ITERATIONS = 200 };

/* The points, with values from 0 to 1: the tolerances of the fit have no unit. */
struct points {
    size_t n;
    const double *x, *y;
    double lowest, range;
};

static int residuals(const gsl_vector *at, void *data, gsl_vector *f)
{
    const struct points *points = data;
    const double *p = at->data;
    for (size_t i = 0; i < points->n; i++) {
        double t = (points->x[i] - p[CENTRE]) / p[SD], y = (points->y[i] - points->lowest) / points->range;
        gsl_vector_set(f, i, p[OFFSET] + p[HEIGHT] * exp(-t * t / 2) - y);
    }
    return GSL_SUCCESS;
}

static int jacobian(const gsl_vector *at, void *data, gsl_matrix *j)
{
    const struct points *points = data;
    const double *p = at->data;
    for (size_t i = 0; i < points->n; i++) {
        double t = (points->x[i] - p[CENTRE]) / p[SD], bell = exp(-t * t / 2);
        gsl_matrix_set(j, i, OFFSET, 1);
        gsl_matrix_set(j, i, HEIGHT, bell);
        gsl_matrix_set(j, i, CENTRE, p[HEIGHT] * bell * t / p[SD]);
        gsl_matrix_set(j, i, SD, p[HEIGHT] * bell * t * t / p[SD]);
    }
    return GSL_SUCCESS;
}

/* Iterates from `p`, which becomes the result. *peak is whether there is one. False: no memory. */
static bool iterate(struct points *points, double p[PARAMETERS], bool *peak)
{
    gsl_multifit_nlinear_parameters parameters = gsl_multifit_nlinear_default_parameters();
    gsl_multifit_nlinear_workspace *work =
        gsl_multifit_nlinear_alloc(gsl_multifit_nlinear_trust, &parameters, points->n, PARAMETERS);
    if (!work)
        return false;
    gsl_multifit_nlinear_fdf fdf = {.f = residuals, .df = jacobian, .n = points->n, .p = PARAMETERS, .params = points};
    gsl_vector_view start = gsl_vector_view_array(p, PARAMETERS);
    int info;
    *peak = gsl_multifit_nlinear_init(&start.vector, &fdf, work) == GSL_SUCCESS &&
            gsl_multifit_nlinear_driver(ITERATIONS, 1e-9, 1e-12, 0, NULL, NULL, &info, work) == GSL_SUCCESS;
    const gsl_vector *result = gsl_multifit_nlinear_position(work);
    for (size_t i = 0; i < PARAMETERS; i++)
        p[i] = gsl_vector_get(result, i);
    *peak = *peak && p[HEIGHT] > 0;
    gsl_multifit_nlinear_free(work);
    return true;
}

bool gaussian_fit(size_t n, const double *x, const double *y, struct gaussian *fit)
{
    *fit = (struct gaussian){NAN, NAN, NAN, NAN};
    size_t low = 0, high = 0;
    for (size_t i = 1; i < n; i++) {
        low = y[i] < y[low] ? i : low;
        high = y[i] > y[high] ? i : high;
    }
    if (n < PARAMETERS || y[high] == y[low])
        return true;
    struct points points = {n, x, y, y[low], y[high] - y[low]};
    size_t above = 0; /* half of the height */
    for (size_t i = 0; i < n; i++)
        above += y[i] - y[low] > points.range / 2;
    /* A Gaussian is 2.35 standard deviations wide at half of its height. */
    double p[PARAMETERS] = {0, 1, x[high], (x[n - 1] - x[0]) * (double)above / (double)n / 2.35};
    bool peak;
    gsl_error_handler_t *handler = gsl_set_error_handler_off();
    bool whole = iterate(&points, p, &peak);
    gsl_set_error_handler(handler);
    if (whole && peak)
        *fit = (struct gaussian){y[low] + points.range * p[OFFSET], points.range * p[HEIGHT], p[CENTRE], fabs(p[SD])};
    return whole;
}
