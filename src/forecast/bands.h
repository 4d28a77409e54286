// From the errors of trials to the bands of a forecast.
#ifndef HEADROOM_FORECAST_BANDS_H
#define HEADROOM_FORECAST_BANDS_H

#include "forecast/ensemble.h"
#include "forecast/predictive_table.h"

#include <stdbool.h>

/// How errors were distributed, in one transform: a size by how far ahead, a size by time of day,
/// and the quantiles of what is left.
struct error_scale {
    bool logarithm;
    size_t steps;    ///< of the trials
    double *by_step; ///< never falls with the step; mean 1
    size_t phases;
    double *by_phase;                ///< in units of the transform
    double reach[PREDICTIVE_LEVELS]; ///< signed, standardised
    double interval;                 ///< of the 95 % interval, standardised
};

struct bands {
    struct error_scale logarithm, linear;
    double growth; ///< variance added per step beyond the trials, as a share of that at their end
    double drift;  ///< the same for each step's square: of a trend that may be wrong; 0 unless set
    double *naive_share; ///< of seasonal naive's own errors in the mixture, by step of the trials
};

/// Learns from origins `from` to `to` (exclusive) of the trials. growth < 0: unknown, as a random
/// walk.
void bands_fit(struct bands *bands, const struct history *history, const struct trials *trials,
               size_t from, size_t to, double growth);

/// Puts the bands of step `h` ahead of `origin` around `centre` into a row and an interval.
void bands_apply(const struct bands *bands, const struct history *history, size_t origin, size_t h,
                 double centre, double row[PREDICTIVE_LEVELS], double *low, double *high);

/// The same for one of the outlook's levels.
double bands_quantile(const struct bands *bands, const struct history *history, size_t origin,
                      size_t h, double centre, size_t level);

/// Mixes in what seasonal naive and its own past errors say, for whole outlooks that start at the
/// end of the history: by naive_share for the first `steps`, then by less, down to nothing at step
/// `until`.
void bands_mix_naive(const struct bands *bands, const struct history *history, size_t steps,
                     size_t until, struct predictive_table *outlook);

/// From step `from` on, a share of what the changes over as many whole weeks were, from the same
/// hour of the last week or from the centre, whichever is higher: averaged quantile by quantile. A
/// weekend is held against a weekend, however far ahead. Nothing under two weeks
/// (days, where the history tells no weeks).
void bands_mix_weeks(const struct history *history, size_t from, struct predictive_table *outlook);

/// Widens all reaches by a factor.
void bands_widen(struct bands *bands, double factor);

void bands_release(struct bands *bands);

#endif
