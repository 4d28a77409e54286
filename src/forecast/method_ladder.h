// The forecast of one history at its own step: the ladder from nine members down to a drift.
#ifndef HEADROOM_FORECAST_METHOD_LADDER_H
#define HEADROOM_FORECAST_METHOD_LADDER_H

#include "base/notes.h"
#include "forecast/ensemble.h"
#include "forecast/forecast.h"
#include "forecast/fresh_shift.h"
#include "forecast/history.h"
#include "forecast/paths.h"
#include "forecast/predictive_table.h"
#include "forecast/stock.h"
#include "time/zone.h"

enum { LADDER_FEWEST_VALUES = 4 };

/// A shift of level that is taken into account: what was before `time` is fitted times `factor`.
struct level_change {
    instant time;
    double factor; ///< 0: there is none
    bool is_tried; ///< taken only where the trials since then are the better for it
};

/// A regular series to forecast and how far.
struct ladder_input {
    const double *value; ///< NaN is missing
    const double *usual; ///< stands where a value was left out, without weight; NaN else; or NULL
    size_t n;
    instant start;
    int64_t step_s;
    const struct zone *zone; ///< NULL: UTC
    bool may_be_negative;
    bool is_capped;  ///< values are odds below a cap: growth needs no other bound
    bool is_settled; ///< the level is taken as it is: no fresh shift is looked for
    struct level_change change;
    size_t steps; ///< to forecast after the last value's step
};

/// What the levels of the weeks did and are taken to do, as shares a month of 730 h.
struct growth_report {
    bool is_used;    ///< the horizon is long enough for it to matter
    bool is_certain; ///< that of the history differs from none by more than chance
    double history, forecast;
};

/// What was done, for notes, `fit` and the backtest columns.
struct ladder_report {
    const char *method;
    struct backtest backtest;
    struct growth_report growth;
    bool is_moved;                       ///< the change of level was taken into account
    struct fresh_shift fresh;            ///< a shift of level under a day old
    size_t outliers;                     ///< replaced before the fit
    size_t first_outlier;                ///< step of the history
    double member_error[ENSEMBLE_TRIED]; ///< mean absolute log error of the trials; NaN: not used
    double member_weight[ENSEMBLE_MEMBERS];
    struct stock_growth stock_growth; ///< of a stock
    struct path_source *paths; ///< filled, but for the quantiles, where the caller has one; or NULL
};

/// Forecasts `steps` after the end of `history` (at least LADDER_FEWEST_VALUES measured), in the
/// units of the series. Steps of the ladder below the first are noted.
void method_ladder_forecast(const struct history *history, int64_t step_s, size_t steps,
                            struct predictive_table *outlook, struct ladder_report *report,
                            struct notes *notes);

#endif
