#include "policy/core/compare.h"

#include "base/ascii.h"
#include "base/number.h"
#include "policy/core/platform.h"

#include <math.h>
#include <string.h>

/// Numbers are written with 15 digits, which is what a file keeps of them.
static const double TOLERANCE = 1e-14;

/// A comparison under way: once something differs, nothing more is looked at.
struct comparison {
    struct str *difference;
    const char *of;   ///< "policy", "alarm"
    const char *name; ///< of the object; NULL
    bool differs;
};

static void differ(struct comparison *comparison, const char *what, const char *a, const char *b)
{
    if (comparison->differs)
        return;
    comparison->differs = true;
    if (comparison->difference != NULL)
        str_appendf(comparison->difference, "%s%s%s: %s: %s and %s", comparison->of,
                    comparison->name == NULL ? "" : " ",
                    comparison->name == NULL ? "" : comparison->name, what, a, b);
}

static void number(struct comparison *comparison, const char *what, double a, double b)
{
    bool near = isfinite(a) && isfinite(b) && fabs(a - b) <= TOLERANCE * fabs(a);
    bool same = (isnan(a) && isnan(b)) || a == b || near;
    char first[NUMBER_TEXT_MAX];
    char second[NUMBER_TEXT_MAX];
    if (!same)
        differ(comparison, what, isnan(a) ? "nothing" : number_format(first, a),
               isnan(b) ? "nothing" : number_format(second, b));
}

static void whole(struct comparison *comparison, const char *what, size_t a, size_t b)
{
    number(comparison, what, (double)a, (double)b);
}

static void text(struct comparison *comparison, const char *what, const char *a, const char *b)
{
    const char *first = a == NULL ? "nothing" : a;
    const char *second = b == NULL ? "nothing" : b;
    if ((a == NULL) != (b == NULL) || strcmp(first, second) != 0)
        differ(comparison, what, first, second);
}

bool policy_same_name(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    while (true) {
        while (*a != '\0' && !ascii_is_letter(*a) && !ascii_is_digit(*a))
            a++;
        while (*b != '\0' && !ascii_is_letter(*b) && !ascii_is_digit(*b))
            b++;
        if (ascii_to_lower(*a) != ascii_to_lower(*b))
            return false;
        if (*a == '\0')
            return true;
        a++;
        b++;
    }
}

static void metrics(struct comparison *comparison, const struct scaling_metric *a,
                    const struct scaling_metric *b)
{
    whole(comparison, "metric's kind", a->kind, b->kind);
    whole(comparison, "metric's aggregation", a->aggregation, b->aggregation);
    whole(comparison, "metric's statistic", a->statistic, b->statistic);
    number(comparison, "metric's percentile", a->percentile, b->percentile);
    number(comparison, "metric's period", a->period_s, b->period_s);
    text(comparison, "metric", a->name, b->name);
    text(comparison, "metric's namespace", a->space, b->space);
    text(comparison, "metric's unit", a->unit, b->unit);
    text(comparison, "metric's label", a->label, b->label);
    text(comparison, "metric's expression", a->expression, b->expression);
    text(comparison, "metric's id", a->id, b->id);
    whole(comparison, "metric's dimensions", a->dimensions, b->dimensions);
    for (size_t i = 0; i < a->dimensions && !comparison->differs; i++) {
        text(comparison, "dimension", a->dimension[i].name, b->dimension[i].name);
        text(comparison, "dimension's value", a->dimension[i].value, b->dimension[i].value);
    }
    whole(comparison, "metric's inputs", a->inputs, b->inputs);
    for (size_t i = 0; i < a->inputs && !comparison->differs; i++)
        metrics(comparison, &a->input[i], &b->input[i]);
}

