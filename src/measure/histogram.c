#include "measure/histogram.h"

#include <math.h>

size_t histogram(size_t n, const float *value, double first, double step, size_t bins, size_t *count)
{
    size_t outside = 0;
    for (size_t i = 0; i < n; i++) {
        double bin = floor(((double)value[i] - first) / step + 0.5);
        if (bin >= 0 && bin < (double)bins)
            count[(size_t)bin]++;
        else
            outside++;
    }
    return outside;
}
