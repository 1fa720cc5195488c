/* sensor.h -- a scientific camera: shot noise, full well, read noise, gain, offset, analog-to-digital converter. */
#ifndef SENSOR_H
#define SENSOR_H

#include <stddef.h>
#include <stdint.h>

#include "stats/rng.h"

struct sensor {
    double photons;    /* mean photoelectrons per pixel at intensity 1 */
    double stray;      /* light that reaches every pixel besides, relative to intensity 1 */
    double full_well;  /* electrons at which a pixel saturates */
    double read_noise; /* standard deviation, electrons */
    double gain;       /* electrons per count */
    double offset;     /* counts without light */
    unsigned bits;     /* 1 to 16 */
};

/* The sensitivity of n pixels: 1 with a Gaussian deviation of sd, not negative. */
void sensor_sensitivity(double sd, size_t n, struct rng *rng, float *sensitivity);

/* Multiplies intensity[h][w] by 1 in the middle of the frame, and by slope_y and slope_x more at the last row and
 * column than at the first; not by less than 0. */
void sensor_tilt_light(size_t h, size_t w, double slope_y, double slope_x, float *intensity);

/* Converts intensity[n], not negative, to counts[n]: min(Poisson(photons (I + stray) sensitivity), full_well) +
 * read_noise N(0, 1), divided by gain, plus offset, rounded, clipped to 0 .. 2^bits - 1. The random numbers come from
 * rng, pixel by pixel. */
void sensor_expose(const struct sensor *sensor, size_t n, const float *intensity, const float *sensitivity,
                   struct rng *rng, uint16_t *counts);

#endif
