#include "optics/sensor.h"

#include <math.h>

void sensor_sensitivity(double sd, size_t n, struct rng *rng, float *sensitivity)
{
    for (size_t i = 0; i < n; i++)
        sensitivity[i] = (float)fmax(0, 1 + sd * rng_gauss(rng));
}

void sensor_tilt_light(size_t h, size_t w, double slope_y, double slope_x, float *intensity)
{
    for (size_t y = 0; y < h; y++)
        for (size_t x = 0; x < w; x++) {
            double dy = ((double)y + 0.5) / (double)h - 0.5, dx = ((double)x + 0.5) / (double)w - 0.5;
            intensity[y * w + x] *= (float)fmax(0, 1 + slope_y * dy + slope_x * dx);
        }
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
