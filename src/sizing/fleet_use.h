// How many instances are needed, and for how many hours: the load-duration curve of a fleet, on
// which what to buy is decided.
#ifndef HEADROOM_SIZING_FLEET_USE_H
#define HEADROOM_SIZING_FLEET_USE_H

#include "base/err.h"

#include <stddef.h>

/// The most instances of a fleet that is weighed unit by unit.
enum { FLEET_USE_UNITS_MAX = 10000000 };

/// Distinct numbers of instances, rising, and the hours in which so many are needed. Release with
/// fleet_use_release.
struct fleet_use {
    double *units;
    double *hours;
    size_t n;
    double total_hours;
};

/// Sums the hours of equal needs: `units[n]` instances for `hours[n]` each (a step of a scenario
/// counts its length x the scenario's probability). Errors: a need that is missing, below 0 or
/// above FLEET_USE_UNITS_MAX.
int fleet_use_of(const double *units, const double *hours, size_t n, struct fleet_use *use,
                 struct err *err);

void fleet_use_release(struct fleet_use *use);

/// The greatest need; 0 for an empty fleet.
double fleet_use_peak(const struct fleet_use *use);

/// Instance-hours: the sum of needs x hours.
double fleet_use_instance_hours(const struct fleet_use *use);

/// The share of the time in which unit number `unit` (from 1) is needed, u(x); the last, broken
/// part of a need counts as that part of a unit.
double fleet_use_share(const struct fleet_use *use, double unit);

/// The hours in which unit 1, 2, ... `units` is needed, into `hours[units]`.
void fleet_use_layers(const struct fleet_use *use, size_t units, double *hours);

#endif
