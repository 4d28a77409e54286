// What a replay measured: how well demand was served, what it took, and when it was worst.
#ifndef HEADROOM_SIM_OUTCOME_H
#define HEADROOM_SIM_OUTCOME_H

#include "time/instant.h"

#include <stdbool.h>
#include <stddef.h>

/// Shares are 0 .. 1, but for theta, tau and instability, which are per cent as in their source. A
/// step violates when demand is above what the instances in service serve well, or the latency
/// target is missed, or something waits or is lost. Need is demand / per_instance, rounded up.
///
/// theta, tau and instability: Herbst, Kounev and Reussner, "Elasticity in Cloud Computing", ICAC
/// 2013, in the normalised form of SPEC RG's "Ready for Rain?" (2016): with need d and supply s
/// over time T, theta_U = 100/T sum (d - s)+ / d dt, theta_O = 100/T sum (s - d)+ / d dt (d at
/// least 1), tau the share of time with d > s and s > d, instability the share of steps in which
/// supply and need change in different directions.
struct outcome {
    double hours; ///< measured
    // Service
    double violation;          ///< share of the time
    double violation_requests; ///< share of the demand that arrived while it lasted or was lost
    double lost;               ///< share of the demand that was lost
    double longest_violation_s;
    instant longest_at;            ///< its start; INSTANT_NONE: no violation
    double worst_shortfall;        ///< highest demand above what was served well, in its unit
    instant worst_at;              ///< INSTANT_NONE: never
    double overloaded_minutes_day; ///< minutes of instances that were overloaded, a day
    double backlog_most;           ///< in demand x seconds
    double short_demand;           ///< above what was served well, in demand x seconds
    double utilization_mean, utilization_p50, utilization_p95, utilization_p99; ///< over time
    double utilization_max; ///< of demand to capacity: above 1 in overload
    double tested_most;     ///< the most demand of an instance / what was tested; NaN: not known
    double latency_mean_s;  ///< of the target's percentile, over requests; NaN without a model
    double latency_p50_s, latency_p95_s, latency_p99_s, latency_max_s;
    // Elasticity
    double theta_under, theta_over, tau_under, tau_over, instability;
    double changes;               ///< of the desired capacity
    double flaps_hour, flaps_day; ///< changes in the other direction than the one before
    double velocity_most;         ///< instances that came into service in a minute
    double overshoot;             ///< see sim/step_response.h
    double settling_s;
    // What it took
    double instances_mean, instances_min, instances_max;             ///< in service
    double serving_hours, pending_hours, draining_hours, pool_hours; ///< instance-hours paid for
    double instance_hours;                                           ///< their sum
    double waste_hours;      ///< of those in service, above the need
    double charged_hours;    ///< rounded up by the billing unit, for each life
    double cost, cost_month; ///< NaN without a price
};

enum measure_kind {
    MEASURE_SHARE,   ///< 0 .. 1, shown as per cent
    MEASURE_PERCENT, ///< 0 .. 100
    MEASURE_NUMBER,
    MEASURE_SECONDS,
    MEASURE_MONEY,
};

/// How what is measured of a time follows from the parts of it.
enum measure_span {
    SPAN_MEAN,    ///< a share, a rate or a mean: about the mean of the parts
    SPAN_EXTREME, ///< the highest or lowest of them
    SPAN_SUM,
};

/// One measure of an outcome by its name: what summaries list and rules are about.
struct outcome_measure {
    const char *name;
    enum measure_kind kind;
    enum measure_span span;
    const char *unit; ///< "instance-hours"; "" where the kind says it
    size_t offset;    ///< of the double in struct outcome
    size_t where;     ///< of the instant that says when it was worst; 0: none
    const char *meaning;
};

/// All of them, in the order of summaries; ended by a NULL name.
extern const struct outcome_measure outcome_measures[];

/// NULL when there is none of this name.
const struct outcome_measure *outcome_measure_find(const char *name);

double outcome_value(const struct outcome *outcome, const struct outcome_measure *measure);

/// When the measure was worst; INSTANT_NONE where it has no such time.
instant outcome_where(const struct outcome *outcome, const struct outcome_measure *measure);

#endif
