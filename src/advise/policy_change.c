#include "advise/policy_change.h"

#include "advise/cloud_change.h"
#include "base/memory.h"
#include "base/number.h"
#include "base/unit.h"
#include "policy/aws/step_scaling.h"
#include "policy/platforms.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// How far changes go. Steps of a target are a fiftieth of it, whole where it is a round number, so
// that the answer is one that people would write.
enum { TARGET_STEPS = 45, MORE_INSTANCES_MAX = 1000, WARMUP_STEPS = 60, DATAPOINTS_MAX = 30 };
enum { WINDOW_STEPS = 55 };

#define WARMUP_STEP_S 30.0
#define WINDOW_STEP_S 60.0
#define WINDOW_DEFAULT_S 300.0 ///< of Kubernetes, downwards

struct change_list {
    struct policy_change *change;
    size_t count;
};

static void add(struct change_list *list, enum change_kind kind, size_t place, double from,
                double step, double most)
{
    if (list->count == POLICY_CHANGES_MAX || !(most >= 1) || isnan(from))
        return;
    list->change[list->count++] =
        (struct policy_change){kind, place, from, step, (int)fmin(most, MORE_INSTANCES_MAX)};
}

static double target_step(double target)
{
    return target >= TARGET_STEPS && target == floor(target) ? -fmax(1, floor(target / 50))
                                                             : -target / 50;
}

static void add_policy(const struct policy_set *set, size_t i, struct change_list *list)
{
    const struct scaling_policy *policy = &set->policy[i];
    if (!policy->enabled)
        return;
    if (policy->kind == POLICY_TARGET)
        add(list, CHANGE_TARGET, i, policy->target, target_step(policy->target), TARGET_STEPS);
    bool warms =
        set->platform->warms_up && (policy->kind == POLICY_TARGET || policy->kind == POLICY_STEP);
    if (!warms)
        return;
    double warmup_s = policy_warmup_s(policy, &set->group);
    add(list, CHANGE_WARMUP, i, warmup_s, -WARMUP_STEP_S, floor(warmup_s / WARMUP_STEP_S));
    add(list, CHANGE_WARMUP, i, warmup_s, WARMUP_STEP_S, WARMUP_STEPS);
}

static void add_alarm(const struct policy_set *set, size_t i, struct change_list *list)
{
    const struct policy_alarm *alarm = &set->alarm[i];
    int datapoints = alarm->evaluation_periods;
    if (alarm_side(alarm->comparison) == SIDE_HIGH)
        add(list, CHANGE_THRESHOLD, i, alarm->threshold, target_step(alarm->threshold),
            alarm->threshold > 0 ? TARGET_STEPS : 0);
    add(list, CHANGE_EVALUATION, i, datapoints, -1, datapoints - 1);
    add(list, CHANGE_EVALUATION, i, datapoints, 1, DATAPOINTS_MAX - datapoints);
}

static void add_replicas(const struct policy_set *set, struct change_list *list)
{
    const struct replica_policy *replicas = &set->replicas;
    for (size_t i = 0; i < replicas->metrics; i++)
        if (replicas->metric[i].recurrence == NULL)
            add(list, CHANGE_REPLICA_TARGET, i, replicas->metric[i].target,
                target_step(replicas->metric[i].target), TARGET_STEPS);
    double window_s = replicas->down.stabilization_s;
    add(list, CHANGE_STABILIZATION, 0, isnan(window_s) ? WINDOW_DEFAULT_S : window_s, WINDOW_STEP_S,
        WINDOW_STEPS);
}

size_t policy_changes_list(const struct policy_set *set,
                           struct policy_change change[POLICY_CHANGES_MAX])
{
    struct change_list list = {.change = change};
    const struct scaling_group *group = &set->group;
    add(&list, CHANGE_MIN, 0, group->min, 1, group->max - group->min);
    add(&list, CHANGE_MAX, 0, group->max, 1, MORE_INSTANCES_MAX);
    for (size_t i = 0; i < set->policies; i++)
        add_policy(set, i, &list);
    for (size_t i = 0; i < set->alarms; i++)
        add_alarm(set, i, &list);
    if (set->replicas.present)
        add_replicas(set, &list);
    if (set->platform == &platform_ec2 && !set->warm_pool.present)
        add(&list, CHANGE_POOL, 0, 0, 1, 1);
    list.count += cloud_changes_list(set, change + list.count, POLICY_CHANGES_MAX - list.count);
    return list.count;
}

// --- making them ---------------------------------------------------------------------------------

/// Copies a list of `changed` so that it can be changed.
static void *own(const void *item, size_t count, size_t size)
{
    void *copy = mem_alloc(count, size);
    if (count > 0)
        memcpy(copy, item, count * size);
    return copy;
}

