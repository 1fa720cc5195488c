/* summary.h -- summarises how far predictions are from the truth, and how much further than others. */
#ifndef SUMMARY_H
#define SUMMARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A bootstrap: whole groups are resampled, such as the frames of a stack, because the errors of frames in one stack are
 * not independent. level 0.95 gives the interval from the 2.5th to the 97.5th percentile. */
struct resampling {
    size_t times; /* 0: no interval */
    double level;
    uint64_t seed;
};

struct estimate {
    size_t groups;
    double value, low, high; /* low and high are NAN with fewer than two groups */
};

/* The root of sum(above) / sum(below) over n rows, of which group[n] numbers those that belong together. With squared
 * errors above it is the root mean square error if all of `below` are 1; and if they are the squared errors of others
 * on the same rows, it is the ratio of the two root mean square errors, with the interval of a paired bootstrap: each
 * sample draws the same groups for both. 0 / 0 is 1, NAN if there are no rows. False: no memory. */
bool summary_root(size_t n, const double *above, const double *below, const size_t *group, const struct resampling *r,
                  struct estimate *e);

struct summary {
    struct estimate rmse;
    double bias;          /* mean error */
    double constant_rmse; /* error of the best constant predictor: the standard deviation of the truth */
};

bool summary_errors(size_t n, const double *predicted, const double *truth, const size_t *group,
                    const struct resampling *r, struct summary *s);

/* The share of the rows with |truth| > beyond whose prediction has the sign of the truth; NAN if there are none. */
double summary_right_side(size_t n, const double *predicted, const double *truth, double beyond);

#endif
