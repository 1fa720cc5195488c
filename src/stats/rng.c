#include "stats/rng.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct rng {
    gsl_rng gsl; /* built here, because gsl_rng_alloc ends the program if there is no memory */
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

uint64_t rng_mix_text(uint64_t a, const char *text)
{
    for (; *text; text++)
        a = rng_mix(a, (unsigned char)*text);
    return a;
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

void rng_fill(struct rng *rng, size_t n, uint32_t *u32)
{
    uint64_t state[4];
    memcpy(state, rng->state, sizeof state);
    for (size_t i = 0; i < n; i++)
        u32[i] = (uint32_t)xoshiro_get(state);
    memcpy(rng->state, state, sizeof state);
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

/* Hoermann's transformed rejection, PTRS (Insurance: Mathematics and Economics 12, 1993, p. 39). */
static double poisson_rejection(struct rng *rng, double mean)
{
    double b = 0.931 + 2.53 * sqrt(mean), a = 0.02483 * b - 0.059, v_r = 0.9277 - 3.6224 / (b - 2);
    for (;;) {
        double u = rng_uniform(rng) - 0.5, v = 1 - rng_uniform(rng), u_s = 0.5 - fabs(u);
        double k = floor((2 * a / u_s + b) * u + mean + 0.43);
        if (u_s >= 0.07 && v <= v_r)
            return k;
        if (k < 0 || (u_s < 0.013 && v > u_s))
            continue;
        int sign;
        double alpha = 1.1239 + 1.1328 / (b - 3.4);
        if (log(v * alpha / (a / (u_s * u_s) + b)) <= k * log(mean) - mean - lgamma_r(k + 1, &sign))
            return k;
    }
}

double rng_poisson(struct rng *rng, double mean)
{
    return mean < 10 ? gsl_ran_poisson(&rng->gsl, mean) : poisson_rejection(rng, mean);
}
