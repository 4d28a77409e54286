#include "maths/random.h"
#include "series/dispersion.h"
#include "tap.h"

#include <math.h>

enum { STEPS = 20000 };

/// A Poisson count by multiplying uniforms (Knuth).
static double poisson(struct random *random, double mean)
{
    double limit = exp(-mean);
    double product = random_uniform(random);
    int count = 0;
    while (product > limit) {
        product *= random_uniform(random);
        count++;
    }
    return count;
}

static void test_poisson(void)
{
    static double value[STEPS];
    struct random random;
    struct dispersion dispersion;
    random_seed(&random, 1, 0);
    for (size_t i = 0; i < STEPS; i++)
        value[i] = poisson(&random, 50);
    dispersion_init(&dispersion, value, STEPS, 1);
    // Variance = mean, so the dispersion is 1; counts are whole, which the median feels a little.
    near(dispersion_at(&dispersion, 50), 1, 0.1, "a Poisson process has a dispersion of 1");

    // Requests in sessions of 8: variance = 8 x mean.
    for (size_t i = 0; i < STEPS; i++)
        value[i] = 8 * poisson(&random, 40);
    dispersion_init(&dispersion, value, STEPS, 1);
    near(dispersion_at(&dispersion, 320), 8, 0.1, "clusters of 8 have one of 8");
}

static void test_by_level(void)
{
    static double value[STEPS];
    struct random random;
    struct dispersion dispersion;
    random_seed(&random, 2, 0);
    for (size_t i = 0; i < STEPS; i++)
        value[i] = i / 100 % 2 == 0 ? poisson(&random, 6) : 20 * poisson(&random, 30);
    dispersion_init(&dispersion, value, STEPS, 1);
    ok(dispersion_at(&dispersion, 6) < 2, "quiet hours have their own");
    near(dispersion_at(&dispersion, 600), 20, 0.15, "busy ones another");
}

static void test_nothing(void)
{
    const double zeros[] = {0, 0, NAN, 0};
    struct dispersion dispersion;
    dispersion_init(&dispersion, zeros, 4, 1);
    ok(dispersion_at(&dispersion, 0) > 0, "zeros alone have a positive one");
    dispersion_init(&dispersion, zeros, 0, 1);
    ok(dispersion_at(&dispersion, 5) > 0, "so has nothing");
}

int main(void)
{
    test_poisson();
    test_by_level();
    test_nothing();
    return done();
}
