#include "stats/sort.h"

#include <gsl/gsl_sort_double.h>

void sort_ascending(size_t n, double *values)
{
    gsl_sort(values, 1, n);
}

double sort_percentile(size_t n, double *values, size_t percent)
{
    sort_ascending(n, values);
    return values[(n - 1) * percent / 100];
}
