// Whether a policy can act at all: its alarms and steps over everything that the metric can be, and
// every size of the group, by the functions that a replay decides with.
#include "policy/aws/step_scaling.h"
#include "policy/core/lint_part.h"

#include <math.h>

/// Sizes beyond are looked at in as many places only: no bound of a step counts instances.
enum { SIZES_MOST = 2000 };

/// What a metric can be: shares are of 100 %, counts and times not below 0.
struct range {
    double low, high;
};

static struct range range_of(const struct scaling_metric *metric)
{
    bool unknown = metric->kind == METRIC_OTHER || metric->expression != NULL;
    bool percent = metric->kind == METRIC_CPU || metric->kind == METRIC_MEMORY;
    // A sum of shares over the instances is none.
    bool whole = metric->statistic == STATISTIC_SUM || metric->statistic == STATISTIC_SAMPLE_COUNT;
    return (struct range){
        .low = unknown ? -INFINITY : 0,
        .high = !unknown && percent && !whole ? 100 : INFINITY,
    };
}

/// The places of the metric at which something can change: its ends, the threshold, the bounds of
/// the steps, and just beside each of them.
enum { STEPS_MOST = 64, PLACES_EACH = 3, PLACES_MAX = 4 * PLACES_EACH * (2 * STEPS_MOST + 3) };

struct places {
    double value[PLACES_MAX];
    size_t count;
};

static void add_place(struct places *places, const struct range *range, double value)
{
    double step = fmax(fabs(value), 1) * 1e-6;
    for (int side = -1; side <= 1 && isfinite(value); side++) {
        double place = value + side * step;
        if (place >= range->low && place <= range->high && places->count < PLACES_MAX)
            places->value[places->count++] = place;
    }
}

static void add_places(const struct policy_alarm *alarm, const struct scaling_policy *policy,
                       struct places *places)
{
    const struct range range = range_of(&alarm->metric);
    static const double FAR = 1e6;
    add_place(places, &range, alarm->threshold);
    add_place(places, &range, isfinite(range.low) ? range.low : alarm->threshold - FAR);
    add_place(places, &range, isfinite(range.high) ? range.high : alarm->threshold + FAR);
    for (size_t i = 0; policy != NULL && i < policy->steps && i < STEPS_MOST; i++) {
        add_place(places, &range, alarm->threshold + policy->step[i].lower);
        add_place(places, &range, alarm->threshold + policy->step[i].upper);
    }
}

static void find_places(const struct policy_alarm *alarm, const struct scaling_policy *policy,
                        struct places *places)
{
    places->count = 0;
    add_places(alarm, policy, places);
}

/// Whether the alarm can be on, and off.
static void lint_alarm_states(const struct lint_run *run, const struct policy_alarm *alarm)
{
    struct places places;
    size_t on = 0;
    find_places(alarm, NULL, &places);
    for (size_t i = 0; i < places.count; i++)
        on += alarm_breaches(alarm, places.value[i]) ? 1 : 0;
    if (on == 0)
        lint_add(run, LINT_ALARM_NEVER_ON, &alarm->origin, "alarm %s: a threshold of %s",
                 lint_name(run, alarm->name), lint_number(run, alarm->threshold));
    else if (on == places.count)
        lint_add(run, LINT_ALARM_ALWAYS_ON, &alarm->origin, "alarm %s: a threshold of %s",
                 lint_name(run, alarm->name), lint_number(run, alarm->threshold));
}

/// Whether any alarm of the policy shows a value within the step.
static bool is_reached(const struct lint_run *run, const struct scaling_policy *policy,
                       const struct step_adjustment *step)
{
    for (size_t k = 0; k < policy->alarms; k++) {
        const struct policy_alarm *alarm = &run->set->alarm[policy->alarm[k]];
        struct places places;
        find_places(alarm, policy, &places);
        for (size_t i = 0; i < places.count; i++)
            if (alarm_breaches(alarm, places.value[i]) &&
                step_find(policy, alarm_side(alarm->comparison), alarm->threshold,
                          places.value[i]) == step)
                return true;
    }
    return policy->alarms == 0;
}

/// A step beyond what the metric can be has a rule of its own.
static bool is_beyond(const struct policy_set *set, const struct scaling_policy *policy,
                      const struct step_adjustment *step)
{
    for (size_t k = 0; k < policy->alarms; k++) {
        const struct policy_alarm *alarm = &set->alarm[policy->alarm[k]];
        const struct range range = range_of(&alarm->metric);
        if (alarm->threshold + step->lower >= range.high ||
            alarm->threshold + step->upper <= range.low)
            return true;
    }
    return false;
}

static void lint_unreached(const struct lint_run *run, const struct scaling_policy *policy)
{
    for (size_t i = 0; i < policy->steps; i++) {
        const struct step_adjustment *step = &policy->step[i];
        if (is_reached(run, policy, step) || is_beyond(run->set, policy, step))
            continue;
        lint_add(run, LINT_STEP_UNREACHED,
                 step->origin.file == NULL ? &policy->origin : &step->origin,
                 "policy %s: step %zu, from %.10g to %.10g, which would %s",
                 lint_name(run, policy->name), i + 1, step->lower, step->upper,
                 policy->adjustment_type == ADJUST_EXACT ? "set the size"
                 : step->adjustment > 0                  ? "add"
                                                         : "remove");
    }
}