static void change_alarm(struct policy_alarm *alarm, enum change_kind kind, double to)
{
    if (kind == CHANGE_THRESHOLD) {
        alarm->threshold = to;
        return;
    }
    // M of N stays as strict as it was.
    int spared = alarm->evaluation_periods - alarm->datapoints_to_alarm;
    alarm->evaluation_periods = (int)to;
    alarm->datapoints_to_alarm = (int)fmax(1, to - spared);
}

void policy_change_make(const struct policy_set *set, const struct policy_change *change, int steps,
                        struct policy_set *changed)
{
    double to = change->from + change->step * steps;
    *changed = *set;
    changed->policy = own(set->policy, set->policies, sizeof *set->policy);
    changed->alarm = own(set->alarm, set->alarms, sizeof *set->alarm);
    changed->replicas.metric =
        own(set->replicas.metric, set->replicas.metrics, sizeof *set->replicas.metric);
    changed->own = cloud_own_changed(set, change, to);
    switch (change->kind) {
    case CHANGE_SIGNAL_TARGET:
    case CHANGE_HOLD:
    case CHANGE_RULE_THRESHOLD:
    case CHANGE_RULE_VALUE:
        break;
    case CHANGE_MIN:
        changed->group.min = to;
        // The platform raises the desired capacity with it.
        if (changed->group.desired < to)
            changed->group.desired = to;
        break;
    case CHANGE_MAX:
        changed->group.max = to;
        break;
    case CHANGE_TARGET:
        changed->policy[change->place].target = to;
        break;
    case CHANGE_WARMUP:
        changed->policy[change->place].instance_warmup_s = to;
        break;
    case CHANGE_THRESHOLD:
    case CHANGE_EVALUATION:
        change_alarm(&changed->alarm[change->place], change->kind, to);
        break;
    case CHANGE_REPLICA_TARGET:
        changed->replicas.metric[change->place].target = to;
        break;
    case CHANGE_STABILIZATION:
        changed->replicas.has_behavior = true;
        changed->replicas.down.stabilization_s = to;
        break;
    case CHANGE_POOL:
        changed->warm_pool.present = true;
        changed->warm_pool.state = POOL_STOPPED;
        changed->warm_pool.min_size = 0;
        changed->warm_pool.max_prepared = NAN;
        break;
    }
}

void policy_change_undo(struct policy_set *changed)
{
    free(changed->policy);
    free(changed->alarm);
    free(changed->replicas.metric);
    cloud_own_release(changed);
}

// --- in words ------------------------------------------------------------------------------------

static const char *subject_of(struct arena *arena, const struct policy_set *set,
                              const struct policy_change *change)
{
    char shown[ERR_TEXT_MAX];
    const char *name = NULL;
    const char *what = "";
    switch (change->kind) {
    case CHANGE_MIN:
        return "the minimum";
    case CHANGE_MAX:
        return "the maximum";
    case CHANGE_POOL:
        return "a warm pool of stopped instances";
    case CHANGE_STABILIZATION:
        return "the stabilization window for scaling down";
    case CHANGE_TARGET:
        what = "the target";
        name = set->policy[change->place].name;
        break;
    case CHANGE_WARMUP:
        what = "the warm-up";
        name = set->policy[change->place].name;
        break;
    case CHANGE_THRESHOLD:
        what = "the threshold";
        name = set->alarm[change->place].name;
        break;
    case CHANGE_EVALUATION:
        what = "the evaluation periods";
        name = set->alarm[change->place].name;
        break;
    case CHANGE_HOLD:
        return "the stabilization period";
    case CHANGE_SIGNAL_TARGET:
        what = "the target";
        name = cloud_change_name(set, change);
        break;
    case CHANGE_RULE_THRESHOLD:
        what = "the threshold";
        name = cloud_change_name(set, change);
        break;
    case CHANGE_RULE_VALUE:
        what = "the change by a rule";
        name = cloud_change_name(set, change);
        break;
    case CHANGE_REPLICA_TARGET:
        what = "the target";
        name = set->replicas.metric[change->place].metric.name;
        break;
    }
    if (name == NULL)
        return what;
    return arena_printf(arena, "%s of %s", what,
                        err_quote(shown, sizeof shown, name, strlen(name)));
}

static const char *value_of(struct arena *arena, enum change_kind kind, double value)
{
    char duration[UNIT_NAME_MAX];
    char number[NUMBER_TEXT_MAX];
    if (kind == CHANGE_WARMUP || kind == CHANGE_STABILIZATION || kind == CHANGE_HOLD)
        return arena_strdup(arena, duration_format(duration, value));
    return arena_strdup(arena, number_format_human(number, value, 6));
}

const char *policy_change_words(struct arena *arena, const struct policy_set *set,
                                const struct policy_change *change, int steps)
{
    const char *subject = subject_of(arena, set, change);
    if (change->kind == CHANGE_POOL)
        return subject;
    return arena_printf(arena, "%s from %s to %s", subject,
                        value_of(arena, change->kind, change->from),
                        value_of(arena, change->kind, change->from + change->step * steps));
}