static void groups(struct comparison *comparison, const struct policy_set *one,
                   const struct policy_set *other)
{
    const struct scaling_group *a = &one->group;
    const struct scaling_group *b = &other->group;
    *comparison = (struct comparison){.difference = comparison->difference, .of = "group"};
    text(comparison, "platform", one->platform->name, other->platform->name);
    if (!policy_same_name(a->name, b->name))
        text(comparison, "name", a->name, b->name);
    number(comparison, "minimum", a->min, b->min);
    number(comparison, "maximum", a->max, b->max);
    if (!one->replicas.present)
        number(comparison, "desired", a->desired, b->desired);
    number(comparison, "default cooldown", a->default_cooldown_s, b->default_cooldown_s);
    number(comparison, "default warm-up", a->default_warmup_s, b->default_warmup_s);
    number(comparison, "health check grace", a->health_check_grace_s, b->health_check_grace_s);
    number(comparison, "launching hook", a->launch_hook_s, b->launch_hook_s);
    number(comparison, "terminating hook", a->terminate_hook_s, b->terminate_hook_s);
    const struct warm_pool *pool = &one->warm_pool;
    const struct warm_pool *peer = &other->warm_pool;
    whole(comparison, "warm pools", pool->present, peer->present);
    if (!pool->present || comparison->differs)
        return;
    whole(comparison, "warm pool's state", pool->state, peer->state);
    number(comparison, "warm pool's minimum", pool->min_size, peer->min_size);
    number(comparison, "warm pool's maximum", pool->max_prepared, peer->max_prepared);
    whole(comparison, "warm pool's reuse", pool->reuse_on_scale_in, peer->reuse_on_scale_in);
}

static void steps(struct comparison *comparison, const struct scaling_policy *a,
                  const struct scaling_policy *b)
{
    whole(comparison, "steps", a->steps, b->steps);
    for (size_t i = 0; i < a->steps && !comparison->differs; i++) {
        number(comparison, "step's lower bound", a->step[i].lower, b->step[i].lower);
        number(comparison, "step's upper bound", a->step[i].upper, b->step[i].upper);
        number(comparison, "step's adjustment", a->step[i].adjustment, b->step[i].adjustment);
    }
}

static void links(struct comparison *comparison, const struct policy_set *one,
                  const struct scaling_policy *a, const struct policy_set *other,
                  const struct scaling_policy *b)
{
    whole(comparison, "alarms", a->alarms, b->alarms);
    for (size_t i = 0; i < a->alarms && !comparison->differs; i++) {
        const char *name = one->alarm[a->alarm[i]].name;
        bool found = false;
        for (size_t j = 0; j < b->alarms && !found; j++)
            found = policy_same_name(name, other->alarm[b->alarm[j]].name);
        if (!found)
            differ(comparison, "alarm", name, "others");
    }
}

static void policies(struct comparison *comparison, const struct scaling_policy *a,
                     const struct scaling_policy *b)
{
    whole(comparison, "type", a->kind, b->kind);
    whole(comparison, "enabled", a->enabled, b->enabled);
    whole(comparison, "adjustment type", a->adjustment_type, b->adjustment_type);
    number(comparison, "adjustment", a->adjustment, b->adjustment);
    number(comparison, "least adjustment", a->min_adjustment_magnitude,
           b->min_adjustment_magnitude);
    number(comparison, "cooldown", a->cooldown_s, b->cooldown_s);
    number(comparison, "warm-up", a->instance_warmup_s, b->instance_warmup_s);
    whole(comparison, "aggregation", a->aggregation, b->aggregation);
    steps(comparison, a, b);
    metrics(comparison, &a->metric, &b->metric);
    metrics(comparison, &a->load, &b->load);
    number(comparison, "target", a->target, b->target);
    whole(comparison, "scale-in disabled", a->scale_in_disabled, b->scale_in_disabled);
    number(comparison, "scale-out cooldown", a->scale_out_cooldown_s, b->scale_out_cooldown_s);
    number(comparison, "scale-in cooldown", a->scale_in_cooldown_s, b->scale_in_cooldown_s);
    whole(comparison, "forecast only", a->forecast_only, b->forecast_only);
    number(comparison, "scheduling buffer", a->scheduling_buffer_s, b->scheduling_buffer_s);
    whole(comparison, "breach behavior", a->breach, b->breach);
    number(comparison, "capacity buffer", a->max_capacity_buffer, b->max_capacity_buffer);
}

