// Rules on HorizontalPodAutoscalers and KEDA's ScaledObjects.
#include "policy/core/lint_part.h"
#include "policy/core/platform_defaults.h"
#include "policy/kubernetes/kubernetes_parts.h"
#include "policy/kubernetes/kubernetes_platforms.h"
#include "time/cron.h"

#include <math.h>
#include <string.h>

/// Behind what the API refuses (autoscaling/v2, HPAScalingRules).
static const double PERIOD_MAX_S = 1800, WINDOW_MAX_S = 3600;

static void lint_rules_of(const struct lint_run *run, const struct scaling_rules *rules,
                          const char *direction)
{
    static const double TOLERANCE_LEAST = 0.01, TOLERANCE_MOST = 0.25;
    const struct policy_origin *origin = &run->set->replicas.origin;
    if (rules->stabilization_s < 0 || rules->stabilization_s > WINDOW_MAX_S)
        lint_add(run, LINT_REPLICAS_BEHAVIOR_RANGE, origin, "%s: a window of %.10g s", direction,
                 rules->stabilization_s);
    for (size_t i = 0; i < rules->limits; i++) {
        const struct rate_limit *limit = &rules->limit[i];
        const struct policy_origin *place = limit->origin.file == NULL ? origin : &limit->origin;
        if (!(limit->period_s >= 1 && limit->period_s <= PERIOD_MAX_S) || !(limit->value > 0))
            lint_add(run, LINT_REPLICAS_BEHAVIOR_RANGE, place, "%s: %.10g in %.10g s", direction,
                     limit->value, limit->period_s);
    }
    if (rules->tolerance < TOLERANCE_LEAST || rules->tolerance > TOLERANCE_MOST)
        lint_add(run, LINT_REPLICAS_TOLERANCE, origin, "%s: %.10g%%", direction,
                 100 * rules->tolerance);
}

static bool is_resource(const struct scaling_metric *metric)
{
    return metric->kind == METRIC_CPU || metric->kind == METRIC_MEMORY;
}

static void lint_metric(const struct lint_run *run, const struct replica_metric *metric)
{
    const char *name = lint_name(run, metric->metric.name);
    const struct policy_origin *origin = &metric->metric.origin;
    if (metric->target <= 0)
        lint_add(run, LINT_TARGET_OUT_OF_RANGE, origin, "metric %s: %.10g", name, metric->target);
    if (metric->target_type == TARGET_UTILIZATION && metric->target > 100)
        lint_add(run, LINT_REPLICAS_UTILIZATION, origin, "metric %s: %.10g%%", name,
                 metric->target);
    if (metric->target_type == TARGET_UTILIZATION && metric->target > 0 && metric->target <= 1)
        lint_add(run, LINT_SHARE_FOR_PERCENT, origin, "metric %s: %.10g%%", name, metric->target);
    if (metric->recurrence == NULL)
        lint_held(run, metric);
    if (metric->metric.kind == METRIC_MEMORY)
        lint_add(run, LINT_REPLICAS_MEMORY, origin, "metric %s", name);
}

/// Whether a metric that comes from outside the pods can wake the object up.
static bool wakes_up(const struct policy_set *set)
{
    for (size_t i = 0; i < set->replicas.metrics; i++) {
        const struct scaling_metric *metric = &set->replicas.metric[i].metric;
        if (set->platform == &platform_keda ? !is_resource(metric)
                                            : metric->aggregation != AGGREGATION_INSTANCE)
            return true;
    }
    return false;
}

/// Whether KEDA puts the fallback in place of this trigger's metric (ScaledObject, "fallback").
static bool falls_back(const struct replica_metric *trigger)
{
    return !is_resource(&trigger->metric) && trigger->target_type == TARGET_AVERAGE_VALUE;
}

static void lint_fallback(const struct lint_run *run)
{
    const struct replica_policy *replicas = &run->set->replicas;
    size_t covered = 0;
    for (size_t i = 0; i < replicas->metrics; i++)
        covered += falls_back(&replicas->metric[i]) ? 1 : 0;
    if (isnan(replicas->fallback_replicas) || covered == replicas->metrics)
        return;
    lint_add(run, covered == 0 ? LINT_KEDA_FALLBACK_UNSUPPORTED : LINT_KEDA_FALLBACK_PARTIAL,
             &replicas->origin, "the object %s: %zu of %zu triggers",
             lint_name(run, run->set->group.name), replicas->metrics - covered, replicas->metrics);
}

