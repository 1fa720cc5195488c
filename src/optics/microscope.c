#include "optics/microscope.h"

#include <math.h>

const struct led microscope_half_annulus[] = {
    {-0.401, 0.089}, {-0.089, 0.401}, {0.089, 0.401},  {0.401, 0.089},  {-0.401, 0.178}, {-0.178, 0.401},
    {0.178, 0.401},  {0.401, 0.178},  {-0.446, 0.045}, {-0.045, 0.446}, {0.045, 0.446},  {0.446, 0.045},
    {-0.446, 0.134}, {-0.134, 0.446}, {0.134, 0.446},  {0.446, 0.134},  {-0.358, 0.313}, {-0.313, 0.358},
    {0.313, 0.358},  {0.358, 0.313},  {-0.401, 0.268}, {-0.268, 0.401}, {0.268, 0.401},  {0.401, 0.268},
    {0.000, 0.491},  {-0.223, 0.446}, {-0.446, 0.223}, {-0.491, 0.089}, {-0.089, 0.491}, {0.089, 0.491},
    {0.223, 0.446},  {0.446, 0.223},  {0.491, 0.089},
};
const size_t microscope_half_annulus_count = sizeof microscope_half_annulus / sizeof *microscope_half_annulus;

double microscope_pupil_amplitude(const struct microscope *m, double na_x, double na_y)
{
    double beyond = hypot(na_x, na_y) - m->na;
    if (fabs(beyond) < m->pupil_edge)
        return 0.5 - 0.5 * sin(M_PI / 2 * beyond / m->pupil_edge);
    return beyond < 0;
}

size_t microscope_pupil_radius(const struct microscope *m, size_t n)
{
    return (size_t)((m->na + m->pupil_edge) * (double)n * m->pixel_um / m->lambda_um);
}

struct led microscope_led_on_grid(const struct microscope *m, struct led led)
{
    double step_x = m->lambda_um / ((double)m->w * m->pixel_um);
    double step_y = m->lambda_um / ((double)m->h * m->pixel_um);
    return (struct led){rint(led.na_x / step_x) * step_x, rint(led.na_y / step_y) * step_y};
}

void microscope_misplace(size_t n, const struct led *led, double sd, struct rng *rng, struct led *placed)
{
    double x = sd * rng_gauss(rng), y = sd * rng_gauss(rng);
    for (size_t i = 0; i < n; i++)
        placed[i] = (struct led){led[i].na_x + x, led[i].na_y + y};
}