static void alarms(struct comparison *comparison, const struct policy_alarm *a,
                   const struct policy_alarm *b)
{
    metrics(comparison, &a->metric, &b->metric);
    whole(comparison, "comparison", a->comparison, b->comparison);
    number(comparison, "threshold", a->threshold, b->threshold);
    number(comparison, "evaluation periods", a->evaluation_periods, b->evaluation_periods);
    number(comparison, "datapoints to alarm", a->datapoints_to_alarm, b->datapoints_to_alarm);
    whole(comparison, "missing data", a->missing, b->missing);
    whole(comparison, "actions enabled", a->actions_enabled, b->actions_enabled);
}

static void scheduled(struct comparison *comparison, const struct scheduled_action *a,
                      const struct scheduled_action *b)
{
    char first[INSTANT_TEXT_MAX];
    char second[INSTANT_TEXT_MAX];
    text(comparison, "recurrence", a->recurrence, b->recurrence);
    text(comparison, "zone", a->zone, b->zone);
    text(comparison, "start", instant_format(first, a->start), instant_format(second, b->start));
    text(comparison, "end", instant_format(first, a->end), instant_format(second, b->end));
    number(comparison, "minimum", a->min, b->min);
    number(comparison, "maximum", a->max, b->max);
    number(comparison, "desired", a->desired, b->desired);
}

static void rules(struct comparison *comparison, const struct scaling_rules *a,
                  const struct scaling_rules *b)
{
    number(comparison, "stabilization", a->stabilization_s, b->stabilization_s);
    whole(comparison, "selected limit", a->select, b->select);
    number(comparison, "tolerance", a->tolerance, b->tolerance);
    whole(comparison, "limits", a->limits, b->limits);
    for (size_t i = 0; i < a->limits && !comparison->differs; i++) {
        whole(comparison, "limit's type", a->limit[i].percent, b->limit[i].percent);
        number(comparison, "limit", a->limit[i].value, b->limit[i].value);
        number(comparison, "limit's period", a->limit[i].period_s, b->limit[i].period_s);
    }
}

static void replicas(struct comparison *comparison, const struct replica_policy *a,
                     const struct replica_policy *b)
{
    *comparison = (struct comparison){
        .difference = comparison->difference, .of = "autoscaler", .differs = comparison->differs};
    whole(comparison, "presence", a->present, b->present);
    whole(comparison, "behavior", a->has_behavior, b->has_behavior);
    rules(comparison, &a->up, &b->up);
    rules(comparison, &a->down, &b->down);
    number(comparison, "polling", a->polling_s, b->polling_s);
    number(comparison, "cooldown", a->cooldown_s, b->cooldown_s);
    number(comparison, "idle replicas", a->idle_replicas, b->idle_replicas);
    number(comparison, "fallback", a->fallback_replicas, b->fallback_replicas);
    number(comparison, "fallback's failures", a->fallback_failures, b->fallback_failures);
    text(comparison, "namespace", a->space, b->space);
    text(comparison, "target's version", a->target_api, b->target_api);
    text(comparison, "target's kind", a->target_kind, b->target_kind);
    text(comparison, "target", a->target_name, b->target_name);
    whole(comparison, "metrics", a->metrics, b->metrics);
    for (size_t i = 0; i < a->metrics && !comparison->differs; i++) {
        const struct replica_metric *metric = &a->metric[i];
        const struct replica_metric *peer = &b->metric[i];
        metrics(comparison, &metric->metric, &peer->metric);
        whole(comparison, "target's type", metric->target_type, peer->target_type);
        number(comparison, "target", metric->target, peer->target);
        text(comparison, "trigger", metric->trigger, peer->trigger);
        number(comparison, "activation", metric->activation, peer->activation);
        text(comparison, "start", metric->recurrence, peer->recurrence);
        text(comparison, "end", metric->recurrence_end, peer->recurrence_end);
        text(comparison, "zone", metric->zone, peer->zone);
    }
}