/// Whether two schedules name the same times, however they are written.
static bool same_times(const char *a, const char *b)
{
    struct cron first = {0}, second = {0};
    struct err err;
    return strcmp(a, b) == 0 ||
           (cron_parse(&first, a, &err) == 0 && cron_parse(&second, b, &err) == 0 &&
            first.minute == second.minute && first.hour == second.hour && first.day == second.day &&
            first.month == second.month && first.weekday == second.weekday);
}

static void lint_cron(const struct lint_run *run, const struct replica_metric *trigger)
{
    const struct scaling_group *group = &run->set->group;
    const struct policy_origin *origin = &trigger->metric.origin;
    if (trigger->recurrence == NULL)
        return;
    double set = run->set->replicas.up.tolerance;
    double up_tolerance = isnan(set) ? REPLICA_TOLERANCE : set;
    if (trigger->recurrence_end != NULL && same_times(trigger->recurrence, trigger->recurrence_end))
        lint_add(run, LINT_KEDA_CRON_SAME, origin, "from %s until %s",
                 lint_name(run, trigger->recurrence), lint_name(run, trigger->recurrence_end));
    if (trigger->target > group->max)
        lint_add(run, LINT_KEDA_CRON_ABOVE_MAX, origin, "%.10g replicas, %.10g at most",
                 trigger->target, group->max);
    else if (trigger->target <= group->min)
        lint_add(run, LINT_KEDA_CRON_NO_EFFECT, origin, "%.10g replicas, %.10g at the least",
                 trigger->target, group->min);
    else if (trigger->target / group->min <= 1 + up_tolerance)
        lint_add(run, LINT_KEDA_CRON_NO_EFFECT, origin,
                 "%.10g replicas are within the tolerance of %.10g%% of the %.10g at the least",
                 trigger->target, 100 * up_tolerance, group->min);
}

static void lint_keda(const struct lint_run *run)
{
    lint_fallback(run);
    for (size_t i = 0; i < run->set->replicas.metrics; i++)
        lint_cron(run, &run->set->replicas.metric[i]);
    if (run->set->replicas.idle_replicas >= run->set->group.min)
        lint_add(run, LINT_KEDA_IDLE, &run->set->replicas.origin, "%.10g idle, %.10g at the least",
                 run->set->replicas.idle_replicas, run->set->group.min);

    const struct replica_policy *replicas = &run->set->replicas;
    const struct policy_origin *origin = &replicas->origin;
    bool readable = false;
    for (size_t i = 0; i < replicas->metrics; i++)
        readable = readable || (!is_resource(&replicas->metric[i].metric) &&
                                replicas->metric[i].recurrence == NULL);
    if (readable && isnan(replicas->fallback_replicas))
        lint_add(run, LINT_KEDA_NO_FALLBACK, origin, "the object %s",
                 lint_name(run, run->set->group.name));
    double polling_s = isnan(replicas->polling_s) ? KEDA_POLLING_S : replicas->polling_s;
    double cooldown_s = isnan(replicas->cooldown_s) ? KEDA_COOLDOWN_S : replicas->cooldown_s;
    bool to_zero = run->set->group.min == 0 || replicas->idle_replicas == 0;
    if (to_zero && cooldown_s <= polling_s)
        lint_add(run, LINT_KEDA_COOLDOWN, origin, "a cooldown of %.10g s, polls every %.10g s",
                 cooldown_s, polling_s);
}

void lint_replicas(const struct lint_run *run)
{
    const struct replica_policy *replicas = &run->set->replicas;
    if (!replicas->present)
        return;
    const char *name = run->set->group.name;
    if (name != NULL && !policy_is_object_name(name))
        lint_add(run, LINT_OBJECT_NAME, &replicas->origin, "the object %s", lint_name(run, name));
    if (replicas->has_behavior && replicas->down.stabilization_s == 0 &&
        replicas->down.select != SELECT_DISABLED)
        lint_add(run, LINT_REPLICAS_NO_WINDOW, &replicas->origin, "the object %s",
                 lint_name(run, run->set->group.name));
    lint_rules_of(run, &replicas->up, "scaleUp");
    lint_rules_of(run, &replicas->down, "scaleDown");
    for (size_t i = 0; i < replicas->metrics; i++)
        lint_metric(run, &replicas->metric[i]);
    if (run->set->group.min == 0 && !wakes_up(run->set))
        lint_add(run, LINT_REPLICAS_ZERO, &replicas->origin, "the object %s",
                 lint_name(run, run->set->group.name));
    if (run->set->platform == &platform_keda)
        lint_keda(run);
}
