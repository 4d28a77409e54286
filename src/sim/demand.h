// Demand at the step of a replay: a trace of any step, cut finer by a rule that keeps its totals.
#ifndef HEADROOM_SIM_DEMAND_H
#define HEADROOM_SIM_DEMAND_H

#include "base/err.h"
#include "base/notes.h"
#include "series/series.h"

/// The most ticks that a replay has.
#define DEMAND_TICKS_MAX ((size_t)50 * 1000 * 1000)

/// Mean demand within each tick, in the unit of the series; no value is missing. Zero-initialise;
/// release with demand_release.
struct demand {
    instant start;
    int64_t tick_ms;
    size_t n;
    size_t ticks_a_row; ///< ticks that a step of the trace became
    double *value;
};

/// Cuts the steps of `series` into ticks of at most `tick_s` that divide them; shorter steps stay
/// as they are. Within a step demand runs in two straight lines through its edges and its middle:
/// an edge is the mean of the steps beside it, but at most twice the smaller, and the middle is
/// what keeps the mean of the step; so totals are kept and nothing falls below 0. Missing values
/// lie on the line between those around them, which is noted. Errors: no value; negative ones; more
/// than DEMAND_TICKS_MAX ticks; a tick under 1 s.
int demand_from_series(const struct series *series, int64_t tick_s, struct demand *demand,
                       struct notes *notes, struct err *err);

/// Cuts a column that a policy watches into the same ticks, as demand_from_series does, but for its
/// gaps: what is missing stays missing (NaN) and is noted, as an autoscaler sees no value that
/// comes later. *column is to be freed. Errors: negative values; more than DEMAND_TICKS_MAX ticks.
int demand_column_from_series(const struct series *series, int64_t tick_s, double **column,
                              struct notes *notes, struct err *err);

/// The same for numbers without a name: `value` has a number for each step, NaN where it is
/// missing.
void demand_cut(const double *value, size_t n, size_t ticks_a_row, double *tick);

/// The instant at which tick `i` starts; the end of the trace for i = n.
instant demand_time(const struct demand *demand, size_t i);

double demand_mean(const struct demand *demand);

/// The highest tick; *at (may be NULL) is its place.
double demand_peak(const struct demand *demand, size_t *at);

void demand_release(struct demand *demand);

#endif
