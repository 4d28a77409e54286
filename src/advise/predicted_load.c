#include "advise/predicted_load.h"

#include "base/memory.h"
#include "forecast/forecast.h"
#include "series/grid.h"

#include <math.h>

enum { HOUR_S = 3600, HOURS_A_DAY = 24, HISTORY_HOURS = 14 * HOURS_A_DAY };

/// The hours from `from` to `to` of `hourly`, not copied.
static struct series hours_of(const struct series *hourly, size_t from, size_t to)
{
    struct series part = *hourly;
    part.start = series_time(hourly, from);
    part.n = to - from;
    part.value = hourly->value + from;
    part.mark = hourly->mark + from;
    return part;
}

/// Forecasts the day that begins with hour `at`.
static int forecast_day(const struct series *hourly, size_t at, const struct zone *zone,
                        struct demand *predicted, struct err *err)
{
    size_t from = at > HISTORY_HOURS ? at - HISTORY_HOURS : 0;
    const struct series history = hours_of(hourly, from, at);
    const struct forecast_options options = {
        .horizon_s = (int64_t)HOURS_A_DAY * HOUR_S,
        .zone = zone,
        .changepoint = INSTANT_NONE,
        .changepoint_none = true,
    };
    struct forecast forecast;
    struct notes unheard = {0};
    int status = forecast_series(&history, &options, &forecast, &unheard, err);
    notes_release(&unheard);
    if (status != 0)
        return -1;
    for (size_t i = 0; i < forecast.n && at + i < predicted->n; i++)
        predicted->value[at + i] = fmax(forecast.mean[i], 0);
    forecast_release(&forecast);
    return 0;
}

int predicted_load(const struct series *series, const struct zone *zone, struct demand *predicted,
                   struct notes *notes, struct err *err)
{
    struct series hourly;
    if (series->step_s > HOUR_S || HOUR_S % series->step_s != 0)
        return err_set(
            err, ERR_DATA,
            "predictive scaling needs a trace by the hour or finer: --step makes it one");
    if (series_resample(series, HOUR_S, zone, &hourly, err) != 0)
        return -1;
    *predicted = (struct demand){
        .start = hourly.start,
        .tick_ms = HOUR_S * INSTANT_PER_SECOND,
        .n = hourly.n,
        .ticks_a_row = 1,
        .value = mem_alloc(hourly.n, sizeof *predicted->value),
    };
    int status = 0;
    for (size_t at = HOURS_A_DAY; at < hourly.n && status == 0; at += HOURS_A_DAY)
        status = forecast_day(&hourly, at, zone, predicted, err);
    series_release(&hourly);
    if (status != 0)
        demand_release(predicted);
    else
        notes_add(notes, NOTE_INFO, "replay-predicted",
                  "predictive scaling is replayed with a forecast a day, from up to 14 days before "
                  "it; it has none for the first day");
    return status;
}
