/* schedule.h -- how the step size of a training changes with its steps. */
#ifndef SCHEDULE_H
#define SCHEDULE_H

#include <stddef.h>

/* It stays as it is, or falls to 0 as half a cosine over all the steps. In the order of the words. */
enum schedule { SCHEDULE_CONSTANT, SCHEDULE_COSINE };
#define SCHEDULES "constant|cosine"

/* The step size at `step` of `steps`, when it begins with `rate`. */
double schedule_rate(enum schedule schedule, double rate, size_t step, size_t steps);

#endif
