/* rng.h -- random numbers that depend on a seed and a stream, and on nothing else.
 *
 * The generator is xoshiro256++ (Blackman and Vigna 2021), its 256 bits of state filled by splitmix64 from both
 * numbers: GSL's own generators keep 32 bits of a seed, and among the frames of a large simulation two such seeds
 * would meet. The distributions are GSL's and exact; above a mean of 10, where GSL's Poisson takes a quarter of a
 * microsecond, it is Hoermann's. Give each frame or stack its own stream, and the order in which they are
 * made, or on how many threads, changes nothing.
 */
#ifndef RNG_H
#define RNG_H

#include <stdint.h>

struct rng;

struct rng *rng_new(uint64_t seed, uint64_t stream); /* NULL: no memory */
void rng_free(struct rng *rng);

/* One number made of two, such that different pairs do not collide in practice: for seeds that have two origins. */
uint64_t rng_mix(uint64_t a, uint64_t b);

uint32_t rng_u32(struct rng *rng);                       /* 32 uniform bits */
double rng_uniform(struct rng *rng);                     /* in [0, 1) */
double rng_between(struct rng *rng, double a, double b); /* uniform in [a, b) */
double rng_gauss(struct rng *rng);                       /* mean 0, variance 1 */
double rng_poisson(struct rng *rng, double mean);        /* exact; mean >= 0 */

#endif
