/* schedule.h -- how the step size of a training changes over time. */
#ifndef SCHEDULE_H
#define SCHEDULE_H

#include <stddef.h>

/* Constant, or falling to 0 as half a cosine over all steps. In the order of the words. */
enum schedule { SCHEDULE_CONSTANT, SCHEDULE_COSINE };
#define SCHEDULES "constant|cosine"

/* The step size at `step` of `steps`, if it starts at `rate`. */
double schedule_rate(enum schedule schedule, double rate, size_t step, size_t steps);

#endif
