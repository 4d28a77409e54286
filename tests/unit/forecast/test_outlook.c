#include "forecast/outlook.h"
#include "maths/maths.h"
#include "tap.h"

static void outlooks(void)
{
    double uniform[OUTLOOK_LEVELS];
    double shifted[OUTLOOK_LEVELS];
    double mixed[OUTLOOK_LEVELS];
    for (size_t i = 0; i < OUTLOOK_LEVELS; i++) {
        uniform[i] = outlook_level[i];
        shifted[i] = 1 + outlook_level[i];
    }
    near(outlook_level[OUTLOOK_P50], .5, 0, "place of p50");
    near(outlook_level[OUTLOOK_P90], .9, 0, "place of p90");
    near(outlook_level[OUTLOOK_P95], .95, 0, "place of p95");
    near(outlook_level[OUTLOOK_P99], .99, 0, "place of p99");
    near(outlook_quantile(uniform, .33), .33, 1e-14, "linear between levels");
    near(outlook_mean(uniform), .5, 1e-3, "mean of the uniform distribution");
    outlook_mix(uniform, uniform, .3, mixed);
    near(mixed[OUTLOOK_P95], .95, 1e-12, "a mixture of equals is the same");
    // Half uniform on [0, 1], half on [1, 2]: the quarter points are at .5 and 1.5.
    outlook_mix(uniform, shifted, .5, mixed);
    near(outlook_quantile(mixed, .75), 1.5, .02, "three quarters of two halves");
    near(outlook_quantile(mixed, .2), .4, .02, "a fifth of two halves");
    outlook_mix(uniform, shifted, 0, mixed);
    near(mixed[OUTLOOK_P90], .9, 1e-12, "share 0 leaves the first alone");
}

int main(void)
{
    maths_init();
    outlooks();
    return done();
}
