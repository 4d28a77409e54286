// Sample paths of a forecast: demand as it may come, step after step. At every step a path has the
// distribution of the bands; from step to step it moves as the errors of the backtest did.
#ifndef HEADROOM_FORECAST_PATHS_H
#define HEADROOM_FORECAST_PATHS_H

#include "base/err.h"
#include "forecast/daily_peaks.h"
#include "forecast/error_process.h"
#include "forecast/forecast.h"
#include "forecast/predictive_table.h"
#include "forecast/weekly_peak.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Paths that are drawn side by side, which is faster than one by one.
enum { PATHS_TOGETHER = ERROR_PROCESS_LANES };

enum { PATHS_DEFAULT_SEED = 1 };

/// What the paths of one forecast are drawn from.
struct path_source {
    size_t steps;
    double *quantile; ///< steps x PREDICTIVE_LEVELS in the series' unit, each row ascending
    struct error_process errors;
    double ceiling;            ///< of a share: nothing is above; otherwise infinity
    struct weekly_peak weekly; ///< of the history at the series' step
    struct daily_peaks days;
    bool is_rare;    ///< most steps have no demand: days are those that had some
    uint64_t stream; ///< of this series: of its key and name, whatever its place among others
    /// For series that are forecast by the hour: how much of the variance of a step its whole hour
    /// shares; NULL: the errors are those of the steps.
    double *hour_share;
    size_t first_in_hour; ///< seconds of the first step within its hour
    size_t step_s;        ///< of the series
    double within_hour;   ///< autocorrelation of neighbouring steps beside their hour's
};

/// Draws `paths` (1 .. PATHS_TOGETHER) paths from number `first` (from 0) on of a forecast that
/// keeps its paths' source: forecast->n values each, one path after the other. A path is the same
/// for the same seed, whichever other paths and series are drawn.
void forecast_draw_paths(const struct forecast *forecast, uint64_t seed, size_t first, size_t paths,
                         double *value);

/// The normal scores that such paths have at each step: score[step * PATHS_TOGETHER + path].
void path_scores_draw(const struct path_source *source, uint64_t seed, size_t first, size_t paths,
                      double *score);

/// The value that a score is at a step.
double path_value(const struct path_source *source, size_t step, double score);

/// Refuses `paths` of `steps` for `series` series when they are more than `most` values; the
/// message names --paths and says what to do.
int paths_check(size_t paths, size_t steps, size_t series, size_t most, struct err *err);

/// Number of the stream of a series by its key and name.
uint64_t path_stream(const char *key, const char *name);

void path_source_release(struct path_source *source);

#endif
