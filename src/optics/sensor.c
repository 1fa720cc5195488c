#include "optics/sensor.h"

#include <math.h>

void sensor_expose(const struct sensor *sensor, size_t n, const float *intensity, struct rng *rng, uint16_t *counts)
{
    double max = (double)((1U << sensor->bits) - 1);
    for (size_t i = 0; i < n; i++) {
        double electrons = rng_poisson(rng, sensor->photons * (double)intensity[i]);
        electrons = electrons < sensor->full_well ? electrons : sensor->full_well;
        if (sensor->read_noise > 0)
            electrons += sensor->read_noise * rng_gauss(rng);
        double count = rint(electrons / sensor->gain + sensor->offset);
        counts[i] = (uint16_t)(count < 0 ? 0 : count < max ? count : max);
    }
}
