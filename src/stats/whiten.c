#include "stats/whiten.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>

/* The inverse of the Cholesky factor of the matrix (n x n), in its lower triangle. GSL's error handler would end the
 * program, so it is disabled meanwhile. */
static bool invert_factor(size_t n, double *matrix)
{
    gsl_error_handler_t *handler = gsl_set_error_handler_off();
    gsl_matrix_view view = gsl_matrix_view_array(matrix, n, n);
    int error = gsl_linalg_cholesky_decomp1(&view.matrix);
    if (!error)
        error = gsl_linalg_tri_invert(CblasLower, CblasNonUnit, &view.matrix);
    gsl_set_error_handler(handler);
    return !error;
}

bool whiten(size_t count, size_t n, const double *samples, float *mean, float *factor)
{
    double *covariance = calloc(n * n, sizeof *covariance), *centre = calloc(n, sizeof *centre), trace = 0;
    bool whole = covariance && centre;
    for (size_t s = 0; whole && s < count; s++)
        for (size_t i = 0; i < n; i++)
            centre[i] += samples[s * n + i] / (double)count;
    for (size_t s = 0; whole && s < count; s++)
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j <= i; j++)
                covariance[i * n + j] +=
                    (samples[s * n + i] - centre[i]) * (samples[s * n + j] - centre[j]) / (double)count;
    for (size_t i = 0; whole && i < n; i++)
        trace += covariance[i * n + i];
    for (size_t i = 0; whole && i < n; i++) {
        covariance[i * n + i] += trace > 0 ? 1e-6 * trace / (double)n : 1;
        mean[i] = (float)centre[i];
    }
    whole = whole && isfinite(trace) &&
            invert_factor(n, covariance); /* cannot fail, because the diagonal was made large enough */
    for (size_t i = 0; whole && i < n; i++)
        for (size_t j = 0; j < n; j++)
            factor[i * n + j] = j <= i ? (float)covariance[i * n + j] : 0;
    free(covariance);
    free(centre);
    return whole;
}

double whiten_distance(size_t n, const double *x, const float *mean, const float *factor)
{
    double squares = 0;
    for (size_t i = 0; i < n; i++) {
        double sum = 0;
        for (size_t j = 0; j <= i; j++)
            sum += (double)factor[i * n + j] * (x[j] - (double)mean[j]);
        squares += sum * sum;
    }
    return sqrt(squares / (double)n);
}
