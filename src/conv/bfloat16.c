#include "conv/bfloat16.h"

void bfloat16_round(size_t count, const float *x, uint16_t *y)
{
#pragma omp parallel for schedule(static)
    for (size_t i = 0; i < count; i++)
        y[i] = bfloat16(x[i]);
}
