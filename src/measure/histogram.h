/* histogram.h -- counts values in bins. */
#ifndef HISTOGRAM_H
#define HISTOGRAM_H

#include <stddef.h>

/* Adds to count[i], i < bins, the number of the n values v with first + (i - 1/2) step <= v < first + (i + 1/2) step.
 * Returns the number of values outside all bins. */
size_t histogram(size_t n, const float *value, double first, double step, size_t bins, size_t *count);

#endif
