#include "learn/schedule.h"

#include <math.h>

double schedule_rate(enum schedule schedule, double rate, size_t step, size_t steps)
{
    double done = (double)step / (double)steps;
    return schedule == SCHEDULE_COSINE ? rate * (1 + cos(M_PI * done)) / 2 : rate;
}
