// Histories under three days: bounds that hold, and a warning.
#include "base/memory.h"
#include "forecast/forecast.h"
#include "maths/maths.h"
#include "maths/random.h"
#include "tap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SEEDS = 40 };

/// A day of one wave with scatter of a tenth, half of it the next steps' too.
static double *make(uint64_t seed, int64_t step_s, size_t n)
{
    struct random random;
    double *value = mem_alloc(n, sizeof *value);
    double state = 0;
    random_seed(&random, seed, 5);
    for (size_t i = 0; i < n; i++) {
        double day = (double)i * (double)step_s / 86400;
        state = .8 * state + .6 * random_normal(&random);
        value[i] = 100 * (1 + .4 * sin(6.283185307 * day)) *
                   exp(.07 * state + .07 * random_normal(&random));
    }
    return value;
}

static void covers(int64_t step_s, double hours, const char *name)
{
    size_t n = (size_t)(hours * 3600 / (double)step_s);
    size_t day = (size_t)(86400 / step_s);
    double p95 = 0, p99 = 0;
    size_t warned = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        double *value = make(seed, step_s, n + day);
        struct unit unit = {.name = "requests/s"};
        struct series series;
        series_init(&series, "requests_per_s", NULL, &unit, 0, step_s, n);
        memcpy(series.value, value, n * sizeof *value);
        struct forecast_options options = {.horizon_s = 86400, .changepoint = INSTANT_NONE};
        struct notes notes = {0};
        struct forecast forecast;
        struct err err = {0};
        if (forecast_series(&series, &options, &forecast, &notes, &err) == 0) {
            for (size_t h = 0; h < day; h++) {
                p95 += (value[n + h] <= forecast.level[2][h]) / (double)(SEEDS * day);
                p99 += (value[n + h] <= forecast.level[3][h]) / (double)(SEEDS * day);
            }
            for (size_t i = 0; i < notes.count; i++)
                warned += notes.note[i].level == NOTE_WARNING &&
                          strstr(notes.note[i].text, "is short") != NULL;
            forecast_release(&forecast);
        }
        notes_release(&notes);
        series_release(&series);
        free(value);
    }
    ok(p95 > .94, "%s: p95 holds for %.1f %% of the next day", name, 100 * p95);
    ok(p99 > .975, "%s: p99 for %.1f %%", name, 100 * p99);
    is_int(warned, SEEDS, "with a warning each time");
}

int main(void)
{
    maths_init();
    covers(300, 36, "36 hours of five minutes");
    covers(3600, 36, "36 hours");
    covers(3600, 60, "60 hours");
    return done();
}