/// What a policy makes of a group of `size` when its alarm sees a value.
static double wanted(const struct policy_set *set, const struct scaling_policy *policy,
                     const struct policy_alarm *alarm, double size, double value)
{
    const struct group_capacity capacity = {
        .current = size, .desired = size, .min = set->group.min, .max = set->group.max};
    if (!alarm->actions_enabled || !alarm_breaches(alarm, value))
        return size;
    return policy->kind == POLICY_SIMPLE
               ? adjustment_desired(policy, policy->adjustment, &capacity)
               : step_scaling_desired(policy, alarm_side(alarm->comparison), alarm->threshold,
                                      value, &capacity);
}

/// Whether a policy adds to a group of `size` whatever the metric of its alarm is.
static bool always_adds(const struct policy_set *set, const struct scaling_policy *policy,
                        const struct policy_alarm *alarm, double size)
{
    struct places places;
    find_places(alarm, policy, &places);
    for (size_t i = 0; i < places.count; i++)
        if (!(wanted(set, policy, alarm, size, places.value[i]) > size))
            return false;
    return places.count > 0;
}

static bool has_steps(const struct scaling_policy *policy)
{
    return policy->enabled && (policy->kind == POLICY_STEP || policy->kind == POLICY_SIMPLE);
}

/// A set whose maximum cuts nothing: what asks for more than it is the strongest all the same.
static struct policy_set without_maximum(const struct policy_set *set)
{
    struct policy_set open = *set;
    open.group.max = INFINITY;
    return open;
}

/// Whether any policy adds to a group of `size` while the metric of `alarm` has a value: what adds
/// is stronger than what removes.
static bool is_outdone(const struct policy_set *set, const struct policy_alarm *alarm, double size,
                       double value)
{
    const struct policy_set open = without_maximum(set);
    for (size_t i = 0; i < set->policies; i++) {
        const struct scaling_policy *policy = &set->policy[i];
        for (size_t k = 0; has_steps(policy) && k < policy->alarms; k++) {
            const struct policy_alarm *other = &set->alarm[policy->alarm[k]];
            bool same = lint_same_metric(&other->metric, &alarm->metric);
            if (same ? wanted(&open, policy, other, size, value) > size
                     : always_adds(&open, policy, other, size))
                return true;
        }
    }
    return false;
}

/// Adds the places of what else acts on the metric of an alarm.
static void add_others(const struct policy_set *set, const struct policy_alarm *alarm,
                       struct places *places)
{
    for (size_t i = 0; i < set->policies; i++) {
        const struct scaling_policy *policy = &set->policy[i];
        for (size_t k = 0; has_steps(policy) && k < policy->alarms; k++) {
            const struct policy_alarm *other = &set->alarm[policy->alarm[k]];
            if (other != alarm && lint_same_metric(&other->metric, &alarm->metric))
                add_places(other, policy, places);
        }
    }
}

/// Whether an alarm moves a group of `size` in the direction of `sign` at any value.
static bool alarm_moves(const struct policy_set *set, const struct scaling_policy *policy,
                        const struct policy_alarm *alarm, double size, int sign)
{
    struct places places;
    find_places(alarm, policy, &places);
    if (sign < 0)
        add_others(set, alarm, &places);
    for (size_t i = 0; i < places.count; i++) {
        double value = places.value[i];
        if ((wanted(set, policy, alarm, size, value) - size) * sign > 0 &&
            (sign > 0 || !is_outdone(set, alarm, size, value)))
            return true;
    }
    return false;
}

bool lint_policy_moves(const struct policy_set *set, const struct scaling_policy *policy, int sign)
{
    double low = isnan(set->group.min) ? 0 : set->group.min;
    double high = isnan(set->group.max) ? low + SIZES_MOST : set->group.max;
    double step = fmax(1, floor((high - low) / SIZES_MOST));
    struct policy_set bounded = *set;
    bounded.group.min = low;
    bounded.group.max = high;
    // Without alarms nothing is known of when it acts; that has a rule of its own.
    if (policy->alarms == 0)
        return lint_adjusts(policy, sign);
    for (double size = low; size <= high; size += step)
        for (size_t k = 0; k < policy->alarms; k++)
            if (alarm_moves(&bounded, policy, &set->alarm[policy->alarm[k]], size, sign))
                return true;
    return false;
}

void lint_reach(const struct lint_run *run)
{
    const struct policy_set *set = run->set;
    for (size_t i = 0; i < set->policies; i++) {
        const struct scaling_policy *policy = &set->policy[i];
        if (policy->kind == POLICY_STEP)
            lint_unreached(run, policy);
    }
    for (size_t i = 0; i < set->alarms; i++)
        lint_alarm_states(run, &set->alarm[i]);
}
