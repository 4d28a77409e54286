#include "policy/core/policy.h"

#include "base/ascii.h"
#include "base/vec.h"
#include "policy/core/platform.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// DefaultCooldown of a group that is not told another (EC2 Auto Scaling API reference).
static const double EC2_DEFAULT_COOLDOWN_S = 300.0;

static void rules_init(struct scaling_rules *rules)
{
    *rules = (struct scaling_rules){.stabilization_s = NAN, .select = SELECT_MAX, .tolerance = NAN};
}

void scaling_metric_init(struct scaling_metric *metric)
{
    *metric = (struct scaling_metric){
        .kind = METRIC_OTHER,
        .aggregation = AGGREGATION_INSTANCE,
        .statistic = STATISTIC_AVERAGE,
        .percentile = NAN,
        .period_s = NAN,
    };
}

void scaling_policy_init(struct scaling_policy *policy, enum policy_kind kind)
{
    *policy = (struct scaling_policy){
        .kind = kind,
        .enabled = true,
        .adjustment_type = ADJUST_CHANGE,
        .adjustment = NAN,
        .min_adjustment_magnitude = NAN,
        .cooldown_s = NAN,
        .instance_warmup_s = NAN,
        .aggregation = STATISTIC_AVERAGE,
        .target = NAN,
        .scale_out_cooldown_s = NAN,
        .scale_in_cooldown_s = NAN,
        .scheduling_buffer_s = NAN,
        .breach = BREACH_HONOR,
        .max_capacity_buffer = NAN,
    };
    scaling_metric_init(&policy->metric);
    scaling_metric_init(&policy->load);
}

void policy_alarm_init(struct policy_alarm *alarm)
{
    *alarm = (struct policy_alarm){
        .comparison = COMPARE_GREATER,
        .threshold = NAN,
        .evaluation_periods = 1,
        .datapoints_to_alarm = 1,
        .missing = MISSING_MISSING,
        .actions_enabled = true,
    };
    scaling_metric_init(&alarm->metric);
}

void scheduled_action_init(struct scheduled_action *action)
{
    *action = (struct scheduled_action){
        .start = INSTANT_NONE, .end = INSTANT_NONE, .min = NAN, .max = NAN, .desired = NAN};
}

void replica_metric_init(struct replica_metric *metric)
{
    *metric = (struct replica_metric){
        .target_type = TARGET_UTILIZATION, .target = NAN, .activation = NAN};
    scaling_metric_init(&metric->metric);
}

void policy_set_init(struct policy_set *set, const struct platform *platform)
{
    *set = (struct policy_set){
        .platform = platform,
        .group = {.min = NAN,
                  .max = NAN,
                  .desired = NAN,
                  .default_cooldown_s = NAN,
                  .default_warmup_s = NAN,
                  .health_check_grace_s = NAN,
                  .launch_hook_s = NAN,
                  .terminate_hook_s = NAN,
                  .drain_s = NAN},
        .warm_pool = {.min_size = NAN, .max_prepared = NAN},
        .replicas = {.present = platform->has_replicas,
                     .polling_s = NAN,
                     .cooldown_s = NAN,
                     .idle_replicas = NAN,
                     .fallback_replicas = NAN,
                     .fallback_failures = NAN},
    };
    rules_init(&set->replicas.up);
    rules_init(&set->replicas.down);
}

void policy_remark_add(struct policy_set *set, int rule, const struct policy_origin *origin,
                       const char *format, ...)
{
    enum { REMARK_MAX = 512 };
    char text[REMARK_MAX];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    const struct policy_remark remark = {rule, *origin, arena_strdup(&set->arena, text)};
    VEC_PUSH(set->remark, set->remarks, set->remark_capacity, remark);
}

void policy_set_release(struct policy_set *set)
{
    free(set->remark);
    arena_release(&set->arena);
}

void policy_list_release(struct policy_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        policy_set_release(&list->set[i]);
    free(list->set);
    free(list->name);
    *list = (struct policy_list){0};
}

static bool same_word(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/// Whether two recurring actions without a start have the same next run as long as both hold.
static bool recur_alike(const struct scheduled_action *a, const struct scheduled_action *b)
{
    return a->recurrence != NULL && a->start == INSTANT_NONE && b->start == INSTANT_NONE &&
           same_word(a->recurrence, b->recurrence) && same_word(a->zone, b->zone);
}

size_t scheduled_action_rival(const struct policy_set *set, size_t place)
{
    const struct scheduled_action *action = &set->scheduled[place];
    for (size_t i = 0; i < place && set->platform->runs_at_start; i++) {
        const struct scheduled_action *other = &set->scheduled[i];
        if ((action->start != INSTANT_NONE && action->start == other->start) ||
            recur_alike(action, other))
            return i;
    }
    return POLICY_NONE;
}

double policy_warmup_s(const struct scaling_policy *policy, const struct scaling_group *group)
{
    if (!isnan(policy->instance_warmup_s)) {
        return policy->instance_warmup_s;
    }
    if (group->default_warmup_s >= 0.0) {
        return group->default_warmup_s;
    }
    return isnan(group->default_cooldown_s) ? EC2_DEFAULT_COOLDOWN_S : group->default_cooldown_s;
}

bool policy_is_object_name(const char *name)
{
    enum { LENGTH_MAX = 253 };
    size_t length = strlen(name);
    bool valid = length > 0 && length <= LENGTH_MAX;
    for (size_t i = 0; i < length && valid; i++) {
        bool inner = (name[i] == '-' || name[i] == '.') && i > 0 && i + 1 < length;
        valid = inner || ascii_is_digit(name[i]) || (name[i] >= 'a' && name[i] <= 'z');
    }
    return valid;
}
