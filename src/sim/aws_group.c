#include "sim/aws_group.h"

#include "base/unit.h"
#include "base/vec.h"
#include "maths/whole_instances.h"
#include "policy/aws/application_dimensions.h"
#include "policy/aws/step_scaling.h"
#include "policy/core/platform.h"
#include "sim/aws_proposals.h"
#include "sim/predictive_scaling.h"
#include "sim/target_tracking.h"

#include <math.h>
#include <stdlib.h>

/// Alarms over a minute or more are evaluated every minute, shorter ones every 10 s (CloudWatch
/// user guide, "Evaluating an alarm").
#define EVALUATE_MS INT64_C(60000)
#define EVALUATE_FAST_MS INT64_C(10000)

/// How far back scheduled actions are looked for that left min and max as they are.
#define SCHEDULED_BEFORE_MS (SECONDS_PER_WEEK * INSTANT_PER_SECOND)

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
    const struct application_tracking *own = application_tracking_of(group->set);
    struct policy_alarm alarm;
    if (own != NULL) {
        tracking.high_datapoints = own->high_datapoints;
        tracking.low = own->low_share * policy->target;
    }
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

static int bind_predictive(struct aws_policy *working, const struct metric_terms *terms,
                           struct notes *notes, struct err *err)
{
    struct metric_binding binding;
    const struct scaling_policy *policy = working->policy;
    if (metric_bind(&policy->metric, policy->name, terms, &binding, notes, err) != 0)
        return -1;
    working->load_factor = binding.factor;
    return 0;
}

static int start_policy(struct aws_group *group, const struct scaling_policy *policy,
                        const struct replay_environment *around, struct metric_feeds *feeds,
                        struct notes *notes, struct err *err)
{
    const struct policy_set *set = group->set;
    // Warm-up is no part of simple scaling, nor of Application Auto Scaling.
    bool warms_up = set->platform->warms_up && policy->kind != POLICY_SIMPLE;
    double warmup_s = warms_up ? policy_warmup_s(policy, &set->group) : 0;
    struct aws_policy *working = &group->policy[group->policies++];
    *working = (struct aws_policy){
        .policy = policy,
        .first_watch = group->watches,
        .warmup_ms = (int64_t)(warmup_s * (double)INSTANT_PER_SECOND),
    };
    if (policy->kind == POLICY_PREDICTIVE)
        return bind_predictive(working, around->terms, notes, err);
    struct metric_binding binding;
    if (policy->kind == POLICY_TARGET) {
        if (metric_bind(&policy->metric, policy->name, around->terms, &binding, notes, err) != 0)
            return -1;
        watch_target(group, policy, &binding, &around->timing, feeds);
    }
    for (size_t i = 0; i < policy->alarms; i++) {
        const struct policy_alarm *alarm = &set->alarm[policy->alarm[i]];
        if (policy->kind == POLICY_TARGET)
            break;
        if (metric_bind(&alarm->metric, alarm->name, around->terms, &binding, notes, err) != 0)
            return -1;
        add_watch(group, alarm, &binding, &around->timing, feeds);
    }
    working->watches = group->watches - working->first_watch;
    return 0;
}

/// Min and max of a scheduled action.
static void take_bounds(struct aws_group *group, const struct scheduled_action *action)
{
    if (!isnan(action->min))
        group->min = (int64_t)action->min;
    if (!isnan(action->max))
        group->max = (int64_t)action->max;
}

static int start_schedule(struct aws_group *group, instant start, struct notes *notes,
                          struct err *err)
{
    if (schedule_start(&group->schedule, group->set, start - SCHEDULED_BEFORE_MS, err) != 0)
        return -1;
    if (group->schedule.rejected > 0)
        notes_add(notes, NOTE_WARNING, "replay-rejected-actions",
                  "%zu of %zu scheduled actions have the time of another one and never run: the "
                  "service rejects them",
                  group->schedule.rejected, group->set->scheduled_count);
    while (group->schedule.next < start) {
        take_bounds(group, schedule_take(&group->schedule, group->schedule.next));
        group->scheduled_before = true;
    }
    return 0;
}

static void find_next(struct aws_group *group)
{
    group->next = group->next_evaluation < group->schedule.next ? group->next_evaluation
                                                                : group->schedule.next;
}

