// The highest value of the days to come, from those of the days that were: a level that may be
// wrong, and round it the maxima of days with a heavy tail. Few days make that tail heavy.
#ifndef HEADROOM_FORECAST_DAILY_PEAKS_H
#define HEADROOM_FORECAST_DAILY_PEAKS_H

#include "forecast/predictive_table.h"

#include <stdbool.h>
#include <stddef.h>

enum { DAILY_PEAKS_MOST = 112, DAILY_PEAKS_FEWEST = 2 };

/// How far days' maxima lie from where they were to be expected, in logarithms: as they were up to
/// u, beyond it a Lomax tail, pu (1 + (x - u) / b)^-a, which is an exponential excess whose rate is
/// not known (Davison and Smith, 1990, with a gamma prior).
struct peak_errors {
    size_t n;
    double error[DAILY_PEAKS_MOST];  ///< ascending
    double weight[DAILY_PEAKS_MOST]; ///< half after 14 days
    double below[DAILY_PEAKS_MOST];  ///< chance of less than error[i]
    double u, pu, a, b;
};

/// What the days of a history were like, latest first. Days are 24 h counted back from its end.
struct daily_peaks {
    size_t days; ///< that are known; 0: fewer than DAILY_PEAKS_FEWEST
    size_t age[DAILY_PEAKS_MOST];
    double most[DAILY_PEAKS_MOST]; ///< logarithm of the greatest value
    double mean[DAILY_PEAKS_MOST]; ///< logarithm of the mean
    double greatest;               ///< of `most`
    double spike;    ///< log(greatest / 95 % quantile) of the last 56 days' steps, 0 to 1.5
    double variance; ///< of the level, a week ahead
    bool has_ratio;  ///< a day has several steps
    struct peak_errors ratio;        ///< from the day's mean
    struct peak_errors maximum;      ///< from the median of the maxima of the 14 days before
    double recent_most, recent_mean; ///< medians of the last 14 days
};

/// Learns from n values, `day` of them a day; NaN is missing. A day needs half as many
/// values as usual, and a mean above 0.
void daily_peaks_learn(struct daily_peaks *peaks, const double *value, size_t n, size_t day);

/// Standard deviation of the level's error for `period` days that begin `start` days from now.
double daily_peaks_level_sd(const struct daily_peaks *peaks, size_t start, size_t period);

/// Logarithms of the quantiles of the highest value of `period` days that begin `start` days from
/// now, at predictive_level. mean: logarithms of the forecast's means of the `days` to come.
void daily_peaks_quantiles(const struct daily_peaks *peaks, const double *mean, size_t days,
                           size_t start, size_t period, double quantile[PREDICTIVE_LEVELS]);

/// What the ways to tell a peak say of one level, in logarithms.
struct peak_views {
    double level;
    double days, days_middle;   ///< of daily_peaks_quantiles: at the level, at 50 %
    double paths, paths_middle; ///< of the maxima of sample paths
    double weeks;               ///< of the weeks' own peaks, the middle; NaN: they tell none
    double greatest;            ///< of the days that were
};

/// Their mixture: the middles averaged, round them quantiles averaged and stretched by `kappa`,
/// above the middle at most so far beyond the greatest that was seen.
double daily_peaks_mix(const struct peak_views *views, double kappa);

#endif
