// The slow movement beneath the seasons: how the level of a week follows from the weeks before, and
// a forecast for weeks and months that multiplies it with the usual week.
#ifndef HEADROOM_FORECAST_LEVEL_TREND_H
#define HEADROOM_FORECAST_LEVEL_TREND_H

#include "forecast/history.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { YEAR_HARMONICS = 3 };

/// Of a slope that is not certain, per period.
#define LEVEL_TREND_DAMPING 0.8

/// A slope this many standard errors from none begins to be carried on.
#define LEVEL_TREND_CERTAIN 2.0

struct level_trend {
    size_t period;      ///< steps a level spans: a week, or one step where that is longer
    size_t count;       ///< levels, oldest first
    double *level;      ///< logarithm of each period's mean, less the year's season
    double last;        ///< smoothed level of the last period
    double slope;       ///< per period, shrunk towards 0 where the levels are noisy
    double damping;     ///< of the slope, per period; 0.8 fades towards 1 as growth is certain
    double seen_slope;  ///< what the levels grew by per period, neither shrunk nor damped
    double certainty;   ///< standard errors by which that differs from none
    double slope_error; ///< one of them, per period
    double innovation;  ///< standard deviation of what one period brings
    bool is_capped;     ///< the history's
    double periods_per_year;
    bool has_year; ///< two years or more, and they agree
    double year[2 * YEAR_HARMONICS];
};

/// Fits the levels of `history`; smoothing, damping and the window of the slope (Theil-Sen) are the
/// cautious ones, less damped where growth is certain, unless others did clearly better from
/// earlier origins. False with fewer than three periods.
bool level_trend_fit(struct level_trend *trend, const struct history *history, int64_t step_s);

/// Logarithm of the growth over the next `periods`, never beyond believable_range_growth_limit
/// either way but below a cap.
double level_trend_growth(const struct level_trend *trend, double periods);

/// Logarithm of the level `steps` after the end of the history.
double level_trend_at(const struct level_trend *trend, double steps);

/// The level times the usual week: path of `steps` after the end of the history.
void level_trend_predict(const struct level_trend *trend, const struct history *history,
                         size_t steps, double *path);

void level_trend_release(struct level_trend *trend);

#endif
