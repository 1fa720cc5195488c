#include "learn/adversary.h"

double adversary_loss(size_t n, const float *said, double wanted, double weight, float *slope)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        double error = (double)said[i] - wanted;
        sum += error * error;
        slope[i] = (float)(2 * weight * error / (double)n);
    }
    return sum / (double)n;
}
