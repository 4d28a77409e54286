#include "sim/aws_group.h"

#include "base/vec.h"
#include "maths/whole_instances.h"
#include "policy/step_scaling.h"
#include "sim/target_tracking.h"

#include <math.h>
#include <stdlib.h>

/// Alarms over a minute or more are evaluated every minute, shorter ones every 10 s (CloudWatch
/// user guide, "Evaluating an alarm").
#define EVALUATE_MS INT64_C(60000)
#define EVALUATE_FAST_MS INT64_C(10000)

enum { WATCH_HIGH, WATCH_LOW };

// --- start ---------------------------------------------------------------------------------------

static void add_watch(struct aws_group *group, const struct policy_alarm *alarm,
                      const struct metric_binding *binding, const struct metric_timing *timing,
                      struct metric_feeds *feeds)
{
    VEC_GROW(group->watch, group->watches, group->watch_capacity);
    struct alarm_watch *watch = &group->watch[group->watches++];
    alarm_watch_init(watch, alarm, binding, timing, feeds);
    if (watch->period_ms < EVALUATE_MS)
        group->evaluate_ms = EVALUATE_FAST_MS;
}

/// The two alarms that target tracking manages.
static void watch_target(struct aws_group *group, const struct scaling_policy *policy,
                         const struct metric_binding *binding, const struct metric_timing *timing,
                         struct metric_feeds *feeds)
{
    struct tracking_alarms tracking = tracking_alarms(policy->target);
    struct policy_alarm alarm;
    policy_alarm_init(&alarm);
    alarm.name = policy->name;
    alarm.metric = policy->metric;
    if (isnan(alarm.metric.period_s))
        alarm.metric.period_s = tracking.period_s;
    alarm.comparison = COMPARE_GREATER;
    alarm.threshold = tracking.high;
    alarm.evaluation_periods = alarm.datapoints_to_alarm = tracking.high_datapoints;
    add_watch(group, &alarm, binding, timing, feeds);
    alarm.comparison = COMPARE_LESS;
    alarm.threshold = tracking.low;
    alarm.evaluation_periods = alarm.datapoints_to_alarm = tracking.low_datapoints;
    add_watch(group, &alarm, binding, timing, feeds);
}

static int start_policy(struct aws_group *group, const struct scaling_policy *policy,
                        const struct metric_terms *terms, const struct metric_timing *timing,
                        struct metric_feeds *feeds, struct notes *notes, struct err *err)
{
    struct aws_policy *working = &group->policy[group->policies++];
    *working = (struct aws_policy){
        .policy = policy,
        .first_watch = group->watches,
        .warmup_ms =
            (int64_t)(policy_warmup_s(policy, &group->set->group) * (double)INSTANT_PER_SECOND),
    };
    struct metric_binding binding;
    if (policy->kind == POLICY_TARGET) {
        if (metric_bind(&policy->metric, policy->name, terms, &binding, notes, err) != 0)
            return -1;
        watch_target(group, policy, &binding, timing, feeds);
    }
    for (size_t i = 0; i < policy->alarms; i++) {
        const struct policy_alarm *alarm = &group->set->alarm[policy->alarm[i]];
        if (metric_bind(&alarm->metric, alarm->name, terms, &binding, notes, err) != 0)
            return -1;
        add_watch(group, alarm, &binding, timing, feeds);
    }
    working->watches = group->watches - working->first_watch;
    return 0;
}

int aws_group_start(struct aws_group *group, const struct policy_set *set,
                    const struct metric_terms *terms, const struct metric_timing *timing,
                    instant start, struct metric_feeds *feeds, struct notes *notes, struct err *err)
{
    *group = (struct aws_group){
        .set = set,
        .min = isnan(set->group.min) ? 0 : (int64_t)set->group.min,
        .max = isnan(set->group.max) ? INT32_MAX : (int64_t)set->group.max,
        .evaluate_ms = EVALUATE_MS,
    };
    group->policy = mem_alloc(set->policies, sizeof *group->policy);
    group->proposal = mem_alloc(set->policies, sizeof *group->proposal);
    for (size_t i = 0; i < set->policies; i++)
        if (set->policy[i].enabled &&
            start_policy(group, &set->policy[i], terms, timing, feeds, notes, err) != 0)
            return -1;
    group->next = start + group->evaluate_ms;
    return 0;
}

double aws_group_steady(const struct aws_group *group, const struct metric_feeds *feeds,
                        double demand)
{
    double most = 0;
    for (size_t i = 0; i < group->watches; i++) {
        const struct policy_alarm *alarm = &group->watch[i].alarm;
        const struct metric_binding *binding = &feeds->feed[group->watch[i].feed].binding;
        bool load = binding->source == BINDING_ARRIVALS || binding->source == BINDING_WORK;
        bool high =
            alarm->comparison == COMPARE_GREATER || alarm->comparison == COMPARE_GREATER_OR_EQUAL;
        if (load && high && binding->divided && alarm->threshold > 0)
            most = fmax(most, instances_up(binding->factor * demand / alarm->threshold));
    }
    return most;
}

// --- each minute ---------------------------------------------------------------------------------

/// Instances that are past their warm-up: what policies take as the current capacity.
static int64_t warmed_up(const struct fleet *fleet, instant now)
{
    return fleet->in_service + fleet->pending - fleet_warming(fleet, now);
}

