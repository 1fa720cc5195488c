#include "stats/gaussian.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_multifit_nlinear.h>
#include <math.h>
#include <stdlib.h>

enum { OFFSET, HEIGHT, CENTRE, SD, PARAMETERS, MOST = 6, ITERATIONS = 200 };

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

/* The covariance of the parameters, whatever the noise of each point: C M C, with C the inverse of J^T J and M the sum
 * over the points of (r / (1 - j C j^T))^2 j^T j, where j is a row of the Jacobian J and r its residual (MacKinnon and
 * White 1985, HC3). False: J is singular. */
static bool spread(const gsl_multifit_nlinear_workspace *work, double *covariance)
{
    const gsl_vector *r = gsl_multifit_nlinear_residual(work);
    gsl_matrix *j = gsl_multifit_nlinear_jac(work);
    size_t n = j->size1, count = j->size2;
    double inverse[MOST][MOST] = {0}, middle[MOST][MOST] = {0};
    gsl_matrix_view view = gsl_matrix_view_array_with_tda(inverse[0], count, count, MOST);
    if (gsl_multifit_nlinear_covar(j, 0, &view.matrix) != GSL_SUCCESS)
        return false;
    for (size_t i = 0; i < n; i++) {
        const double *row = gsl_matrix_const_ptr(j, i, 0);
        double leverage = 0;
        for (size_t a = 0; a < count; a++)
            for (size_t b = 0; b < count; b++)
                leverage += row[a] * inverse[a][b] * row[b];
        double residual = gsl_vector_get(r, i) / (1 - leverage);
        for (size_t a = 0; a < count; a++)
            for (size_t b = 0; b < count; b++)
                middle[a][b] += residual * residual * row[a] * row[b];
    }
    for (size_t a = 0; a < count; a++)
        for (size_t b = 0; b < count; b++) {
            double sum = 0;
            for (size_t c = 0; c < count; c++)
                for (size_t d = 0; d < count; d++)
                    sum += inverse[a][c] * middle[c][d] * inverse[d][b];
            covariance[a * count + b] = sum;
        }
    return true;
}

/* Iterates from the `count` parameters p, which become the result; with the covariance of the parameters,
 * [count][count], unless it is NULL. *peak is whether there is a result. False: no memory. GSL does not abort
 * meanwhile. */
static bool iterate(gsl_multifit_nlinear_fdf *fdf, double *p, double *covariance, bool *peak)
{
    gsl_multifit_nlinear_parameters parameters = gsl_multifit_nlinear_default_parameters();
    gsl_error_handler_t *handler = gsl_set_error_handler_off();
    gsl_multifit_nlinear_workspace *work =
        gsl_multifit_nlinear_alloc(gsl_multifit_nlinear_trust, &parameters, fdf->n, fdf->p);
    if (work) {
        gsl_vector_view start = gsl_vector_view_array(p, fdf->p);
        int info;
        *peak = gsl_multifit_nlinear_init(&start.vector, fdf, work) == GSL_SUCCESS &&
                gsl_multifit_nlinear_driver(ITERATIONS, 1e-9, 1e-12, 0, NULL, NULL, &info, work) == GSL_SUCCESS;
        const gsl_vector *result = gsl_multifit_nlinear_position(work);
        for (size_t i = 0; i < fdf->p; i++)
            p[i] = gsl_vector_get(result, i);
        *peak = *peak && (!covariance || spread(work, covariance));
        *peak = *peak && p[HEIGHT] > 0;
        gsl_multifit_nlinear_free(work);
    }
    gsl_set_error_handler(handler);
    return work;
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
    gsl_multifit_nlinear_fdf fdf = {.f = residuals, .df = jacobian, .n = n, .p = PARAMETERS, .params = &points};
    bool peak = false, whole = iterate(&fdf, p, NULL, &peak);
    if (peak)
        *fit = (struct gaussian){y[low] + points.range * p[OFFSET], points.range * p[HEIGHT], p[CENTRE], fabs(p[SD])};
    return whole;
}

enum { CENTRES = CENTRE, SDS = CENTRES + 2, PLANE_PARAMETERS = MOST };

/* The values of a plane, from 0 to 1, and what the Gaussians along the axes are at their points. */
struct grid {
    const struct gaussian_axis *axis;
    const float *value;
    double lowest, range;
    double *bell[2], *by_centre[2], *by_sd[2]; /* each [axis.n], with the derivatives */
};

/* The mean of exp(-t^2 / (2 sd^2)) over each cell. */
static void set_bells(struct grid *g, const double *p)
{
    for (size_t a = 0; a < 2; a++)
        for (size_t i = 0; i < g->axis[a].n; i++) {
            double cell = g->axis[a].cell, sd = p[SDS + a], t = g->axis[a].at[i] - p[CENTRES + a];
            double low = t - cell / 2, high = t + cell / 2;
            double at_low = exp(-low * low / (2 * sd * sd)), at_high = exp(-high * high / (2 * sd * sd));
            double area = sd * sqrt(M_PI / 2) * (erf(high / (M_SQRT2 * sd)) - erf(low / (M_SQRT2 * sd)));
            bool point = cell == 0;
            g->bell[a][i] = point ? at_low : area / cell;
            g->by_centre[a][i] = point ? at_low * t / (sd * sd) : (at_low - at_high) / cell;
            g->by_sd[a][i] =
                point ? at_low * t * t / (sd * sd * sd) : (area - high * at_high + low * at_low) / (cell * sd);
        }
}

