#include "stats/summary.h"

#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#include "stats/rng.h"

/* The sum of squared errors of each group, and their number. */
struct group {
    double squares;
    size_t count;
};

static bool bootstrap(const struct group *group, size_t groups, size_t resamples, double level, uint64_t seed,
                      double *low, double *high)
{
    double *rmse = calloc(resamples, sizeof *rmse);
    struct rng *rng = rng_new(seed, 0);
    bool whole = rmse && rng;
    for (size_t r = 0; whole && r < resamples; r++) {
        struct group sum = {0};
        for (size_t i = 0; i < groups; i++) {
            const struct group *drawn = &group[(size_t)(rng_uniform(rng) * (double)groups)];
            sum.squares += drawn->squares;
            sum.count += drawn->count;
        }
        rmse[r] = sqrt(sum.squares / (double)sum.count);
    }
    if (whole) {
        gsl_sort(rmse, 1, resamples);
        *low = gsl_stats_quantile_from_sorted_data(rmse, 1, resamples, (1 - level) / 2);
        *high = gsl_stats_quantile_from_sorted_data(rmse, 1, resamples, (1 + level) / 2);
    }
    rng_free(rng);
    free(rmse);
    return whole;
}

bool summary_compute(size_t n, const double *predicted, const double *truth, const size_t *group, size_t resamples,
                     double level, uint64_t seed, struct summary *s)
{
    *s = (struct summary){n, 0, NAN, NAN, NAN, NAN, NAN};
    if (!n)
        return true;
    size_t largest = 0, groups = 0;
    for (size_t i = 0; i < n; i++)
        largest = group[i] > largest ? group[i] : largest;
    struct group *of = calloc(largest + 1, sizeof *of);
    if (!of)
        return false;
    double squares = 0, errors = 0, sum = 0, sum_squares = 0;
    for (size_t i = 0; i < n; i++) {
        double error = predicted[i] - truth[i];
        of[group[i]].squares += error * error;
        of[group[i]].count++;
        squares += error * error;
        errors += error;
        sum += truth[i];
    }
    double count = (double)n, mean = sum / count;
    for (size_t i = 0; i < n; i++)
        sum_squares += (truth[i] - mean) * (truth[i] - mean);
    s->rmse = sqrt(squares / count);
    s->bias = errors / count;
    s->constant_rmse = sqrt(sum_squares / count);
    for (size_t i = 0; i <= largest; i++) /* total over the groups that occur */
        if (of[i].count)
            of[groups++] = of[i];
    s->groups = groups;
    bool whole = groups < 2 || !resamples || bootstrap(of, groups, resamples, level, seed, &s->rmse_low, &s->rmse_high);
    free(of);
    return whole;
}
