// Pseudo-random numbers that are the same on every machine: xoshiro256++ seeded by splitmix64.
#ifndef HEADROOM_MATHS_RANDOM_H
#define HEADROOM_MATHS_RANDOM_H

#include <stddef.h>
#include <stdint.h>

struct random {
    uint64_t state[4];
};

/// Starts the sequence of `seed`; `stream` gives each series or path an own one (Blackman and
/// Vigna, "Scrambled linear pseudorandom number generators", 2021).
void random_seed(struct random *random, uint64_t seed, uint64_t stream);

uint64_t random_bits(struct random *random);

/// Uniform in [0, 1) with 53 bits.
double random_uniform(struct random *random);

/// Uniform among 0 .. bound - 1, without bias; bound > 0.
uint64_t random_below(struct random *random, uint64_t bound);

/// Standard normal (Marsaglia's polar method).
double random_normal(struct random *random);

/// The next `n` of random_normal, the same bits, into out[0], out[stride], ...: several times as
/// many in a second.
void random_normals(struct random *random, size_t n, double *out, size_t stride);

/// Exponential with mean 1.
double random_exponential(struct random *random);

/// Gamma with `shape` >= 1 and scale 1 (Marsaglia and Tsang, "A simple method for generating gamma
/// variables", 2000).
double random_gamma(struct random *random, double shape);

#endif
