#include "forecast/predictive_table.h"
#include "maths/maths.h"
#include "tap.h"

static void outlooks(void)
{
    double uniform[PREDICTIVE_LEVELS];
    double shifted[PREDICTIVE_LEVELS];
    double mixed[PREDICTIVE_LEVELS];
    for (size_t i = 0; i < PREDICTIVE_LEVELS; i++) {
        uniform[i] = predictive_level[i];
        shifted[i] = 1 + predictive_level[i];
    }
    near(predictive_level[PREDICTIVE_P50], .5, 0, "place of p50");
    near(predictive_level[PREDICTIVE_P90], .9, 0, "place of p90");
    near(predictive_level[PREDICTIVE_P95], .95, 0, "place of p95");
    near(predictive_level[PREDICTIVE_P99], .99, 0, "place of p99");
    near(predictive_quantile(uniform, .33), .33, 1e-14, "linear between levels");
    near(predictive_mean(uniform), .5, 1e-3, "mean of the uniform distribution");
    predictive_mix(uniform, uniform, .3, mixed);
    near(mixed[PREDICTIVE_P95], .95, 1e-12, "a mixture of equals is the same");
    // Half uniform on [0, 1], half on [1, 2]: the quarter points are at .5 and 1.5.
    predictive_mix(uniform, shifted, .5, mixed);
    near(predictive_quantile(mixed, .75), 1.5, .02, "three quarters of two halves");
    near(predictive_quantile(mixed, .2), .4, .02, "a fifth of two halves");
    predictive_mix(uniform, shifted, 0, mixed);
    near(mixed[PREDICTIVE_P90], .9, 1e-12, "share 0 leaves the first alone");
}

int main(void)
{
    maths_init();
    outlooks();
    return done();
}
