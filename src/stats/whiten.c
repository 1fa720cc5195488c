#include "stats/whiten.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The Cholesky factor of a, in place below and on the diagonal. */
static void cholesky(size_t n, double *a)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++) {
            double sum = a[i * n + j];
            for (size_t k = 0; k < j; k++)
                sum -= a[i * n + k] * a[j * n + k];
            a[i * n + j] = i == j ? sqrt(sum) : sum / a[j * n + j];
        }
}

/* The inverse of a lower triangular matrix. */
static void invert(size_t n, const double *a, float *inverse)
{
    for (size_t j = 0; j < n; j++)
        for (size_t i = 0; i < n; i++) {
            double sum = i == j;
            for (size_t k = j; k < i; k++)
                sum -= a[i * n + k] * (double)inverse[k * n + j];
            inverse[i * n + j] = i < j ? 0 : (float)(sum / a[i * n + i]);
        }
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
    if (whole) {
        cholesky(n, covariance);
        invert(n, covariance, factor);
    }
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
