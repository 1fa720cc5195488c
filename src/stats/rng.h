/* rng.h -- random numbers that depend only on a seed and a stream.
 *
 * The generator is xoshiro256++ (Blackman and Vigna 2021), whose 256 bits of state are filled by splitmix64 from both
 * numbers: GSL's own generators use only 32 bits of a seed, so seeds would collide among the frames of a large
 * simulation. The distributions are exact and GSL's, except Poisson above a mean of 10, where GSL takes a quarter of a
 * microsecond: there Hoermann's method is used. Give each frame or stack its own stream; then the order and the number
 * of threads do not matter.
 */
#ifndef RNG_H
#define RNG_H

#include <stddef.h>
#include <stdint.h>

struct rng;

struct rng *rng_new(uint64_t seed, uint64_t stream); /* NULL: no memory */
void rng_free(struct rng *rng);

/* Combines two numbers into one such that different pairs do not collide in practice: for seeds with two sources. */
uint64_t rng_mix(uint64_t a, uint64_t b);
uint64_t rng_mix_text(uint64_t a, const char *text);

uint32_t rng_u32(struct rng *rng);                       /* 32 uniform bits */
void rng_fill(struct rng *rng, size_t n, uint32_t *u32); /* n times rng_u32, without as many calls */
double rng_uniform(struct rng *rng);                     /* in [0, 1) */
double rng_between(struct rng *rng, double a, double b); /* uniform in [a, b) */
double rng_gauss(struct rng *rng);                       /* mean 0, variance 1 */
double rng_poisson(struct rng *rng, double mean);        /* exact; mean >= 0 */

#endif
