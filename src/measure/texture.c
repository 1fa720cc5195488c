#include "measure/texture.h"

#include <math.h>
#include <stdlib.h>

#include "measure/ring.h"
#include "stats/moments.h"

static size_t octaves(size_t side)
{
    size_t count = 0;
    while ((size_t)4 << count <= side)
        count++;
    return count;
}

size_t texture_count(size_t side)
{
    return octaves(side) + 2;
}

/* The rings beyond the last whole octave are left out. */
static void divide(size_t count, const double *ln_power, double *numbers)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        size_t first = (size_t)1 << i, rings = first;
        numbers[i] = 0;
        for (size_t k = first; k < first + rings; k++)
            numbers[i] += ln_power[k] / (double)rings;
        sum += numbers[i];
    }
    for (size_t i = 0; i < count; i++)
        numbers[i] -= sum / (double)count;
}

bool texture(size_t side, const float *image, double *numbers)
{
    size_t count = octaves(side), n = side * side;
    double *ln_power = calloc(side, sizeof *ln_power);
    bool ok = ln_power && ring_spectrum(side, side, image, ln_power);
    if (ok) {
        double mean, sd, cubes = 0, squares = 0;
        divide(count, ln_power, numbers);
        moments(n, image, &mean, &sd);
        for (size_t i = 0; i < n; i++) {
            double x = ((double)image[i] - mean) / sd;
            cubes += x * x * x / (double)n;
            squares += x * x * x * x / (double)n;
        }
        numbers[count] = cubes;
        numbers[count + 1] = log(squares);
    }
    free(ln_power);
    return ok;
}
