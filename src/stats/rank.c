#include "stats/rank.h"

#include <gsl/gsl_statistics_float.h>

float rank_select(size_t n, float *values, size_t k)
{
    return gsl_stats_float_select(values, 1, n, k);
}
