// What the models are fitted to: the measured values on the local clock, scaled, without holes.
#ifndef HEADROOM_FORECAST_HISTORY_H
#define HEADROOM_FORECAST_HISTORY_H

#include "forecast/calendar.h"

#include <stdbool.h>
#include <stddef.h>

struct history {
    size_t n;           ///< local steps, from the first to the last measured one
    double *value;      ///< divided by `scale`; missing ones filled from their season
    double *weight;     ///< 1 measured, 0 filled: filled values are never fitted to or scored
    double scale;       ///< a power of two, so that scaling loses no bit
    double log_shift;   ///< added before a logarithm is taken
    double least, most; ///< of the measured values, scaled
    size_t outages;     ///< steps left out as outages
    size_t first_outage;
    bool ends_in_outage; ///< its last steps were cut off
    double fence;        ///< models see no value above it; scores and bands do
    size_t measured;
    bool is_capped;             ///< values are odds below a cap: growth needs no other bound
    bool nonnegative;           ///< demand: no forecast goes below zero
    size_t season, long_season; ///< as in the calendar; 0 when the history cannot show them
    size_t clock_season;        ///< as in the calendar, whatever the history shows
    size_t phase;               ///< of value[0] in the long season (or the season)
    bool is_settled;            ///< its level is taken as it is: no fresh shift is looked for
    size_t change;        ///< values before this step were moved to the level of what follows,
    double change_factor; ///< times this; 0: all are as measured
};

/// Builds the history of `values` (NaN is missing), whose i-th stands at calendar_local(i). At most
/// `longest` local steps are kept, the last ones. *first is the local step of value[0]. Two UTC
/// steps of one local step are averaged. `usual` (or NULL) stands, without weight, where a value is
/// missing and it is not NaN. `n` is 0 when nothing was measured.
void history_init(struct history *history, const struct calendar *calendar, const double *values,
                  const double *usual, size_t n, size_t longest, size_t *first);

/// Phase in the season, and in the long season, of step t (which may lie beyond the end).
size_t history_phase(const struct history *history, size_t t);
size_t history_long_phase(const struct history *history, size_t t);

/// The value of step t at the level that it was measured at.
double history_measured(const struct history *history, size_t t);

/// log(x + log_shift), bounded below where x + log_shift is not positive; and its inverse.
double history_log(const struct history *history, double x);
double history_exp(const struct history *history, double logarithm);

void history_release(struct history *history);

#endif