/// Begins the comparison of an object of this name.
static void begin(struct comparison *comparison, const char *of, const char *name)
{
    if (comparison->differs)
        return;
    comparison->of = of;
    comparison->name = name;
}

/// The place of the object of this name among `count`: of the very name, else of one with the same
/// letters and digits; `count` where there is none.
static size_t find(const char *name, const char *(*name_at)(const struct policy_set *, size_t),
                   const struct policy_set *set, size_t count)
{
    size_t same = count;
    for (size_t i = 0; i < count; i++) {
        const char *other = name_at(set, i);
        if (name != NULL && other != NULL && strcmp(name, other) == 0)
            return i;
        if (same == count && policy_same_name(name, other))
            same = i;
    }
    return same;
}

static const char *policy_name(const struct policy_set *set, size_t i)
{
    return set->policy[i].name;
}

static const char *alarm_name(const struct policy_set *set, size_t i)
{
    return set->alarm[i].name;
}

static const char *scheduled_name(const struct policy_set *set, size_t i)
{
    return set->scheduled[i].name;
}

static void all_policies(struct comparison *comparison, const struct policy_set *a,
                         const struct policy_set *b)
{
    begin(comparison, "group", NULL);
    whole(comparison, "policies", a->policies, b->policies);
    for (size_t i = 0; i < a->policies && !comparison->differs; i++) {
        size_t j = find(a->policy[i].name, policy_name, b, b->policies);
        begin(comparison, "policy", a->policy[i].name);
        if (j == b->policies) {
            differ(comparison, "name", "there", "not there");
            return;
        }
        policies(comparison, &a->policy[i], &b->policy[j]);
        links(comparison, a, &a->policy[i], b, &b->policy[j]);
    }
}

static void all_alarms(struct comparison *comparison, const struct policy_set *a,
                       const struct policy_set *b)
{
    begin(comparison, "group", NULL);
    whole(comparison, "alarms", a->alarms, b->alarms);
    for (size_t i = 0; i < a->alarms && !comparison->differs; i++) {
        size_t j = find(a->alarm[i].name, alarm_name, b, b->alarms);
        begin(comparison, "alarm", a->alarm[i].name);
        if (j == b->alarms)
            differ(comparison, "name", "there", "not there");
        else
            alarms(comparison, &a->alarm[i], &b->alarm[j]);
    }
}

static void all_scheduled(struct comparison *comparison, const struct policy_set *a,
                          const struct policy_set *b)
{
    begin(comparison, "group", NULL);
    whole(comparison, "scheduled actions", a->scheduled_count, b->scheduled_count);
    for (size_t i = 0; i < a->scheduled_count && !comparison->differs; i++) {
        size_t j = find(a->scheduled[i].name, scheduled_name, b, b->scheduled_count);
        begin(comparison, "scheduled action", a->scheduled[i].name);
        if (j == b->scheduled_count)
            differ(comparison, "name", "there", "not there");
        else
            scheduled(comparison, &a->scheduled[i], &b->scheduled[j]);
    }
}

bool policy_set_equal(const struct policy_set *a, const struct policy_set *b,
                      struct str *difference)
{
    struct comparison comparison = {.difference = difference};
    groups(&comparison, a, b);
    all_policies(&comparison, a, b);
    all_alarms(&comparison, a, b);
    all_scheduled(&comparison, a, b);
    replicas(&comparison, &a->replicas, &b->replicas);
    if (!comparison.differs && a->platform->same_own != NULL)
        comparison.differs = !a->platform->same_own(a, b, difference);
    return !comparison.differs;
}
