// The scaling equation: demand in, instances out, every buffer on its own.
#ifndef HEADROOM_SIZING_SCALING_EQUATION_H
#define HEADROOM_SIZING_SCALING_EQUATION_H

#include "base/err.h"
#include "sizing/plan_row.h"

/// What is assumed where nothing is said: 50 % headroom, one spare, a month of 730 hours;
/// everything else is not given, per_instance among it (NaN).
struct sizing sizing_defaults(void);

/// Refuses what cannot be sized with: each message names the option, its value and what it may be.
int sizing_check(const struct sizing *sizing, struct err *err);

/// Refuses a demand that is negative, or takes more than 10^12 instances: a unit is wrong then.
/// `name` is what the message calls it: "--demand", "p95".
int sizing_check_demand(const struct sizing *sizing, const char *name, double demand,
                        struct err *err);

/// What reaches the instances of a demand: less what the cache in front answers.
double sizing_reaching(const struct sizing *sizing, double asked);

/// The fleet that `need` instances' worth of demand (headroom included, rounded up) takes: with
/// spare instances, room for rolling deploys, zones filled evenly and min; max and budget are not
/// applied. Never falls when need rises.
double fleet_for_need(const struct sizing *sizing, double need);

/// Sizes one demand, in the unit of per_instance: need = demand / per_instance, x (1 + headroom),
/// rounded up once after rounding to 9 decimals; then spare, rolling deploys, zones, min and max. A
/// budget takes nothing away: it shows in bound_by and met. A missing demand (NaN) gives missing
/// values. `sizing` has passed sizing_check and demand is not negative.
void size_demand(const struct sizing *sizing, double demand, struct plan_row *row);

/// What remains of a fleet when that fails which its spare is for.
double surviving_instances(const struct sizing *sizing, double instances);

/// The latency target's percentile when that fails which the spare is for, in seconds: infinite in
/// overload, NaN without a target. Apart from the rest, because it takes as long.
double failed_latency_s(const struct sizing *sizing, const struct plan_row *row);

/// "throughput", "max" ...: as in the plan table's column bound_by.
const char *bound_by_name(enum bound_by bound_by);

#endif
