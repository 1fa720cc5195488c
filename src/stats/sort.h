/* sort.h -- sorts numbers, for medians and percentiles. */
#ifndef SORT_H
#define SORT_H

#include <stddef.h>

/* Sorts n numbers, none of them NAN, in place. */
void sort_ascending(size_t n, double *values);

/* Sorts them, and returns the one that so many percent of the others are below, rounded down. */
double sort_percentile(size_t n, double *values, size_t percent);

#endif
