// Minutes within hours: ratios that are known.
#include "base/memory.h"
#include "forecast/hour_ratios.h"
#include "tap.h"

#include <math.h>
#include <stdlib.h>

enum { HOURS = 14 * 24, STEPS = 12, HOUR_S = 3600, STEP_S = HOUR_S / STEPS };

/// Hours of mean 100 whose steps are 40 (in one of four), 100 (two of four) and 160, in turning
/// order, so that no place of the hour has a usual ratio of its own.
static double *turning(void)
{
    static const double ratio[] = {.4, 1, 1, 1.6};
    double *value = mem_alloc(HOURS * STEPS, sizeof *value);
    for (size_t i = 0; i < HOURS * STEPS; i++)
        value[i] = 100 * ratio[(i + i / STEPS + i / (STEPS * 24)) % 4];
    return value;
}

static struct hour_ratios ratios_of(const double *value, double *mean)
{
    struct ladder_input input = {.value = value, .n = HOURS * STEPS, .step_s = STEP_S};
    for (size_t k = 0; k < HOURS; k++) {
        mean[k] = 0;
        for (size_t j = 0; j < STEPS; j++)
            mean[k] += value[k * STEPS + j] / STEPS;
    }
    struct hour_ratios ratios;
    hour_ratios_init(&ratios, &input, mean, HOURS, 0);
    return ratios;
}

int main(void)
{
    double mean[HOURS];
    double row[PREDICTIVE_LEVELS];
    double *value = turning();
    struct hour_ratios ratios = ratios_of(value, mean);
    near(hour_ratios_shape(&ratios, HOURS + 3, 5), 1, .03, "no place of the hour is special");
    for (size_t i = 0; i < PREDICTIVE_LEVELS; i++)
        row[i] = 200;
    hour_ratios_product(&ratios, HOURS + 3, 200, row);
    // Bins are 2 % wide.
    near(ratios.product[PREDICTIVE_P95], 320, .03, "p95 of a certain hour is its highest ratio");
    near(ratios.product[PREDICTIVE_P50], 200, .03, "p50 its middle one");
    near(predictive_quantile(ratios.product, .1), 80, .03, "p10 its lowest one");
    hour_ratios_release(&ratios);

    // An hour that starts with three times its other steps.
    for (size_t i = 0; i < HOURS * STEPS; i++)
        value[i] = i % STEPS == 0 ? 300 : 100;
    ratios = ratios_of(value, mean);
    near(hour_ratios_shape(&ratios, HOURS, 0) / hour_ratios_shape(&ratios, HOURS, 7), 3, 1e-9,
         "the shape of an hour");
    hour_ratios_product(&ratios, HOURS, 200, row);
    near(ratios.product[PREDICTIVE_P99], 200, .03, "which leaves nothing to the ratios");
    hour_ratios_release(&ratios);

    // A job on the hour that ended three days ago, with a change of level.
    for (size_t i = 0; i < HOURS * STEPS; i++)
        value[i] = i >= (HOURS - 72) * STEPS ? 50 : i % STEPS == 0 ? 300 : 100;
    ratios = ratios_of(value, mean);
    ok(hour_ratios_shape(&ratios, HOURS, 0) > 1.3, "is remembered for days");
    hour_ratios_release(&ratios);
    struct ladder_input input = {
        .value = value,
        .n = HOURS * STEPS,
        .step_s = STEP_S,
        .change = {(instant)(HOURS - 72) * HOUR_S * INSTANT_PER_SECOND, .5, false}};
    hour_ratios_init(&ratios, &input, mean, HOURS, 0);
    near(hour_ratios_shape(&ratios, HOURS, 0), 1, 1e-9, "unless its end is known");
    hour_ratios_release(&ratios);
    free(value);
    return done();
}
