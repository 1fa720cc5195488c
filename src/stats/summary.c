#include "stats/summary.h"

#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#include "stats/rng.h"

/* What is added up over a group. */
struct sums {
    double above, below;
};

/* A sum of squares above 0 is infinitely more than 0, which is as much as 0. */
static double root(struct sums s)
{
    return s.below > 0 ? sqrt(s.above / s.below) : s.above > 0 ? INFINITY : 1;
}

static double known(double x)
{
    return isfinite(x) ? x : NAN;
}

static bool bootstrap(const struct sums *of, size_t groups, const struct resampling *r, struct estimate *e)
{
    double *roots = calloc(r->times, sizeof *roots);
    struct rng *rng = rng_new(r->seed, 0);
    bool whole = roots && rng;
    for (size_t i = 0; whole && i < r->times; i++) {
        struct sums sum = {0};
        for (size_t j = 0; j < groups; j++) {
            const struct sums *drawn = &of[(size_t)(rng_uniform(rng) * (double)groups)];
            sum.above += drawn->above;
            sum.below += drawn->below;
        }
        roots[i] = root(sum);
    }
    if (whole) {
        gsl_sort(roots, 1, r->times);
        e->low = known(gsl_stats_quantile_from_sorted_data(roots, 1, r->times, (1 - r->level) / 2));
        e->high = known(gsl_stats_quantile_from_sorted_data(roots, 1, r->times, (1 + r->level) / 2));
    }
    rng_free(rng);
    free(roots);
    return whole;
}

bool summary_root(size_t n, const double *above, const double *below, const size_t *group, const struct resampling *r,
                  struct estimate *e)
{
    *e = (struct estimate){0, NAN, NAN, NAN};
    if (!n)
        return true;
    size_t largest = 0;
    for (size_t i = 0; i < n; i++)
        largest = group[i] > largest ? group[i] : largest;
    struct sums total = {0}, *of = calloc(largest + 1, sizeof *of);
    bool *occurs = calloc(largest + 1, sizeof *occurs);
    bool whole = of && occurs;
    for (size_t i = 0; whole && i < n; i++) {
        of[group[i]].above += above[i];
        of[group[i]].below += below[i];
        occurs[group[i]] = true;
        total.above += above[i];
        total.below += below[i];
    }
    for (size_t i = 0; whole && i <= largest; i++)
        if (occurs[i])
            of[e->groups++] = of[i];
    e->value = known(root(total));
    whole = whole && (e->groups < 2 || !r->times || bootstrap(of, e->groups, r, e));
    free(occurs);
    free(of);
    return whole;
}

bool summary_errors(size_t n, const double *predicted, const double *truth, const size_t *group,
                    const struct resampling *r, struct summary *s)
{
    *s = (struct summary){.bias = NAN, .constant_rmse = NAN};
    double *squares = calloc(2 * n + 1, sizeof *squares), *ones = squares + n;
    if (!squares)
        return false;
    double errors = 0, sum = 0, sum_squares = 0, count = (double)n;
    for (size_t i = 0; i < n; i++) {
        double error = predicted[i] - truth[i];
        squares[i] = error * error;
        ones[i] = 1;
        errors += error;
        sum += truth[i];
    }
    for (size_t i = 0; i < n; i++)
        sum_squares += (truth[i] - sum / count) * (truth[i] - sum / count);
    if (n) {
        s->bias = errors / count;
        s->constant_rmse = sqrt(sum_squares / count);
    }
    bool whole = summary_root(n, squares, ones, group, r, &s->rmse);
    free(squares);
    return whole;
}

double summary_right_side(size_t n, const double *predicted, const double *truth, double beyond)
{
    size_t counted = 0, right = 0;
    for (size_t i = 0; i < n; i++)
        if (fabs(truth[i]) > beyond) {
            counted++;
            right += predicted[i] * truth[i] > 0;
        }
    return counted ? (double)right / (double)counted : NAN;
}
