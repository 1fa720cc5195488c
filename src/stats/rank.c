#include "stats/rank.h"

#include <gsl/gsl_statistics_float.h>

float rank_select(size_t n, float *values, size_t k)
{
    return gsl_stats_float_select(values, 1, n, k);
}

/* Bisection: the range in which the median lies is halved until it is small enough. */
double rank_weighted_median(size_t n, const float *values, const float *weights)
{
    enum { HALVINGS = 20 };
    double low = (double)values[0], high = low, all = 0;
    for (size_t i = 0; i < n; i++) {
        low = (double)values[i] < low ? (double)values[i] : low;
        high = (double)values[i] > high ? (double)values[i] : high;
        all += (double)weights[i];
    }
    for (int k = 0; k < HALVINGS; k++) {
        double middle = (low + high) / 2, below = 0;
        for (size_t i = 0; i < n; i++)
            below += (double)values[i] <= middle ? (double)weights[i] : 0;
        if (2 * below < all)
            low = middle;
        else
            high = middle;
    }
    return high;
}
