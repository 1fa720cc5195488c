#include "stats/spline.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_interp.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Piece i, from x[i] to x[i + 1], is y[i] + t (c[0] + t (c[1] + t c[2])) with c = piece[i] and t = x - x[i]. */
struct spline {
    size_t n;
    double *x, *y;
    double (*piece)[3];
};

/* Solves a tridiagonal system of m equations. GSL's error handler would end the program if there is no memory, so it is
 * disabled meanwhile. */
static bool solve(size_t m, double *diagonal, double *above, double *below, double *right, double *result)
{
    gsl_vector_view d = gsl_vector_view_array(diagonal, m), r = gsl_vector_view_array(right, m);
    gsl_vector_view a = gsl_vector_view_array(above, m - 1), b = gsl_vector_view_array(below, m - 1);
    gsl_vector_view x = gsl_vector_view_array(result, m);
    gsl_error_handler_t *handler = gsl_set_error_handler_off();
    int error = gsl_linalg_solve_tridiag(&d.vector, &a.vector, &b.vector, &r.vector, &x.vector);
    gsl_set_error_handler(handler);
    return !error;
}

/* Continuity of the slope at each inner point gives one equation for the second derivative s there and at its
 * neighbours. The not-a-knot condition determines s at the ends, s[0] = (1 + p) s[1] - p s[2] with p = step[0] /
 * step[1], which is substituted into the first and the last equation. */
static bool find_second_derivatives(const struct spline *s, double *second)
{
    size_t n = s->n, m = n - 2;
    double *work = calloc(5 * n, sizeof *work);
    if (!work)
        return false;
    double *step = work, *diagonal = work + n, *above = work + 2 * n, *below = work + 3 * n, *right = work + 4 * n;
    for (size_t i = 0; i + 1 < n; i++)
        step[i] = s->x[i + 1] - s->x[i];
    for (size_t i = 1; i <= m; i++) {
        diagonal[i - 1] = 2 * (step[i - 1] + step[i]);
        above[i - 1] = step[i];
        if (i > 1)
            below[i - 2] = step[i - 1];
        right[i - 1] = 6 * ((s->y[i + 1] - s->y[i]) / step[i] - (s->y[i] - s->y[i - 1]) / step[i - 1]);
    }
    double p = step[0] / step[1], q = step[n - 2] / step[n - 3];
    diagonal[0] += step[0] * (1 + p);
    diagonal[m - 1] += step[n - 2] * (1 + q);
    above[0] -= step[0] * p;
    below[m - 2] -= step[n - 2] * q;
    bool ok = solve(m, diagonal, above, below, right, second + 1);
    second[0] = (1 + p) * second[1] - p * second[2];
    second[n - 1] = (1 + q) * second[n - 2] - q * second[n - 3];
    free(work);
    return ok;
}

static bool find_pieces(struct spline *s)
{
    size_t n = s->n;
    double *second = calloc(n, sizeof *second);
    if (!second)
        return false;
    if (n == 3) {
        double slope[2] = {(s->y[1] - s->y[0]) / (s->x[1] - s->x[0]), (s->y[2] - s->y[1]) / (s->x[2] - s->x[1])};
        second[0] = second[1] = second[2] = 2 * (slope[1] - slope[0]) / (s->x[2] - s->x[0]);
    }
    bool ok = n <= 3 || find_second_derivatives(s, second);
    for (size_t i = 0; i + 1 < n; i++) {
        double *c = s->piece[i], step = s->x[i + 1] - s->x[i];
        c[0] = (s->y[i + 1] - s->y[i]) / step - step * (2 * second[i] + second[i + 1]) / 6;
        c[1] = second[i] / 2;
        c[2] = (second[i + 1] - second[i]) / (6 * step);
    }
    free(second);
    return ok;
}

/* The slopes at the points determine the pieces. GSL chooses the slopes. */
static bool find_monotone_pieces(struct spline *s)
{
    size_t n = s->n;
    gsl_error_handler_t *handler = gsl_set_error_handler_off();
    gsl_interp *interp = gsl_interp_alloc(gsl_interp_steffen, n);
    bool ok = interp && !gsl_interp_init(interp, s->x, s->y, n);
    for (size_t i = 0; ok && i + 1 < n; i++) {
        double left, right, *c = s->piece[i], step = s->x[i + 1] - s->x[i], mean = (s->y[i + 1] - s->y[i]) / step;
        ok = !gsl_interp_eval_deriv_e(interp, s->x, s->y, s->x[i], NULL, &left) &&
             !gsl_interp_eval_deriv_e(interp, s->x, s->y, s->x[i + 1], NULL, &right);
        c[0] = left;
        c[1] = (3 * mean - 2 * left - right) / step;
        c[2] = (left + right - 2 * mean) / (step * step);
    }
    gsl_interp_free(interp);
    gsl_set_error_handler(handler);
    return ok;
}

static struct spline *build(size_t n, const double *x, const double *y, bool monotone)
{
    for (size_t i = 1; i < n; i++)
        if (!(x[i] > x[i - 1]))
            return NULL;
    struct spline *s = calloc(1, sizeof *s);
    double *points = n ? calloc(2 * n, sizeof *points) : NULL;
    double(*piece)[3] = n ? calloc(n, sizeof *piece) : NULL;
    if (!s || !points || !piece) {
        free(s);
        free(points);
        free(piece);
        return NULL;
    }
    *s = (struct spline){n, points, points + n, piece};
    memcpy(s->x, x, n * sizeof *x);
    memcpy(s->y, y, n * sizeof *y);
    if (monotone && n > 2 ? find_monotone_pieces(s) : find_pieces(s))
        return s;
    spline_free(s);
    return NULL;
}

struct spline *spline_new(size_t n, const double *x, const double *y)
{
    return build(n, x, y, false);
}

struct spline *spline_new_monotone(size_t n, const double *x, const double *y)
{
    return build(n, x, y, true);
}

void spline_free(struct spline *s)
{
    if (!s)
        return;
    free(s->x);
    free(s->piece);
    free(s);
}

double spline_value(const struct spline *s, double x)
{
    size_t i = 0;
    if (s->n == 1)
        return s->y[0];
    while (i + 2 < s->n && x >= s->x[i + 1])
        i++;
    const double *c = s->piece[i];
    double t = x - s->x[i];
    return s->y[i] + t * (c[0] + t * (c[1] + t * c[2]));
}

double spline_maximum(const struct spline *s, double *value)
{
    size_t best = 0;
    for (size_t i = 1; i < s->n; i++)
        if (s->y[i] > s->y[best])
            best = i;
    double at = s->x[best];
    *value = s->y[best];
    for (size_t i = 0; i + 1 < s->n; i++) {
        const double *c = s->piece[i];
        double step = s->x[i + 1] - s->x[i];
        /* Solves c0 + 2 c1 t + 3 c2 t^2 = 0 for the slope; the maximum is the root where the second derivative is
         * negative. This form is valid for c2 = 0, and does not suffer from cancellation for c1 < 0. */
        double root = c[1] * c[1] - 3 * c[0] * c[2];
        if (root < 0)
            continue;
        double t = c[1] < 0 ? c[0] / (sqrt(root) - c[1]) : -(c[1] + sqrt(root)) / (3 * c[2]);
        if (!(t > 0 && t < step))
            continue;
        double y = s->y[i] + t * (c[0] + t * (c[1] + t * c[2]));
        if (y > *value) {
            *value = y;
            at = s->x[i] + t;
        }
    }
    return at;
}
