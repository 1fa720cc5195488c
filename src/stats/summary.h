/* summary.h -- summarises how far predictions are from the truth. */
#ifndef SUMMARY_H
#define SUMMARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct summary {
    size_t count, groups;
    double rmse, rmse_low, rmse_high; /* root mean square error, and its bootstrap interval */
    double bias;                      /* mean error */
    double constant_rmse;             /* error of the best constant predictor: the standard deviation of the truth */
};

/* Summarises n pairs. group[n] numbers the pairs that belong together, such as the frames of a stack: the bootstrap
 * resamples whole groups, `resamples` times, because the errors of frames in one stack are not independent. level 0.95
 * gives the interval from the 2.5th to the 97.5th percentile; with fewer than two groups it is NAN. False: no
 * memory. */
bool summary_compute(size_t n, const double *predicted, const double *truth, const size_t *group, size_t resamples,
                     double level, uint64_t seed, struct summary *summary);

#endif
