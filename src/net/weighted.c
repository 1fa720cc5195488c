#include "net/weighted.h"

#include <math.h>

static const double least = 0.001;

static double share(float said)
{
    return 1 / (1 + exp(-(double)said));
}

double weighted_weight(float said)
{
    return least + share(said);
}

/* The sum of the weights, and of the pixels by their weights. */
static double sums(size_t n, const float *map, const float *said, double *sum)
{
    double total = *sum = 0;
    for (size_t i = 0; i < n; i++) {
        double weight = said ? weighted_weight(said[i]) : 1;
        total += weight;
        *sum += weight * (double)map[i];
    }
    return total;
}

double weighted_mean(size_t n, const float *map, const float *said)
{
    double sum, total = sums(n, map, said, &sum);
    return sum / total;
}

void weighted_gradient(size_t n, const float *map, const float *said, double factor, float *slope, float *said_slope)
{
    double sum, total = sums(n, map, said, &sum), mean = sum / total, each = factor / total;
    for (size_t i = 0; i < n; i++) {
        double s = share(said[i]);
        slope[i] += (float)(each * (least + s));
        said_slope[i] += (float)(each * s * (1 - s) * ((double)map[i] - mean));
    }
}
