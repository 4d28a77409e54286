// The highest demand of each day, week or month to come. The quantile of a maximum is not the
// maximum of quantiles: a week has many steps that may be its highest.
#ifndef HEADROOM_FORECAST_PEAKS_H
#define HEADROOM_FORECAST_PEAKS_H

#include "base/err.h"
#include "forecast/forecast.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PEAKS_DEFAULT_PATHS = 1000, PEAKS_FEWEST_PATHS = 100, PEAKS_MOST_VALUES = 200000000 };

struct peaks_options {
    int64_t period_s;
    size_t paths; ///< from which the quantiles come; 0: peaks_usual_paths
    uint64_t seed;
    size_t threads;
    bool with_rest; ///< what is left over is a last, shorter period; so is a forecast shorter than
                    ///< one
};

struct peaks {
    size_t periods;                 ///< within the forecast, from its first step on
    size_t steps;                   ///< of each whole one
    size_t last_steps;              ///< of the last one: fewer where it is a rest
    size_t left_over;               ///< steps after the last period
    double *mean;                   ///< of each period's maximum
    double *level[FORECAST_LEVELS]; ///< its quantiles, in the order of forecast_level
};

/// The peaks of a forecast that keeps its paths' source. Errors name --peak or --paths: a period
/// that is no multiple of the step or longer than the forecast, too few paths or too many values.
int peaks_init(struct peaks *peaks, const struct forecast *forecast,
               const struct peaks_options *given, struct err *err);

void peaks_release(struct peaks *peaks);

#endif
