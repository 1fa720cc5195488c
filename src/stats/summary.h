/* summary.h -- how far predictions are from the truth. */
#ifndef SUMMARY_H
#define SUMMARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct summary {
    size_t count, groups;
    double rmse, rmse_low, rmse_high; /* root mean square error, and its bootstrap interval */
    double bias;                      /* mean error */
    double constant_rmse;             /* of the best constant predictor: the standard deviation of the truth */
};

/* Of n pairs. group (n) names what was sampled together, such as the stack of a frame: the bootstrap draws whole
 * groups, `resamples` times, because frames of one stack do not err independently. level 0.95 gives the interval from
 * the 2.5th to the 97.5th percentile; with fewer than two groups it is NAN. False: no memory. */
bool summary_compute(size_t n, const double *predicted, const double *truth, const size_t *group, size_t resamples,
                     double level, uint64_t seed, struct summary *summary);

#endif
