#include "policy/core/compare.h"

#include "base/ascii.h"
#include "base/number.h"
#include "base/vec.h"
#include "policy/core/platform.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// Numbers are written with 15 digits, which is what a file keeps of them.
static const double TOLERANCE = 1e-14;

/// A comparison under way.
struct comparison {
    struct policy_differences *found;
    const char *of;   ///< "policy", "alarm"
    const char *name; ///< of the object; NULL
};

static void differ(struct comparison *comparison, const char *what, const char *a, const char *b)
{
    struct policy_differences *found = comparison->found;
    struct arena *arena = &found->arena;
    bool named = comparison->name != NULL;
    const struct policy_difference difference = {
        .setting = arena_printf(arena, "%s%s%s%s%s", comparison->of, named ? " " : "",
                                named ? comparison->name : "", what[0] == '\0' ? "" : ": ", what),
        .before = arena_strdup(arena, a),
        .after = arena_strdup(arena, b),
    };
    VEC_PUSH(found->item, found->count, found->capacity, difference);
}

/// 15 digits; what is not set, or goes on without end, in words.
static const char *number_words(char text[static NUMBER_TEXT_MAX], double value)
{
    return isnan(value) ? "nothing" : isinf(value) ? "no bound" : number_format(text, value);
}

static void number(struct comparison *comparison, const char *what, double a, double b)
{
    bool near = isfinite(a) && isfinite(b) && fabs(a - b) <= TOLERANCE * fabs(a);
    bool same = (isnan(a) && isnan(b)) || a == b || near;
    char first[NUMBER_TEXT_MAX];
    char second[NUMBER_TEXT_MAX];
    if (!same)
        differ(comparison, what, number_words(first, a), number_words(second, b));
}

/// Begins the comparison of an object of this name.
static void begin(struct comparison *comparison, const char *of, const char *name)
{
    comparison->of = of;
    comparison->name = name;
}

static void whole(struct comparison *comparison, const char *what, size_t a, size_t b)
{
    number(comparison, what, (double)a, (double)b);
}

/// Words of an enumeration, in its order.
struct words {
    const char *const *word;
    size_t count;
};

#define WORDS(...)                                                                                 \
    {                                                                                              \
        (const char *const[]){__VA_ARGS__},                                                        \
            sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *)                      \
    }

static const struct words metric_kinds =
    WORDS("CPU", "memory", "network in", "network out", "requests", "queue", "latency", "other");
static const struct words statistics =
    WORDS("Average", "Sum", "Minimum", "Maximum", "SampleCount", "percentile");
static const struct words aggregations = WORDS("of an instance", "in all", "in all, by replicas");
static const struct words comparisons = WORDS(">", ">=", "<", "<=");
static const struct words missing_data = WORDS("missing", "ignore", "breaching", "notBreaching");
static const struct words adjustment_types =
    WORDS("ChangeInCapacity", "PercentChangeInCapacity", "ExactCapacity");
static const struct words policy_kinds =
    WORDS("SimpleScaling", "StepScaling", "TargetTrackingScaling", "PredictiveScaling");
static const struct words breaches = WORDS("HonorMaxCapacity", "IncreaseMaxCapacity");
static const struct words pool_states = WORDS("Stopped", "Running", "Hibernated");
static const struct words selections = WORDS("Max", "Min", "Disabled");
static const struct words target_types = WORDS("Utilization", "AverageValue", "Value");
static const struct words yes_no = WORDS("no", "yes");

static void choice(struct comparison *comparison, const char *what, const struct words *words,
                   size_t a, size_t b)
{
    if (a >= words->count || b >= words->count)
        whole(comparison, what, a, b);
    else if (a != b)
        differ(comparison, what, words->word[a], words->word[b]);
}

