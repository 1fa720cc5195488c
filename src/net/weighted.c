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

static double total(size_t n, const float *said)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += said ? weighted_weight(said[i]) : 1;
    return sum;
}

double weighted_mean(size_t n, const float *map, const float *said)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (said ? weighted_weight(said[i]) : 1) * (double)map[i];
    return sum / total(n, said);
}

void weighted_gradient(size_t n, const float *map, const float *said, double factor, float *slope, float *said_slope)
{
    double mean = weighted_mean(n, map, said), each = factor / total(n, said);
    for (size_t i = 0; i < n; i++)
        slope[i] += (float)(each * (said ? weighted_weight(said[i]) : 1));
    for (size_t i = 0; said && i < n; i++) {
        double s = share(said[i]);
        said_slope[i] += (float)(each * s * (1 - s) * ((double)map[i] - mean));
    }
}
