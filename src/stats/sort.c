#include "stats/sort.h"

#include <gsl/gsl_sort_double.h>

void sort_ascending(size_t n, double *values)
{
    gsl_sort(values, 1, n);
}
