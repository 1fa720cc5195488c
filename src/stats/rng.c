#include "stats/rng.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>

struct rng {
    gsl_rng gsl; /* built here, not by gsl_rng_alloc, which ends the program when memory is short */
    uint64_t state[4];
};

static uint64_t splitmix(uint64_t *at)
{
    uint64_t x = *at += 0x9e3779b97f4a7c15;
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
    x = (x ^ x >> 27) * 0x94d049bb133111eb;
    return x ^ x >> 31;
}

uint64_t rng_mix(uint64_t a, uint64_t b)
{
    uint64_t at = a;
    at = splitmix(&at) ^ b;
    return splitmix(&at);
}

static uint64_t rotate(uint64_t x, int by)
{
    return x << by | x >> (64 - by);
}

static unsigned long xoshiro_get(void *state)
{
    uint64_t *s = state, result = rotate(s[0] + s[3], 23) + s[0], t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result >> 32;
}

static double xoshiro_uniform(void *state)
{
    return (double)xoshiro_get(state) * 0x1p-32;
}

static void xoshiro_set(void *state, unsigned long seed)
{
    uint64_t *s = state, at = seed;
    for (int i = 0; i < 4; i++)
        s[i] = splitmix(&at);
}

static const gsl_rng_type xoshiro = {
    .name = "xoshiro256++",
    .max = UINT32_MAX,
    .min = 0,
    .size = sizeof(uint64_t[4]),
    .set = xoshiro_set,
    .get = xoshiro_get,
    .get_double = xoshiro_uniform,
};

struct rng *rng_new(uint64_t seed, uint64_t stream)
{
    struct rng *rng = malloc(sizeof *rng);
    if (!rng)
        return NULL;
    rng->gsl.type = &xoshiro;
    rng->gsl.state = rng->state;
    xoshiro_set(rng->state, rng_mix(seed, stream));
    return rng;
}

void rng_free(struct rng *rng)
{
    free(rng);
}

uint32_t rng_u32(struct rng *rng)
{
    return (uint32_t)xoshiro_get(rng->state);
}

double rng_uniform(struct rng *rng)
{
    return xoshiro_uniform(rng->state);
}

double rng_between(struct rng *rng, double a, double b)
{
    return a + (b - a) * rng_uniform(rng);
}

double rng_gauss(struct rng *rng)
{
    return gsl_ran_gaussian_ziggurat(&rng->gsl, 1);
}

double rng_poisson(struct rng *rng, double mean)
{
    if (mean < RNG_POISSON_NORMAL)
        return gsl_ran_poisson(&rng->gsl, mean);
    return fmax(0, rint(mean + sqrt(mean) * rng_gauss(rng)));
}
