#include "maths/random.h"

#include <math.h>
#include <string.h>

static uint64_t splitmix(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

void random_seed(struct random *random, uint64_t seed, uint64_t stream)
{
    uint64_t mixed_stream = stream;
    uint64_t state = seed;
    if (stream != 0)
        state ^= splitmix(&mixed_stream);
    for (int i = 0; i < 4; i++)
        random->state[i] = splitmix(&state);
}

static uint64_t rotate_left(uint64_t x, int bits)
{
    return (x << bits) | (x >> (64 - bits));
}

uint64_t random_bits(struct random *random)
{
    uint64_t *s = random->state;
    uint64_t result = rotate_left(s[0] + s[3], 23) + s[0];
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate_left(s[3], 45);
    return result;
}

double random_uniform(struct random *random)
{
    return (double)(random_bits(random) >> 11) * 0x1p-53;
}

uint64_t random_below(struct random *random, uint64_t bound)
{
    // The first `reject` values would make the small remainders more likely.
    uint64_t reject = (UINT64_MAX - bound + 1) % bound;
    uint64_t bits;
    do {
        bits = random_bits(random);
    } while (bits < reject);
    return bits % bound;
}

double random_normal(struct random *random)
{
    for (;;) {
        double x = 2 * random_uniform(random) - 1;
        double y = 2 * random_uniform(random) - 1;
        double square = x * x + y * y;
        if (square > 0 && square < 1)
            return x * sqrt(-2 * log(square) / square);
    }
}

/// 1 for 0 < square < 1, else 0: the bits of doubles from 0 on are in the order of their values.
static size_t is_inside(double square)
{
    const uint64_t one = UINT64_C(0x3ff0000000000000);
    uint64_t bits;
    memcpy(&bits, &square, sizeof bits);
    return bits - 1 < one - 1;
}

void random_normals(struct random *random, size_t n, double *out, size_t stride)
{
    enum { BLOCK = 128 };
    struct random own = *random; // kept in registers
    double x[BLOCK + 1] = {0}, square[BLOCK + 1] = {0}, logarithm[BLOCK];
    for (size_t done = 0; done < n;) {
        const size_t block = n - done < BLOCK ? n - done : BLOCK;
        // What is refused is overwritten: a branch would be guessed wrong every fifth time.
        for (size_t kept = 0; kept < block;) {
            // 2 u - 1 of a uniform u: the factor of 2 is exact.
            const double across = (double)(int64_t)(random_bits(&own) >> 11) * 0x1p-52 - 1;
            const double up = (double)(int64_t)(random_bits(&own) >> 11) * 0x1p-52 - 1;
            x[kept] = across;
            square[kept] = across * across + up * up;
            kept += is_inside(square[kept]);
        }
        for (size_t i = 0; i < block; i++)
            logarithm[i] = log(square[i]);
        for (size_t i = 0; i < block; i++)
            out[(done + i) * stride] = x[i] * sqrt(-2 * logarithm[i] / square[i]);
        done += block;
    }
    *random = own;
}

double random_exponential(struct random *random)
{
    return -log1p(-random_uniform(random));
}

double random_gamma(struct random *random, double shape)
{
    double d = shape - 1.0 / 3;
    double c = 1 / sqrt(9 * d);
    for (;;) {
        double x = random_normal(random);
        double v = 1 + c * x;
        if (v <= 0)
            continue;
        v = v * v * v;
        if (log(1 - random_uniform(random)) < x * x / 2 + d * (1 - v + log(v)))
            return d * v;
    }
}
