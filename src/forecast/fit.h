// What a series is made of: trend, seasons, level shifts, anomalies, and how well it can be
// forecast.
#ifndef HEADROOM_FORECAST_FIT_H
#define HEADROOM_FORECAST_FIT_H

#include "forecast/driver.h"
#include "forecast/event_history.h"
#include "forecast/forecast.h"
#include "series/anomaly.h"
#include "series/season.h"
#include "series/shift.h"
#include "series/trend.h"
#include "series/yearly_season.h"

enum { FIT_HOURS = 168 };

struct fit {
    struct trend trend;                  ///< the growth of headroom describe, as a share a month
    double month, month_low, month_high; ///< the same in the series' unit a month, from where the
                                         ///< trend stands at the end of the history
    struct log_transform scale;          ///< on which trend and profile were found
    instant start;                       ///< of the history
    double daily, weekly; ///< strengths of the seasons, 0 .. 1; NaN: the history is too short
    struct yearly_season yearly; ///< its months as `profile`: factors, or differences
    size_t phases;               ///< of `profile`: 7 for daily data, else 7 x steps a day; 0 none
    double *profile; ///< by local phase of the week: factor to the level (or difference from it)
    bool profile_is_factor;
    double residual; ///< robust deviation of what is left, as a share of the level or in the unit
    struct level_shifts shifts;
    struct anomalies anomalies;
    double confidence; ///< skill against seasonal naive x coverage of p95; never from flatness; NaN
    struct forecast forecast;      ///< what would be forecast, with its backtest
    struct event_history events;   ///< what past events did; events.events NULL: none were given
    struct driver_relation driver; ///< driver.driver NULL: none was given
};

/// Fits one series; `options` as for a forecast, whose horizon the backtest uses. Steps of events
/// count for nothing but their own effect; a driver needs no plan. Errors and notes as
/// forecast_series.
int fit_series(const struct series *series, const struct forecast_options *options, struct fit *fit,
               struct notes *notes, struct err *err);

/// Where the trend stands at a time, in the series' unit: the level of the usual day. NaN without a
/// trend.
double fit_trend_at(const struct fit *fit, instant time);

/// "Mon 13:00" of a phase of the profile; "Mon" for daily data.
const char *fit_phase_name(const struct fit *fit, size_t phase, char out[16]);

/// "Jan" of month 0.
const char *fit_month_name(size_t month);

void fit_release(struct fit *fit);

#endif
