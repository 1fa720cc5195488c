/* sensor.h -- a scientific camera: shot noise, full well, read noise, gain, offset, a converter of some bits. */
#ifndef SENSOR_H
#define SENSOR_H

#include <stddef.h>
#include <stdint.h>

#include "stats/rng.h"

struct sensor {
    double photons;    /* mean photoelectrons of a pixel at the intensity 1 */
    double full_well;  /* electrons at which a pixel is full */
    double read_noise; /* standard deviation, electrons */
    double gain;       /* electrons per count */
    double offset;     /* counts at no light */
    unsigned bits;     /* 1 to 16 */
};

/* intensity[n], not negative, to counts[n]: min(Poisson(photons I), full_well) + read_noise N(0, 1), divided by gain,
 * plus offset, rounded, kept in 0 .. 2^bits - 1. The numbers come from rng, pixel after pixel. */
void sensor_expose(const struct sensor *sensor, size_t n, const float *intensity, struct rng *rng, uint16_t *counts);

#endif
