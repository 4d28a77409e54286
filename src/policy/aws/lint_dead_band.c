// Rules on step and simple scaling policies of one metric together: do they leave a band in which
// nothing happens, and does the group come to rest?
#include "base/memory.h"
#include "policy/aws/step_oscillation.h"
#include "policy/core/flap_projection.h"
#include "policy/core/lint_part.h"

#include <math.h>
#include <stdlib.h>

/// Sizes that are gone through at most: a group of more changes by shares, not by single
/// instances.
enum { SIZES_MAX = 5000, STEPS_OF_MAP_MAX = 4000000 };

/// Where no file says the maximum.
static const double MAX_UNKNOWN = 100;

/// Enabled policies with their enabled alarms.
struct members {
    struct alarmed_policy *member;
    size_t count;
};

static void collect(const struct policy_set *set, struct members *members)
{
    size_t room = 0;
    for (size_t i = 0; i < set->policies; i++)
        room += set->policy[i].alarms;
    members->member = mem_alloc(room, sizeof *members->member);
    for (size_t i = 0; i < set->policies; i++) {
        const struct scaling_policy *policy = &set->policy[i];
        bool steps = policy->kind == POLICY_STEP || policy->kind == POLICY_SIMPLE;
        for (size_t k = 0; steps && policy->enabled && k < policy->alarms; k++) {
            const struct policy_alarm *alarm = &set->alarm[policy->alarm[k]];
            if (alarm->actions_enabled)
                members->member[members->count++] = (struct alarmed_policy){policy, alarm};
        }
    }
}

/// Whether a member works on the high (sign 1) or low (-1) side, and moves the group that way.
static bool pulls(const struct alarmed_policy *member, int sign)
{
    return alarm_side(member->alarm->comparison) == (sign > 0 ? SIDE_HIGH : SIDE_LOW) &&
           lint_adjusts(member->policy, sign);
}

static const char *comparison_sign(enum alarm_comparison comparison)
{
    static const char *const sign[] = {[COMPARE_GREATER] = ">",
                                       [COMPARE_GREATER_OR_EQUAL] = ">=",
                                       [COMPARE_LESS] = "<",
                                       [COMPARE_LESS_OR_EQUAL] = "<="};
    return sign[comparison];
}

/// The instances after the member acted at its threshold on a group of `size`.
static double size_after(const struct alarmed_policy *member, double size, double min, double max)
{
    struct group_capacity capacity = {size, size, min, max};
    const struct policy_alarm *alarm = member->alarm;
    if (member->policy->kind == POLICY_SIMPLE)
        return adjustment_desired(member->policy, member->policy->adjustment, &capacity);
    return step_scaling_desired(member->policy, alarm_side(alarm->comparison), alarm->threshold,
                                alarm->threshold, &capacity);
}

/// Looks for a size at which a change at the mover's threshold brings the metric to the threshold
/// of the other; returns whether there is one.
static bool lint_crossing(const struct lint_run *run, const struct alarmed_policy *mover,
                          const struct alarmed_policy *other)
{
    const struct scaling_group *group = &run->set->group;
    double min = isnan(group->min) ? 1 : fmax(group->min, 1);
    double max = fmin(isnan(group->max) ? MAX_UNKNOWN : group->max, min + SIZES_MAX);
    double threshold = mover->alarm->threshold, limit = other->alarm->threshold;
    for (double size = min; size <= max; size++) {
        double after = size_after(mover, size, min, max);
        double metric = projected_metric(threshold, size, after);
        if (after == size || (after > size ? metric > limit : metric < limit))
            continue;
        lint_add(
            run, LINT_NARROW_DEAD_BAND, &mover->alarm->origin,
            "at %s %.10g instances become %.10g, which brings the metric to %s; alarm %s turns "
            "that back from %s",
            lint_number(run, threshold), size, after, lint_number(run, metric),
            lint_name(run, other->alarm->name), lint_number(run, limit));
        return true;
    }
    return false;
}

/// One pair of policies that pull apart on the same metric; `narrow_too`: no cycle was found that
/// says it all.
static void lint_pair(const struct lint_run *run, const struct alarmed_policy *out,
                      const struct alarmed_policy *in, bool narrow_too)
{
    const struct policy_alarm *high = out->alarm, *low = in->alarm;
    if (high->threshold <= low->threshold) {
        lint_add(run, LINT_NO_DEAD_BAND, &low->origin,
                 "alarm %s is on at %s %s and alarm %s at %s %s: between the two both are",
                 lint_name(run, low->name), comparison_sign(low->comparison),
                 lint_number(run, low->threshold), lint_name(run, high->name),
                 comparison_sign(high->comparison), lint_number(run, high->threshold));
        return;
    }
    if (!narrow_too || high->metric.aggregation != AGGREGATION_INSTANCE)
        return;
    if (!lint_crossing(run, out, in))
        lint_crossing(run, in, out);
}

/// Goes through the map of all members of one metric; returns whether it has a cycle.
static bool lint_cycle(const struct lint_run *run, const struct alarmed_policy *member,
                       size_t members)
{
    const struct scaling_group *group = &run->set->group;
    const struct policy_alarm *alarm = member->alarm;
    if (isnan(group->min) || isnan(group->max) || group->min > group->max ||
        alarm->metric.aggregation != AGGREGATION_INSTANCE)
        return false;
    struct step_loop loop = {member, members, group->min, fmin(group->max, group->min + SIZES_MAX)};
    size_t demands = (size_t)(STEPS_OF_MAP_MAX / (loop.max - loop.min + 1));
    struct step_cycle cycle;
    step_oscillation(&loop, step_loop_top(&loop),
                     demands < STEP_LOOP_DEMANDS ? demands : STEP_LOOP_DEMANDS, &cycle);
    if (cycle.demands == 0)
        return false;
    lint_add(run, LINT_OSCILLATION, &member->policy->origin,
             "%.10g to %.10g instances and back while %s stays at %s in all, %s for each of %.10g",
             cycle.low, cycle.high, lint_name(run, alarm->metric.name),
             lint_number(run, cycle.first_demand), lint_number(run, cycle.first_demand / cycle.low),
             cycle.low);
    return true;
}

/// All members that follow the metric of the first one, which are moved to the front.
static size_t gather(struct alarmed_policy *member, size_t count)
{
    size_t same = 1;
    for (size_t i = 1; i < count; i++) {
        if (!lint_same_metric(&member[0].alarm->metric, &member[i].alarm->metric))
            continue;
        struct alarmed_policy one = member[i];
        member[i] = member[same];
        member[same++] = one;
    }
    return same;
}

void lint_dead_band(const struct lint_run *run)
{
    struct members members = {0};
    collect(run->set, &members);
    for (size_t start = 0; start < members.count;) {
        struct alarmed_policy *member = &members.member[start];
        size_t same = gather(member, members.count - start);
        bool cycle = lint_cycle(run, member, same);
        for (size_t i = 0; i < same; i++)
            for (size_t k = 0; k < same; k++)
                if (i != k && pulls(&member[i], 1) && pulls(&member[k], -1))
                    lint_pair(run, &member[i], &member[k], !cycle);
        start += same;
    }
    free(members.member);
}
