#include "sim/rate_limits.h"

#include "base/vec.h"

#include <math.h>
#include <stdlib.h>

static const struct rate_limit default_up[] = {{.percent = false, .value = 4, .period_s = 15},
                                               {.percent = true, .value = 100, .period_s = 15}};
static const struct rate_limit default_down[] = {{.percent = true, .value = 100, .period_s = 15}};

void scale_events_add(struct scale_events *events, double now_s, int32_t change, double longest_s)
{
    size_t kept = 0;
    for (size_t i = 0; i < events->count; i++)
        if (now_s - events->event[i].time_s < longest_s)
            events->event[kept++] = events->event[i];
    events->count = kept;
    struct timed_value event = {now_s, change};
    VEC_PUSH(events->event, events->count, events->capacity, event);
}

int32_t scale_events_sum(const struct scale_events *events, double now_s, double period_s)
{
    int32_t sum = 0;
    for (size_t i = events->count; i-- > 0;)
        if (now_s - events->event[i].time_s < period_s)
            sum += events->event[i].value;
    return sum;
}

void scale_events_release(struct scale_events *events)
{
    free(events->event);
    *events = (struct scale_events){0};
}

const char *scaling_limit_name(enum scaling_limit limit)
{
    static const char *const name[] = {
        [WITHIN_RANGE] = "DesiredWithinRange",   [SCALE_UP_LIMIT] = "ScaleUpLimit",
        [SCALE_DOWN_LIMIT] = "ScaleDownLimit",   [TOO_FEW_REPLICAS] = "TooFewReplicas",
        [TOO_MANY_REPLICAS] = "TooManyReplicas",
    };
    return name[limit];
}

double scaling_rules_longest_period_s(const struct scaling_rules *rules)
{
    double longest_s = default_up->period_s;
    for (size_t i = 0; i < rules->limits; i++)
        longest_s = fmax(longest_s, rules->limit[i].period_s);
    return longest_s;
}

/// A replica count as a cast in Go makes it, but for what lies outside.
static int32_t to_replicas(double replicas)
{
    if (!(replicas < INT32_MAX))
        return INT32_MAX;
    return replicas > INT32_MIN ? (int32_t)replicas : INT32_MIN;
}

/// How far one policy lets the count go from where its period began.
static int32_t policy_bound(const struct rate_limit *limit, double start, bool up)
{
    if (!limit->percent)
        return to_replicas(up ? start + limit->value : start - limit->value);
    // Rounded up when adding, or small counts could never grow.
    return to_replicas(up ? ceil(start * (1 + limit->value / 100))
                          : start * (1 - limit->value / 100));
}

/// How far the rules let the count go, at least where it is.
static int32_t rules_bound(const struct scaling_rules *rules, bool up,
                           const struct scale_events *added, const struct scale_events *removed,
                           double now_s, int32_t current)
{
    if (rules->select == SELECT_DISABLED)
        return current;
    const struct rate_limit *limit = rules->limit;
    size_t limits = rules->limits;
    if (limits == 0) {
        limit = up ? default_up : default_down;
        limits = up ? sizeof default_up / sizeof *default_up
                    : sizeof default_down / sizeof *default_down;
    }
    bool greatest = up == (rules->select == SELECT_MAX);
    int32_t bound = 0;
    for (size_t i = 0; i < limits; i++) {
        double start = (double)current - scale_events_sum(added, now_s, limit[i].period_s) +
                       scale_events_sum(removed, now_s, limit[i].period_s);
        int32_t one = policy_bound(&limit[i], start, up);
        if (i == 0 || (greatest ? one > bound : one < bound))
            bound = one;
    }
    return (up ? bound < current : bound > current) ? current : bound;
}

/// `desired`, but no more than the lesser of two upper bounds.
static int32_t bound_above(int32_t desired, int32_t bound, int32_t max, enum scaling_limit *limit)
{
    *limit = max > bound ? SCALE_UP_LIMIT : TOO_MANY_REPLICAS;
    int32_t most = max > bound ? bound : max;
    if (desired > most)
        return most;
    *limit = WITHIN_RANGE;
    return desired;
}

static int32_t bound_below(int32_t desired, int32_t bound, int32_t min, enum scaling_limit *limit)
{
    *limit = min < bound ? SCALE_DOWN_LIMIT : TOO_FEW_REPLICAS;
    int32_t least = min < bound ? bound : min;
    if (desired < least)
        return least;
    *limit = WITHIN_RANGE;
    return desired;
}

/// Without a behavior block.
static int32_t apply_legacy(const struct replica_range *range, int32_t current, int32_t desired,
                            enum scaling_limit *limit)
{
    if (desired < range->min) {
        *limit = TOO_FEW_REPLICAS;
        return range->min;
    }
    return bound_above(desired, to_replicas(fmax(2 * (double)current, 4)), range->max, limit);
}

int32_t rate_limits_apply(const struct replica_policy *policy, const struct replica_range *range,
                          const struct scale_events *added, const struct scale_events *removed,
                          double now_s, int32_t current, int32_t desired, enum scaling_limit *limit)
{
    *limit = WITHIN_RANGE;
    if (!policy->has_behavior)
        return apply_legacy(range, current, desired, limit);
    if (desired > current) {
        int32_t bound = rules_bound(&policy->up, true, added, removed, now_s, current);
        return bound_above(desired, bound, range->max, limit);
    }
    if (desired < current) {
        int32_t bound = rules_bound(&policy->down, false, added, removed, now_s, current);
        return bound_below(desired, bound, range->min, limit);
    }
    return desired;
}
