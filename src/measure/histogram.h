/* histogram.h -- how many values lie where. */
#ifndef HISTOGRAM_H
#define HISTOGRAM_H

#include <stddef.h>

/* Adds to count[i] how many of the n values lie from half a step below first + i step to just below half a step above
 * it, i < bins. Returns how many lie in no bin. */
size_t histogram(size_t n, const float *value, double first, double step, size_t bins, size_t *count);

#endif
