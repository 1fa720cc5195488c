#include "optics/sensor.h"

#include <math.h>

void sensor_sensitivity(double sd, size_t n, struct rng *rng, float *sensitivity)
{
    for (size_t i = 0; i < n; i++)
        sensitivity[i] = (float)fmax(0, 1 + sd * rng_gauss(rng));
}

void sensor_expose(const struct sensor *sensor, size_t n, const float *intensity, const float *sensitivity,
                   struct rng *rng, uint16_t *counts)
{
    double max = (double)((1U << sensor->bits) - 1);
    for (size_t i = 0; i < n; i++) {
        double electrons =
            rng_poisson(rng, sensor->photons * ((double)intensity[i] + sensor->stray) * (double)sensitivity[i]);
        electrons = electrons < sensor->full_well ? electrons : sensor->full_well;
        if (sensor->read_noise > 0)
            electrons += sensor->read_noise * rng_gauss(rng);
        double count = rint(electrons / sensor->gain + sensor->offset);
        counts[i] = (uint16_t)(count < 0 ? 0 : count < max ? count : max);
    }
}
