// What demand follows: its relation to a business metric such as orders, and demand by the plan of
// that metric.
#ifndef HEADROOM_FORECAST_DRIVER_H
#define HEADROOM_FORECAST_DRIVER_H

#include "base/err.h"
#include "base/notes.h"
#include "base/str.h"
#include "series/series.h"
#include "time/zone.h"

#include <stddef.h>

/// Fewer steps that both know say nothing.
enum { DRIVER_FEWEST_STEPS = 14 };

/// log(demand) = season + elasticity log(driver), measured on steps of the coarser of the two.
struct driver_relation {
    const struct series *driver; ///< not owned
    double elasticity;           ///< per cent of demand for one per cent of the driver
    double low, high;            ///< 95 % interval
    double error;                ///< standard error
    double r_squared;            ///< of what the seasons leave
    int64_t step_s;              ///< that it was measured on
    size_t steps;                ///< used
    size_t phases;               ///< of the season that was removed; 0: none
    int64_t lag_s;               ///< demand follows the driver by this much; 0: at once
    double usual;                ///< median of the driver in the steps used
    double least, most;          ///< and its range
};

/// Relates demand to a driver: Huber's M-estimate (k = 1.345, scale by the median absolute
/// residual, as MASS::rlm) of log on log with a constant for each phase of the week (of the day
/// under three weeks, none under three days); its interval is widened by sqrt((1 + r) / (1 - r)), r
/// the first autocorrelation of the residuals. A lag of up to 14 days (48 steps of less than a day)
/// is taken where it explains clearly more. Errors: no time in common, too few steps, a driver that
/// does not move but with the season.
int driver_relate(const struct series *demand, const struct series *driver, const struct zone *zone,
                  struct driver_relation *relation, struct err *err);

/// Mean of the driver over a step of `step_s` that begins at `time`, the lag before; NaN where it
/// is not known.
double driver_value(const struct driver_relation *relation, instant time, int64_t step_s);

/// (driver / usual) ^ elasticity: what it makes of demand.
double driver_factor(const struct driver_relation *relation, double value);

/// Up to when (exclusive) the driver says what demand follows.
instant driver_end(const struct driver_relation *relation);

/// Appends "1% more orders is 0.93% more requests (0.88 to 0.98)" and how far to trust it.
void driver_describe(const struct driver_relation *relation, const struct series *demand,
                     struct str *text);

#endif