static size_t fewer(size_t a, size_t b)
{
    return a < b ? a : b;
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
    choice(comparison, "metric's kind", &metric_kinds, a->kind, b->kind);
    choice(comparison, "metric's aggregation", &aggregations, a->aggregation, b->aggregation);
    choice(comparison, "metric's statistic", &statistics, a->statistic, b->statistic);
    number(comparison, "metric's percentile", a->percentile, b->percentile);
    number(comparison, "metric's period", a->period_s, b->period_s);
    text(comparison, "metric", a->name, b->name);
    text(comparison, "metric's namespace", a->space, b->space);
    text(comparison, "metric's unit", a->unit, b->unit);
    text(comparison, "metric's label", a->label, b->label);
    text(comparison, "metric's expression", a->expression, b->expression);
    text(comparison, "metric's id", a->id, b->id);
    whole(comparison, "metric's dimensions", a->dimensions, b->dimensions);
    for (size_t i = 0; i < fewer(a->dimensions, b->dimensions); i++) {
        text(comparison, "dimension", a->dimension[i].name, b->dimension[i].name);
        text(comparison, "dimension's value", a->dimension[i].value, b->dimension[i].value);
    }
    whole(comparison, "metric's inputs", a->inputs, b->inputs);
    for (size_t i = 0; i < fewer(a->inputs, b->inputs); i++)
        metrics(comparison, &a->input[i], &b->input[i]);
}

static void groups(struct comparison *comparison, const struct policy_set *one,
                   const struct policy_set *other)
{
    const struct scaling_group *a = &one->group;
    const struct scaling_group *b = &other->group;
    begin(comparison, "group", NULL);
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
    choice(comparison, "warm pool", &yes_no, pool->present, peer->present);
    if (!pool->present)
        return;
    choice(comparison, "warm pool's state", &pool_states, pool->state, peer->state);
    number(comparison, "warm pool's minimum", pool->min_size, peer->min_size);
    number(comparison, "warm pool's maximum", pool->max_prepared, peer->max_prepared);
    choice(comparison, "warm pool's reuse", &yes_no, pool->reuse_on_scale_in,
           peer->reuse_on_scale_in);
}

/// One number of a step, counted from 1.
static void of_step(struct comparison *comparison, size_t step, const char *what, double a,
                    double b)
{
    number(comparison, arena_printf(&comparison->found->arena, "step %zu's %s", step + 1, what), a,
           b);
}

static void steps(struct comparison *comparison, const struct scaling_policy *a,
                  const struct scaling_policy *b)
{
    whole(comparison, "steps", a->steps, b->steps);
    for (size_t i = 0; i < fewer(a->steps, b->steps); i++) {
        of_step(comparison, i, "lower bound", a->step[i].lower, b->step[i].lower);
        of_step(comparison, i, "upper bound", a->step[i].upper, b->step[i].upper);
        of_step(comparison, i, "adjustment", a->step[i].adjustment, b->step[i].adjustment);
    }
}

