#include "maths/random.h"
#include "tap.h"

#include <math.h>
#include <string.h>

/// xoshiro256++ from the state {1, 2, 3, 4}: the first outputs published with the reference code's
/// ports (Rust rand_xoshiro 0.6, test of xoshiro256plusplus).
static void known_sequence(void)
{
    struct random random = {{1, 2, 3, 4}};
    static const uint64_t want[] = {41943041, 58720359, 3588806011781223, 3591011842654386};
    for (int i = 0; i < 4; i++)
        ok(random_bits(&random) == want[i], "xoshiro256++ output %d", i + 1);
}

static void moments(void)
{
    enum { N = 200000 };
    struct random random;
    random_seed(&random, 1, 3);
    double sum = 0;
    double square = 0;
    double uniform = 0;
    double exponential = 0;
    for (int i = 0; i < N; i++) {
        double z = random_normal(&random);
        sum += z;
        square += z * z;
        uniform += random_uniform(&random);
        exponential += random_exponential(&random);
    }
    // Five standard errors each.
    ok(fabs(sum / N) < 5 / sqrt(N), "normal mean 0");
    ok(fabs(square / N - 1) < 5 * sqrt(2. / N), "normal variance 1");
    ok(fabs(uniform / N - .5) < 5 * sqrt(1 / 12. / N), "uniform mean one half");
    ok(fabs(exponential / N - 1) < 5 / sqrt(N), "exponential mean 1");
}

static void streams(void)
{
    struct random a, b, c;
    random_seed(&a, 42, 0);
    random_seed(&b, 42, 0);
    random_seed(&c, 42, 1);
    uint64_t first = random_bits(&a);
    ok(first == random_bits(&b), "the same seed gives the same numbers");
    ok(first != random_bits(&c), "another stream gives others");
    int seen[6] = {0};
    for (int i = 0; i < 6000; i++)
        seen[random_below(&a, 6)]++;
    for (int i = 0; i < 6; i++)
        ok(seen[i] > 850 && seen[i] < 1150, "a fair die, side %d", i + 1);
}

/// Many at once, through several blocks, are those that come one by one.
static void many(void)
{
    enum { COUNT = 1000, STRIDE = 3 };
    static double at_once[COUNT * STRIDE];
    struct random a, b;
    random_seed(&a, 5, 2);
    random_seed(&b, 5, 2);
    random_normals(&a, COUNT, at_once + 1, STRIDE);
    int differ = 0, touched = 0;
    for (size_t i = 0; i < COUNT; i++) {
        const double one = random_normal(&b);
        differ += memcmp(&one, &at_once[i * STRIDE + 1], sizeof one) != 0;
        touched += at_once[i * STRIDE] != 0 || at_once[i * STRIDE + 2] != 0;
    }
    is_int(differ, 0, "many normals at once are the same bits");
    is_int(touched, 0, "and leave alone what is between them");
    ok(random_bits(&a) == random_bits(&b), "and the generator where it would be");
}

int main(void)
{
    known_sequence();
    moments();
    streams();
    many();
    return done();
}