static struct scaling_proposal propose_target(const struct aws_group *group,
                                              const struct aws_policy *working,
                                              const struct fleet *fleet, instant now)
{
    const struct alarm_watch *high = &group->watch[working->first_watch + WATCH_HIGH];
    const struct alarm_watch *low = &group->watch[working->first_watch + WATCH_LOW];
    int64_t current = warmed_up(fleet, now);
    struct scaling_proposal proposal = target_tracking_proposal(
        working->policy, high->value, (double)current, high->state, low->state);
    // What was asked for already stands, and nothing is taken away while it warms up.
    if (high->state == ALARM_ON ? proposal.capacity <= (double)fleet->desired
                                : current < fleet->in_service + fleet->pending)
        proposal.capacity = NAN;
    return proposal;
}

/// Each alarm that is on invokes the policy, again every minute; the largest capacity counts.
static struct scaling_proposal propose_steps(const struct aws_group *group,
                                             const struct aws_policy *working,
                                             const struct fleet *fleet, instant now)
{
    struct scaling_proposal proposal = {.kind = PROPOSAL_STEP, .capacity = NAN};
    for (size_t i = 0; i < working->watches; i++) {
        const struct alarm_watch *watch = &group->watch[working->first_watch + i];
        if (watch->state != ALARM_ON || !watch->alarm.actions_enabled || isnan(watch->value))
            continue;
        enum alarm_side side = alarm_side(watch->alarm.comparison);
        int64_t current = warmed_up(fleet, now);
        if (side == SIDE_LOW && current < fleet->in_service + fleet->pending)
            continue;
        const struct group_capacity capacity = {
            // Those that drain count as current where more are to go.
            .current = (double)(side == SIDE_LOW ? current + fleet->draining : current),
            .desired = (double)fleet->desired,
            .min = (double)group->min,
            .max = (double)group->max,
        };
        if (step_find(working->policy, side, watch->alarm.threshold, watch->value) == NULL)
            continue;
        double wanted = step_scaling_desired(working->policy, side, watch->alarm.threshold,
                                             watch->value, &capacity);
        proposal.capacity = fmax(proposal.capacity, wanted);
    }
    return proposal;
}

static struct scaling_proposal propose(const struct aws_group *group,
                                       const struct aws_policy *working, const struct fleet *fleet,
                                       instant now)
{
    return working->policy->kind == POLICY_TARGET ? propose_target(group, working, fleet, now)
                                                  : propose_steps(group, working, fleet, now);
}

/// The watch that speaks for a proposal.
static const struct alarm_watch *reason_of(const struct aws_group *group,
                                           const struct aws_policy *working)
{
    for (size_t i = 0; i < working->watches; i++)
        if (group->watch[working->first_watch + i].state == ALARM_ON)
            return &group->watch[working->first_watch + i];
    return NULL;
}

static struct scaling_event describe(const struct aws_group *group, const struct fleet *fleet,
                                     int64_t wanted, double winner)
{
    struct scaling_event event = {
        .time = group->next,
        .cause = CAUSE_BOUNDS,
        .from = fleet->desired,
        .to = wanted,
        .policy = SIZE_MAX,
        .alarm = SIZE_MAX,
        .value = NAN,
        .threshold = NAN,
        .onset = INSTANT_NONE,
        .published = INSTANT_NONE,
        .ready = INSTANT_NONE,
    };
    for (size_t i = 0; i < group->policies; i++) {
        const struct aws_policy *working = &group->policy[i];
        const struct alarm_watch *reason = reason_of(group, working);
        if (group->proposal[i].capacity != winner || reason == NULL)
            continue;
        event.cause = working->policy->kind == POLICY_TARGET ? CAUSE_TARGET : CAUSE_ALARM;
        event.policy = (size_t)(working->policy - group->set->policy);
        event.value = reason->value;
        event.threshold = reason->alarm.threshold;
        event.onset = reason->onset;
        event.published = reason->published;
        break;
    }
    return event;
}

/// How long what is launched counts as warming: as the policy says that won.
static int64_t winner_warmup_ms(const struct aws_group *group, double winner)
{
    int64_t longest = 0;
    for (size_t i = 0; i < group->policies; i++)
        if (group->proposal[i].capacity == winner && group->policy[i].warmup_ms > longest)
            longest = group->policy[i].warmup_ms;
    return longest;
}

static int64_t bounded(const struct aws_group *group, double capacity)
{
    double least = fmax(capacity, (double)group->min);
    return (int64_t)fmin(least, (double)group->max);
}

void aws_group_evaluate(struct aws_group *group, const struct metric_feeds *feeds,
                        struct fleet *fleet, struct event_log *log)
{
    instant now = group->next;
    bool any = false;
    for (size_t i = 0; i < group->watches; i++) {
        alarm_watch_update(&group->watch[i], feeds, now);
        any = any || group->watch[i].state == ALARM_ON;
    }
    int64_t wanted = bounded(group, (double)fleet->desired);
    double winner = NAN;
    if (any) {
        for (size_t i = 0; i < group->policies; i++)
            group->proposal[i] = propose(group, &group->policy[i], fleet, now);
        winner = policy_conflict_winner((double)fleet->desired, group->proposal, group->policies);
        wanted = bounded(group, winner);
    }
    if (wanted != fleet->desired) {
        const struct scaling_event event = describe(group, fleet, wanted, winner);
        fleet_scale_to(fleet, wanted, now, winner_warmup_ms(group, winner),
                       event_log_add(log, &event));
    }
    group->next += group->evaluate_ms;
}

void aws_group_release(struct aws_group *group)
{
    for (size_t i = 0; i < group->watches; i++)
        alarm_watch_release(&group->watch[i]);
    free(group->watch);
    free(group->policy);
    free(group->proposal);
    *group = (struct aws_group){0};
}
