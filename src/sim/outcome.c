#include "sim/outcome.h"

#include <string.h>

#define MEASURE_OF(field, kind, span, unit, where, meaning)                                        \
    {                                                                                              \
#field, kind, span, unit, offsetof(struct outcome, field), where, meaning                  \
    }
#define MEASURE(field, kind, unit, meaning) MEASURE_OF(field, kind, SPAN_MEAN, unit, 0, meaning)
#define MEASURE_SUM(field, kind, unit, meaning) MEASURE_OF(field, kind, SPAN_SUM, unit, 0, meaning)
#define MEASURE_EXTREME(field, kind, unit, meaning)                                                \
    MEASURE_OF(field, kind, SPAN_EXTREME, unit, 0, meaning)
#define MEASURE_AT(field, kind, unit, at, meaning)                                                 \
    MEASURE_OF(field, kind, SPAN_MEAN, unit, offsetof(struct outcome, at), meaning)
#define MEASURE_EXTREME_AT(field, kind, unit, at, meaning)                                         \
    MEASURE_OF(field, kind, SPAN_EXTREME, unit, offsetof(struct outcome, at), meaning)

// clang-format off
const struct outcome_measure outcome_measures[] = {
    MEASURE_AT(violation, MEASURE_SHARE, "", longest_at,
        "share of the time in which demand is above what the instances in service serve well, or the "
        "latency target is missed"),
    MEASURE_AT(violation_requests, MEASURE_SHARE, "", longest_at,
        "share of the demand that arrives in such times, or is lost"),
    MEASURE_AT(lost, MEASURE_SHARE, "", worst_at, "share of the demand that is lost"),
    MEASURE_EXTREME_AT(longest_violation_s, MEASURE_SECONDS, "", longest_at,
        "the longest time in violation without a break"),
    MEASURE_EXTREME_AT(worst_shortfall, MEASURE_NUMBER, "of the demand", worst_at,
        "the most that demand was above what was served well"),
    MEASURE_AT(overloaded_minutes_day, MEASURE_NUMBER, "instance-minutes", worst_at,
        "minutes for which instances were overloaded, all together, a day"),
    MEASURE_EXTREME_AT(backlog_most, MEASURE_NUMBER, "demand x s", worst_at, "the most that waited"),
    MEASURE_SUM(short_demand, MEASURE_NUMBER, "demand x s",
        "demand above what was served well: request-seconds, of requests"),
    MEASURE(utilization_mean, MEASURE_SHARE, "", "demand as a share of the capacity in service, over the time that has any"),
    MEASURE(utilization_p50, MEASURE_SHARE, "", "its median over time"),
    MEASURE(utilization_p95, MEASURE_SHARE, "", "what it is below for 95% of the time"),
    MEASURE(utilization_p99, MEASURE_SHARE, "", "what it is below for 99% of the time"),
    MEASURE_EXTREME_AT(utilization_max, MEASURE_SHARE, "", worst_at, "its highest value"),
    MEASURE_EXTREME_AT(tested_most, MEASURE_NUMBER, "x", worst_at,
        "the most demand of an instance, as a multiple of --tested-to; above 1 no test says that it can"),
    MEASURE(latency_mean_s, MEASURE_SECONDS, "",
        "mean of the latency target's percentile over requests; missing when endless"),
    MEASURE(latency_p50_s, MEASURE_SECONDS, "", "its median over requests"),
    MEASURE(latency_p95_s, MEASURE_SECONDS, "", "what it is below for 95% of the requests"),
    MEASURE(latency_p99_s, MEASURE_SECONDS, "", "what it is below for 99% of the requests"),
    MEASURE_EXTREME_AT(latency_max_s, MEASURE_SECONDS, "", worst_at, "its highest value"),
    MEASURE(theta_under, MEASURE_PERCENT, "%", "instances missing, as a share of the need, over time"),
    MEASURE(theta_over, MEASURE_PERCENT, "%", "instances too many, as a share of the need, over time"),
    MEASURE(tau_under, MEASURE_PERCENT, "%", "time with too few instances"),
    MEASURE(tau_over, MEASURE_PERCENT, "%", "time with too many instances"),
    MEASURE(instability, MEASURE_PERCENT, "%",
        "steps in which instances and need change in different directions"),
    MEASURE_SUM(changes, MEASURE_NUMBER, "", "changes of the desired capacity"),
    MEASURE(flaps_hour, MEASURE_NUMBER, "", "changes of direction, an hour"),
    MEASURE(flaps_day, MEASURE_NUMBER, "", "changes of direction, a day"),
    MEASURE_EXTREME(velocity_most, MEASURE_NUMBER, "instances", "the most that came into service in a minute"),
    MEASURE_EXTREME(overshoot, MEASURE_SHARE, "",
        "the most instances above the highest need of a shortage and the time until it settled, as a share "
        "of that need"),
    MEASURE_EXTREME(settling_s, MEASURE_SECONDS, "",
        "the longest time from a shortage until the instances in service stay the same for ten minutes"),
    MEASURE(instances_mean, MEASURE_NUMBER, "instances", "in service, over time"),
    MEASURE_EXTREME(instances_min, MEASURE_NUMBER, "instances", "the fewest in service"),
    MEASURE_EXTREME(instances_max, MEASURE_NUMBER, "instances", "the most in service"),
    MEASURE_SUM(serving_hours, MEASURE_NUMBER, "instance-hours", "in service"),
    MEASURE_SUM(pending_hours, MEASURE_NUMBER, "instance-hours", "starting"),
    MEASURE_SUM(draining_hours, MEASURE_NUMBER, "instance-hours", "finishing before termination"),
    MEASURE_SUM(pool_hours, MEASURE_NUMBER, "instance-hours", "of the warm pool, as far as it is paid for"),
    MEASURE_SUM(instance_hours, MEASURE_NUMBER, "instance-hours", "the sum of these four"),
    MEASURE_SUM(waste_hours, MEASURE_NUMBER, "instance-hours", "in service above the need"),
    MEASURE_SUM(charged_hours, MEASURE_NUMBER, "instance-hours", "with each life rounded up to what is billed"),
    MEASURE_SUM(cost, MEASURE_MONEY, "", "of the time replayed"),
    MEASURE(cost_month, MEASURE_MONEY, "", "the same for a month"),
    {NULL, MEASURE_NUMBER, SPAN_MEAN, NULL, 0, 0, NULL},
};
// clang-format on

const struct outcome_measure *outcome_measure_find(const char *name)
{
    for (const struct outcome_measure *measure = outcome_measures; measure->name != NULL; measure++)
        if (strcmp(measure->name, name) == 0)
            return measure;
    return NULL;
}

double outcome_value(const struct outcome *outcome, const struct outcome_measure *measure)
{
    double value;
    memcpy(&value, (const char *)outcome + measure->offset, sizeof value);
    return value;
}

instant outcome_where(const struct outcome *outcome, const struct outcome_measure *measure)
{
    if (measure->where == 0)
        return INSTANT_NONE;
    instant where;
    memcpy(&where, (const char *)outcome + measure->where, sizeof where);
    return where;
}
