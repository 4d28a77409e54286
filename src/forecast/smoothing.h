// Exponential smoothing of short and coarse series: every setting of the innovations state space
// model (Hyndman, Koehler, Ord and Snyder, "Forecasting with Exponential Smoothing", 2008) counts
// by how likely it makes the history, so that what is not known of the setting widens the bands.
#ifndef HEADROOM_FORECAST_SMOOTHING_H
#define HEADROOM_FORECAST_SMOOTHING_H

#include "forecast/history.h"
#include "forecast/season_profile.h"

#include <stdbool.h>
#include <stddef.h>

enum { SMOOTHING_FEWEST = 8, SMOOTHING_SETTINGS = 72 };

/// One setting at the end of the history. y[t] = level + phi slope + e; level += phi slope + alpha
/// e; slope = phi slope + beta e.
struct smoothed {
    double alpha, beta, phi; ///< phi 0: no slope
    double level, slope;
    double level_variance, covariance, slope_variance; ///< of those two, as shares of that of e
    double variance;                                   ///< of e
    double weight;                                     ///< its posterior probability
};

struct smoothing {
    bool logarithm; ///< of the values, or the values themselves
    size_t n;       ///< steps that were seen
    struct season_profile season;
    struct smoothed setting[SMOOTHING_SETTINGS];
    double freedom;  ///< degrees, of the noise's variance
    double evidence; ///< log probability of the values, up to a constant that transforms share
};

/// Fits to the first `n` steps of `history`: the season's profile first, then all settings to what
/// is left, single outliers pulled in to four robust standard deviations. False with fewer than
/// SMOOTHING_FEWEST measured values, or when they leave no error.
bool smoothing_fit(struct smoothing *fit, const struct history *history, size_t n, bool logarithm);

/// Mean and standard deviation, on the scale of the fit, of each of the `steps` after those seen:
/// those of the mixture of the settings, with what is not known of level, slope and season. The
/// distribution is Student's with `freedom` degrees.
void smoothing_predict(const struct smoothing *fit, const struct history *history, size_t steps,
                       double *centre, double *deviation);

void smoothing_release(struct smoothing *fit);

#endif