static void links(struct comparison *comparison, const struct policy_set *one,
                  const struct scaling_policy *a, const struct policy_set *other,
                  const struct scaling_policy *b)
{
    whole(comparison, "alarms", a->alarms, b->alarms);
    for (size_t i = 0; i < a->alarms; i++) {
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
    choice(comparison, "type", &policy_kinds, a->kind, b->kind);
    choice(comparison, "enabled", &yes_no, a->enabled, b->enabled);
    choice(comparison, "adjustment type", &adjustment_types, a->adjustment_type,
           b->adjustment_type);
    number(comparison, "adjustment", a->adjustment, b->adjustment);
    number(comparison, "least adjustment", a->min_adjustment_magnitude,
           b->min_adjustment_magnitude);
    number(comparison, "cooldown", a->cooldown_s, b->cooldown_s);
    number(comparison, "warm-up", a->instance_warmup_s, b->instance_warmup_s);
    choice(comparison, "aggregation", &statistics, a->aggregation, b->aggregation);
    steps(comparison, a, b);
    metrics(comparison, &a->metric, &b->metric);
    metrics(comparison, &a->load, &b->load);
    number(comparison, "target", a->target, b->target);
    choice(comparison, "scale-in disabled", &yes_no, a->scale_in_disabled, b->scale_in_disabled);
    number(comparison, "scale-out cooldown", a->scale_out_cooldown_s, b->scale_out_cooldown_s);
    number(comparison, "scale-in cooldown", a->scale_in_cooldown_s, b->scale_in_cooldown_s);
    choice(comparison, "forecast only", &yes_no, a->forecast_only, b->forecast_only);
    number(comparison, "scheduling buffer", a->scheduling_buffer_s, b->scheduling_buffer_s);
    choice(comparison, "breach behavior", &breaches, a->breach, b->breach);
    number(comparison, "capacity buffer", a->max_capacity_buffer, b->max_capacity_buffer);
}

static void alarms(struct comparison *comparison, const struct policy_alarm *a,
                   const struct policy_alarm *b)
{
    metrics(comparison, &a->metric, &b->metric);
    choice(comparison, "comparison", &comparisons, a->comparison, b->comparison);
    number(comparison, "threshold", a->threshold, b->threshold);
    number(comparison, "evaluation periods", a->evaluation_periods, b->evaluation_periods);
    number(comparison, "datapoints to alarm", a->datapoints_to_alarm, b->datapoints_to_alarm);
    choice(comparison, "missing data", &missing_data, a->missing, b->missing);
    choice(comparison, "actions enabled", &yes_no, a->actions_enabled, b->actions_enabled);
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
    choice(comparison, "selected limit", &selections, a->select, b->select);
    number(comparison, "tolerance", a->tolerance, b->tolerance);
    whole(comparison, "limits", a->limits, b->limits);
    for (size_t i = 0; i < fewer(a->limits, b->limits); i++) {
        choice(comparison, "limit in per cent", &yes_no, a->limit[i].percent, b->limit[i].percent);
        number(comparison, "limit", a->limit[i].value, b->limit[i].value);
        number(comparison, "limit's period", a->limit[i].period_s, b->limit[i].period_s);
    }
}

static void replicas(struct comparison *comparison, const struct replica_policy *a,
                     const struct replica_policy *b)
{
    begin(comparison, "autoscaler", NULL);
    choice(comparison, "presence", &yes_no, a->present, b->present);
    choice(comparison, "behavior", &yes_no, a->has_behavior, b->has_behavior);
    rules(comparison, &a->up, &b->up);
    rules(comparison, &a->down, &b->down);
    number(comparison, "polling", a->polling_s, b->polling_s);
    number(comparison, "cooldown", a->cooldown_s, b->cooldown_s);
    number(comparison, "idle replicas", a->idle_replicas, b->idle_replicas);
    number(comparison, "fallback", a->fallback_replicas, b->fallback_replicas);
    number(comparison, "fallback behavior", a->fallback_behavior, b->fallback_behavior);
    number(comparison, "fallback's failures", a->fallback_failures, b->fallback_failures);
    text(comparison, "namespace", a->space, b->space);
    text(comparison, "target's version", a->target_api, b->target_api);
    text(comparison, "target's kind", a->target_kind, b->target_kind);
    text(comparison, "target", a->target_name, b->target_name);
    whole(comparison, "metrics", a->metrics, b->metrics);
    for (size_t i = 0; i < fewer(a->metrics, b->metrics); i++) {
        const struct replica_metric *metric = &a->metric[i];
        const struct replica_metric *peer = &b->metric[i];
        metrics(comparison, &metric->metric, &peer->metric);
        choice(comparison, "target's type", &target_types, metric->target_type, peer->target_type);
        number(comparison, "target", metric->target, peer->target);
        text(comparison, "trigger", metric->trigger, peer->trigger);
        number(comparison, "activation", metric->activation, peer->activation);
        text(comparison, "start", metric->recurrence, peer->recurrence);
        text(comparison, "end", metric->recurrence_end, peer->recurrence_end);
        text(comparison, "zone", metric->zone, peer->zone);
    }
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

/// Names those of `b` that `a` has not.
static void added(struct comparison *comparison, const char *of,
                  const char *(*name_at)(const struct policy_set *, size_t),
                  const struct policy_set *a, size_t before, const struct policy_set *b,
                  size_t after)
{
    for (size_t i = 0; i < after; i++) {
        begin(comparison, of, name_at(b, i));
        if (find(name_at(b, i), name_at, a, before) == before)
            differ(comparison, "", "not there", "there");
    }
}

static void all_policies(struct comparison *comparison, const struct policy_set *a,
                         const struct policy_set *b)
{
    for (size_t i = 0; i < a->policies; i++) {
        size_t j = find(a->policy[i].name, policy_name, b, b->policies);
        begin(comparison, "policy", a->policy[i].name);
        if (j == b->policies) {
            differ(comparison, "", "there", "not there");
            continue;
        }
        policies(comparison, &a->policy[i], &b->policy[j]);
        links(comparison, a, &a->policy[i], b, &b->policy[j]);
    }
    added(comparison, "policy", policy_name, a, a->policies, b, b->policies);
    begin(comparison, "group", NULL);
    whole(comparison, "policies", a->policies, b->policies);
}

static void all_alarms(struct comparison *comparison, const struct policy_set *a,
                       const struct policy_set *b)
{
    for (size_t i = 0; i < a->alarms; i++) {
        size_t j = find(a->alarm[i].name, alarm_name, b, b->alarms);
        begin(comparison, "alarm", a->alarm[i].name);
        if (j == b->alarms)
            differ(comparison, "", "there", "not there");
        else
            alarms(comparison, &a->alarm[i], &b->alarm[j]);
    }
    added(comparison, "alarm", alarm_name, a, a->alarms, b, b->alarms);
    begin(comparison, "group", NULL);
    whole(comparison, "alarms", a->alarms, b->alarms);
}

static void all_scheduled(struct comparison *comparison, const struct policy_set *a,
                          const struct policy_set *b)
{
    for (size_t i = 0; i < a->scheduled_count; i++) {
        size_t j = find(a->scheduled[i].name, scheduled_name, b, b->scheduled_count);
        begin(comparison, "scheduled action", a->scheduled[i].name);
        if (j == b->scheduled_count)
            differ(comparison, "", "there", "not there");
        else
            scheduled(comparison, &a->scheduled[i], &b->scheduled[j]);
    }
    added(comparison, "scheduled action", scheduled_name, a, a->scheduled_count, b,
          b->scheduled_count);
    begin(comparison, "group", NULL);
    whole(comparison, "scheduled actions", a->scheduled_count, b->scheduled_count);
}

/// What only the platform knows: the first difference that it tells, "SETTING: A and B".
static void own(struct comparison *comparison, const struct policy_set *a,
                const struct policy_set *b)
{
    struct str difference = {0};
    struct arena *arena = &comparison->found->arena;
    if (!a->platform->same_own(a, b, &difference)) {
        const char *told = str_text(&difference);
        const char *values = strrchr(told, ':');
        const char *and = values == NULL ? NULL : strstr(values, " and ");
        begin(comparison,
              and == NULL ? "settings" : arena_strndup(arena, told, (size_t)(values - told)), NULL);
        differ(comparison, "",
               and == NULL ? told : arena_strndup(arena, values + 2, (size_t)(and-values - 2)),
               and == NULL ? "others" : and+5);
    }
    str_release(&difference);
}

void policy_set_differences(const struct policy_set *a, const struct policy_set *b,
                            struct policy_differences *found)
{
    struct comparison comparison = {.found = found};
    groups(&comparison, a, b);
    all_policies(&comparison, a, b);
    all_alarms(&comparison, a, b);
    all_scheduled(&comparison, a, b);
    replicas(&comparison, &a->replicas, &b->replicas);
    if (a->platform == b->platform && a->platform->same_own != NULL)
        own(&comparison, a, b);
}

void policy_differences_release(struct policy_differences *found)
{
    arena_release(&found->arena);
    free(found->item);
    *found = (struct policy_differences){0};
}
