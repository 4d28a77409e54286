// Demand to come, with its bands and the backtest that says how far they can be trusted.
#ifndef HEADROOM_FORECAST_FORECAST_H
#define HEADROOM_FORECAST_FORECAST_H

#include "base/err.h"
#include "base/notes.h"
#include "base/unit.h"
#include "forecast/planned_events.h"
#include "forecast/stock.h"
#include "series/mask.h"
#include "series/series.h"
#include "time/zone.h"

#include <stdbool.h>

enum { FORECAST_P50, FORECAST_P90, FORECAST_P95, FORECAST_P99, FORECAST_LEVELS };

/// The quantiles of the forecast table, in its order: 0.5, 0.9, 0.95, 0.99.
extern const double forecast_level[FORECAST_LEVELS];

/// Whether a series is forecast as a stock (forecast/stock.h).
enum stock_choice { STOCK_BY_EVIDENCE, STOCK_YES, STOCK_NO };

struct forecast_options {
    int64_t horizon_s; ///< 0: a quarter of the history, whole weeks where there is more than one
    const struct zone *zone;             ///< seasons follow this clock; NULL: UTC
    instant changepoint;                 ///< fit only what comes after; INSTANT_NONE: none
    bool changepoint_auto;               ///< fit only what comes after the last level shift found
    bool changepoint_none;               ///< level shifts are neither looked for nor noted
    bool may_be_negative;                ///< default: demand is never below zero
    struct ignoring ignoring;            ///< what is left out of the history
    struct quantity cap;                 ///< demand never passes it; zero-initialised: none
    const struct planned_events *events; ///< past ones are left out of the fit, those to come put
                                         ///< on; NULL: none
    const struct series *driver; ///< demand follows it, and its rows beyond the demand's end are
                                 ///< its plan; NULL: none
    enum stock_choice stock;
    bool with_paths; ///< keep what sample paths are drawn from (forecast/paths.h)
};

/// How the method did on the last part of the history, which it was not shown.
struct backtest {
    size_t origins; ///< how many times a forecast was made
    size_t steps;   ///< horizon of each, in steps of step_s
    int64_t step_s; ///< an hour for series that are finer than 15 minutes, else the series' own
    double mase;  ///< mean absolute error / that of seasonal naive within the fit part; NaN if not
                  ///< possible
    double error; ///< mean absolute one, in units of demand; NaN if not possible
    double mase_naive;   ///< of seasonal naive on the same windows
    double skill;        ///< 1 - error / error of seasonal naive on the same windows
    double coverage_p95; ///< share of values at most p95
    double coverage_p99;
};

enum { FORECAST_MEMBERS = 9 };

/// One member of the ensemble.
struct forecast_member {
    const char *name;
    double weight; ///< in the combination; the best has 1
    double error;  ///< mean absolute log error of its backtest; NaN: it took no part
};

struct path_source;

struct forecast {
    char *name;
    char *key;
    struct unit unit;
    instant start;
    int64_t step_s;
    size_t n;
    double *mean;
    double *level[FORECAST_LEVELS]; ///< level[i][h]: the forecast_level[i] quantile of step h
    double *low, *high;             ///< 95 % interval
    const char *method; ///< "ensemble", "seasonal-naive" or "drift": which step of the ladder; or
                        ///< "empirical": rare demand; "smoothing": weeks, months, few days; or
                        ///< "stock"
    struct stock_growth stock_growth; ///< of a stock
    struct backtest backtest;
    struct forecast_member member[FORECAST_MEMBERS];
    size_t members;            ///< 0 below the first step of the ladder
    struct path_source *paths; ///< NULL unless asked for
    struct mask mask;          ///< what of the history was left out, and what was usual there
};

/// Forecasts one series. Errors: too few values (says how many are needed), horizon too long.
/// Degradations (short history, no season, outages left out) are notes.
int forecast_series(const struct series *series, const struct forecast_options *options,
                    struct forecast *forecast, struct notes *notes, struct err *err);

void forecast_release(struct forecast *forecast);

#endif
