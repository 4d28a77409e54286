// A constant floor under a rate, and taking it off.
#include "series/floor.h"
#include "tap.h"

#include <math.h>

/// 0.2/s of probes in every hour, and traffic of up to 10/s in the eight hours of the day.
static void fill(struct series *series, double probes)
{
    struct unit unit = {DIMENSION_RATE, 1, "requests/s"};
    series_init(series, "requests_per_s", NULL, &unit, 0, 3600, 240);
    for (size_t i = 0; i < series->n; i++)
        series->value[i] = probes + (i % 24 < 16 ? 1 + (double)(i % 24) : 0);
}

int main(void)
{
    struct series series;
    struct rate_floor found;
    fill(&series, 0.2);
    ok(series_floor(&series, &found), "a floor is found");
    near(found.rate, 0.2, 1e-12, "with its size");
    is_int((long)found.steps, 80, "in a third of the steps");
    is_int((long)series_take_floor(&series, found.rate), 0, "no step is below it");
    near(series.value[0], 1, 1e-12, "and it is taken off");
    near(series.value[20], 0, 1e-12, "down to nothing");
    ok(!series_floor(&series, &found), "then there is none");
    is_int((long)series_take_floor(&series, 0.5), 80, "steps below what is taken off are counted");
    near(series.value[20], 0, 1e-12, "and stay at zero");
    series_release(&series);

    fill(&series, 0.2);
    for (size_t i = 0; i < series.n; i++)
        series.value[i] = 5;
    ok(!series_floor(&series, &found), "a flat series is no floor");
    series.value[3] = (double)NAN;
    series.unit.dimension = DIMENSION_RATIO;
    ok(!series_floor(&series, &found), "nor is there one under what is no rate");
    series_release(&series);
    return done();
}
