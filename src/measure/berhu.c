#include "measure/berhu.h"

#include <math.h>

double berhu_mean(size_t n, const float *x, const float *y, double c, double weight, float *dx)
{
    double sum = 0, share = weight / (double)n;
    for (size_t i = 0; i < n; i++) {
        double d = (double)x[i] - (double)y[i], size = fabs(d);
        sum += size <= c ? size : (d * d + c * c) / (2 * c);
        if (dx)
            dx[i] += (float)(share * (size <= c ? (double)((d > 0) - (d < 0)) : d / c));
    }
    return sum / (double)n;
}