static int start(void *state, const struct replay_environment *around, struct metric_feeds *feeds,
                 struct notes *notes, struct err *err)
{
    struct aws_group *group = state;
    const struct policy_set *set = around->set;
    *group = (struct aws_group){
        .set = set,
        .predicted = around->predicted,
        .min = isnan(set->group.min) ? 0 : (int64_t)set->group.min,
        .max = isnan(set->group.max) ? INT32_MAX : (int64_t)set->group.max,
        .boot_ms = around->boot_ms,
        .drain_ms = around->drain_ms,
        .evaluate_ms = EVALUATE_MS,
    };
    simple_lock_init(&group->lock);
    application_cooldown_init(&group->cooldown);
    group->policy = mem_alloc(set->policies, sizeof *group->policy);
    group->proposal = mem_alloc(set->policies, sizeof *group->proposal);
    for (size_t i = 0; i < set->policies; i++)
        if (set->policy[i].enabled &&
            start_policy(group, &set->policy[i], around, feeds, notes, err) != 0)
            return -1;
    group->next_evaluation = around->start + group->evaluate_ms;
    if (start_schedule(group, around->start, notes, err) != 0)
        return -1;
    find_next(group);
    return 0;
}

/// So many instances that no alarm for too much load is on.
static double steady(const void *state, const struct metric_feeds *feeds, double demand)
{
    const struct aws_group *group = state;
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

/// The watch that speaks for a proposal.
static const struct alarm_watch *reason_of(const struct aws_group *group,
                                           const struct aws_policy *working)
{
    for (size_t i = 0; i < working->watches; i++)
        if (group->watch[working->first_watch + i].state == ALARM_ON)
            return &group->watch[working->first_watch + i];
    return NULL;
}

/// The policy whose proposal won; NULL where it was none's.
static const struct aws_policy *winner_of(const struct aws_group *group, double capacity)
{
    for (size_t i = 0; i < group->policies; i++)
        if (group->proposal[i].capacity == capacity)
            return &group->policy[i];
    return NULL;
}

static struct scaling_event describe(const struct aws_group *group, const struct fleet *fleet,
                                     instant now, int64_t wanted, const struct aws_policy *winner)
{
    struct scaling_event event = scaling_event_of(CAUSE_BOUNDS, now, fleet->desired, wanted);
    if (winner == NULL)
        return event;
    const struct alarm_watch *reason = reason_of(group, winner);
    event.policy = (size_t)(winner->policy - group->set->policy);
    event.cause = winner->policy->kind == POLICY_TARGET       ? CAUSE_TARGET
                  : winner->policy->kind == POLICY_PREDICTIVE ? CAUSE_PREDICTIVE
                                                              : CAUSE_ALARM;
    if (reason == NULL)
        return event;
    if (event.cause == CAUSE_ALARM)
        event.alarm = winner->policy->alarm[reason - &group->watch[winner->first_watch]];
    event.value = reason->value;
    event.threshold = reason->alarm.threshold;
    event.onset = reason->onset;
    event.published = reason->published;
    return event;
}

static int64_t bounded(const struct aws_group *group, double capacity,
                       const struct aws_policy *winner)
{
    double most = (double)group->max;
    // A forecast may raise the maximum.
    if (winner != NULL && winner->policy->kind == POLICY_PREDICTIVE)
        most = fmax(most, capacity);
    return (int64_t)fmin(fmax(capacity, (double)group->min), most);
}

static double cooldown_s(const struct aws_group *group, const struct scaling_policy *policy,
                         bool out)
{
    double said = policy->kind != POLICY_TARGET ? policy->cooldown_s
                  : out                         ? policy->scale_out_cooldown_s
                                                : policy->scale_in_cooldown_s;
    static const double COOLDOWN_DEFAULT_S = 300;
    if (isnan(said))
        said = application_cooldown_s(group->set);
    return isnan(said) ? COOLDOWN_DEFAULT_S : said;
}

/// Applies and starts cooldowns: returns the capacity that goes through.
static int64_t cool_down(struct aws_group *group, const struct fleet *fleet, instant now,
                         int64_t wanted, const struct aws_policy *winner)
{
    bool out = wanted > fleet->desired;
    double now_s = (double)now / (double)INSTANT_PER_SECOND;
    if (winner == NULL || wanted == fleet->desired)
        return wanted;
    if (group->set->platform->cools_down)
        return (int64_t)application_cooldown_admit(&group->cooldown, now_s, (double)fleet->desired,
                                                   (double)wanted,
                                                   cooldown_s(group, winner->policy, out));
    if (winner->policy->kind == POLICY_SIMPLE) {
        double default_s = group->set->group.default_cooldown_s;
        double cooldown = winner->policy->cooldown_s;
        if (isnan(cooldown))
            cooldown = isnan(default_s) ? cooldown_s(group, winner->policy, out) : default_s;
        int64_t activity_ms = out ? group->boot_ms : group->drain_ms;
        simple_lock_start(&group->lock, now_s + (double)activity_ms / (double)INSTANT_PER_SECOND,
                          cooldown);
    }
    return wanted;
}

static void evaluate(struct aws_group *group, const struct metric_feeds *feeds, struct fleet *fleet,
                     instant now, struct event_log *log)
{
    bool any = group->predicted != NULL;
    for (size_t i = 0; i < group->watches; i++) {
        alarm_watch_update(&group->watch[i], feeds, now);
        any = any || group->watch[i].state == ALARM_ON;
    }
    if (!any)
        return;
    aws_propose(group, fleet, now);
    double capacity =
        policy_conflict_winner((double)fleet->desired, group->proposal, group->policies);
    const struct aws_policy *winner = winner_of(group, capacity);
    int64_t wanted = bounded(group, capacity, winner);
    wanted = cool_down(group, fleet, now, wanted, winner);
    if (wanted == fleet->desired)
        return;
    const struct scaling_event event = describe(group, fleet, now, wanted, winner);
    fleet_scale_to(fleet, wanted, now, winner == NULL ? 0 : winner->warmup_ms,
                   event_log_add(log, &event));
}

/// A scheduled action sets what it names; cooldowns do not hold it back.
static void act(struct aws_group *group, const struct scheduled_action *action, struct fleet *fleet,
                instant now, struct event_log *log)
{
    take_bounds(group, action);
    double capacity = isnan(action->desired) ? (double)fleet->desired : action->desired;
    int64_t wanted = bounded(group, capacity, NULL);
    fleet_set_max(fleet, group->max, now);
    if (wanted == fleet->desired)
        return;
    struct scaling_event event = describe(group, fleet, now, wanted, NULL);
    event.cause = CAUSE_SCHEDULE;
    event.policy = (size_t)(action - group->set->scheduled);
    fleet_scale_to(fleet, wanted, now, fleet->rules.warmup_ms, event_log_add(log, &event));
}

static void decide(void *state, const struct metric_feeds *feeds, struct fleet *fleet,
                   struct event_log *log)
{
    struct aws_group *group = state;
    instant now = group->next;
    const struct scheduled_action *action;
    while ((action = schedule_take(&group->schedule, now)) != NULL)
        act(group, action, fleet, now, log);
    if (group->next_evaluation <= now) {
        evaluate(group, feeds, fleet, now, log);
        group->next_evaluation += group->evaluate_ms;
    }
    find_next(group);
}

static void release(void *state)
{
    struct aws_group *group = state;
    for (size_t i = 0; i < group->watches; i++)
        alarm_watch_release(&group->watch[i]);
    schedule_release(&group->schedule);
    free(group->watch);
    free(group->policy);
    free(group->proposal);
}

// --- what the replay asks ------------------------------------------------------------------------

/// An alarm that never has all its datapoints says nothing about the policy; one for scale-in only
/// means that nothing is ever taken away.
static int check_length(const void *state, int64_t length_ms, struct notes *notes, struct err *err)
{
    const struct aws_group *group = state;
    for (size_t i = 0; i < group->watches; i++) {
        const struct policy_alarm *alarm = &group->watch[i].alarm;
        int64_t window = group->watch[i].period_ms * alarm->evaluation_periods;
        const char *name = alarm->name == NULL ? "of the policy" : alarm->name;
        char have[UNIT_NAME_MAX];
        char want[UNIT_NAME_MAX];
        if (window <= length_ms)
            continue;
        duration_format(have, (double)length_ms / 1000);
        duration_format(want, (double)window / 1000);
        if (alarm_side(alarm->comparison) == SIDE_HIGH)
            return err_set(err, ERR_DATA,
                           "the trace is %s long, and alarm %s looks at %s: give a longer trace",
                           have, name, want);
        notes_add(notes, NOTE_WARNING, "replay-window",
                  "the trace is %s long, and alarm %s for scale-in looks at %s: it is never on",
                  have, name, want);
    }
    return 0;
}

static int64_t min_of(const void *state)
{
    return ((const struct aws_group *)state)->min;
}

static int64_t max_of(const void *state)
{
    return ((const struct aws_group *)state)->max;
}

static bool has_scheduled(const void *state)
{
    return ((const struct aws_group *)state)->scheduled_before;
}

static instant next_of(const void *state)
{
    return ((const struct aws_group *)state)->next;
}

const struct autoscaler_class aws_group_class = {
    .size = sizeof(struct aws_group),
    .start = start,
    .check_length = check_length,
    .min = min_of,
    .max = max_of,
    .has_scheduled = has_scheduled,
    .steady = steady,
    .next = next_of,
    .decide = decide,
    .release = release,
};