static int plane_residuals(const gsl_vector *at, void *data, gsl_vector *f)
{
    struct grid *g = data;
    const double *p = at->data;
    set_bells(g, p);
    size_t w = g->axis[1].n;
    for (size_t i = 0; i < g->axis[0].n * w; i++)
        gsl_vector_set(f, i,
                       p[OFFSET] + p[HEIGHT] * g->bell[0][i / w] * g->bell[1][i % w] -
                           ((double)g->value[i] - g->lowest) / g->range);
    return GSL_SUCCESS;
}

static int plane_jacobian(const gsl_vector *at, void *data, gsl_matrix *j)
{
    struct grid *g = data;
    const double *p = at->data;
    set_bells(g, p);
    for (size_t y = 0; y < g->axis[0].n; y++)
        for (size_t x = 0; x < g->axis[1].n; x++) {
            size_t i = y * g->axis[1].n + x;
            gsl_matrix_set(j, i, OFFSET, 1);
            gsl_matrix_set(j, i, HEIGHT, g->bell[0][y] * g->bell[1][x]);
            gsl_matrix_set(j, i, CENTRES, p[HEIGHT] * g->by_centre[0][y] * g->bell[1][x]);
            gsl_matrix_set(j, i, CENTRES + 1, p[HEIGHT] * g->bell[0][y] * g->by_centre[1][x]);
            gsl_matrix_set(j, i, SDS, p[HEIGHT] * g->by_sd[0][y] * g->bell[1][x]);
            gsl_matrix_set(j, i, SDS + 1, p[HEIGHT] * g->bell[0][y] * g->by_sd[1][x]);
        }
    return GSL_SUCCESS;
}

/* As wide on both axes, in steps, as the values above half of the height are many. */
static void guess(const struct grid *g, const double start[2], double p[PLANE_PARAMETERS])
{
    size_t n = g->axis[0].n * g->axis[1].n, above = 0;
    for (size_t i = 0; i < n; i++)
        above += (double)g->value[i] - g->lowest > g->range / 2;
    p[OFFSET] = 0;
    p[HEIGHT] = 1;
    for (size_t a = 0; a < 2; a++) {
        const struct gaussian_axis *axis = &g->axis[a];
        p[CENTRES + a] = start[a];
        p[SDS + a] =
            (axis->at[axis->n - 1] - axis->at[0]) / (double)(axis->n - 1) * sqrt((double)above / (2 * M_PI * M_LN2));
    }
}

/* The share of the variance that the fit explains. */
static double explained(const struct grid *g, const double *p)
{
    size_t n = g->axis[0].n * g->axis[1].n, w = g->axis[1].n;
    double sum = 0, square = 0, left = 0;
    for (size_t i = 0; i < n; i++) {
        double value = ((double)g->value[i] - g->lowest) / g->range;
        sum += value;
        square += value * value;
        left += pow(value - p[OFFSET] - p[HEIGHT] * g->bell[0][i / w] * g->bell[1][i % w], 2);
    }
    return 1 - left / (square - sum * sum / (double)n);
}

bool gaussian_plane_fit(const struct gaussian_axis axis[2], const float *value, const double start[2],
                        struct gaussian_plane *fit)
{
    *fit = (struct gaussian_plane){NAN, NAN, {NAN, NAN}, {NAN, NAN}, {NAN, NAN}, NAN, NAN};
    size_t n = axis[0].n * axis[1].n, points = axis[0].n + axis[1].n;
    float low = value[0], high = value[0];
    for (size_t i = 1; i < n; i++) {
        low = value[i] < low ? value[i] : low;
        high = value[i] > high ? value[i] : high;
    }
    if (n <= PLANE_PARAMETERS || axis[0].n < 2 || axis[1].n < 2 || low == high)
        return true;
    double *memory = calloc(3 * points, sizeof *memory);
    if (!memory)
        return false;
    struct grid grid = {axis, value, (double)low, (double)high - (double)low};
    for (size_t a = 0; a < 2; a++) {
        grid.bell[a] = memory + a * axis[0].n;
        grid.by_centre[a] = grid.bell[a] + points;
        grid.by_sd[a] = grid.by_centre[a] + points;
    }
    double p[PLANE_PARAMETERS], covariance[PLANE_PARAMETERS][PLANE_PARAMETERS];
    guess(&grid, start, p);
    gsl_multifit_nlinear_fdf fdf = {
        .f = plane_residuals, .df = plane_jacobian, .n = n, .p = PLANE_PARAMETERS, .params = &grid};
    bool peak = false, whole = iterate(&fdf, p, covariance[0], &peak);
    if (peak) {
        set_bells(&grid, p);
        double v = covariance[SDS][SDS], u = covariance[SDS + 1][SDS + 1], both = covariance[SDS][SDS + 1];
        both *= (p[SDS] < 0) == (p[SDS + 1] < 0) ? 1 : -1; /* sd are positive */
        *fit = (struct gaussian_plane){.offset = (double)low + grid.range * p[OFFSET],
                                       .height = grid.range * p[HEIGHT],
                                       .centre = {p[CENTRES], p[CENTRES + 1]},
                                       .sd = {fabs(p[SDS]), fabs(p[SDS + 1])},
                                       .sd_error = {sqrt(v), sqrt(u)},
                                       .explained = explained(&grid, p),
                                       .mean_sd_error = sqrt(v + u + 2 * both) / 2};
    }
    free(memory);
    return whole;
}
