// Rules on target tracking and predictive scaling.
#include "policy/core/lint_part.h"
#include "policy/core/platform_defaults.h"

#include <math.h>
#include <string.h>

/// Predefined metrics of it need the label of a target group.
static const char requests_label[] = "ALBRequestCountPerTarget";

static bool is_target(const struct scaling_policy *policy)
{
    return policy->kind == POLICY_TARGET && policy->enabled;
}

static void lint_target(const struct lint_run *run, const struct scaling_policy *policy)
{
    const struct scaling_metric *metric = &policy->metric;
    bool percentage = metric->kind == METRIC_CPU || metric->kind == METRIC_MEMORY;
    if (policy->target <= 0 || (percentage && policy->target >= 100))
        lint_add(run, LINT_TARGET_OUT_OF_RANGE, &policy->origin, "policy %s: %.10g",
                 lint_name(run, policy->name), policy->target);
    if (percentage && metric->expression == NULL && policy->target > 0 && policy->target <= 1)
        lint_add(run, LINT_SHARE_FOR_PERCENT, &policy->origin, "policy %s: a target of %.10g%%",
                 lint_name(run, policy->name), policy->target);
    if (policy->kind == POLICY_TARGET && metric->predefined && metric->kind == METRIC_REQUESTS &&
        metric->label == NULL && strncmp(metric->name, requests_label, strlen(requests_label)) == 0)
        lint_add(run, LINT_TARGET_NO_LABEL, &policy->origin, "policy %s: %s",
                 lint_name(run, policy->name), metric->name);
    bool total = metric->aggregation == AGGREGATION_TOTAL && metric->kind != METRIC_OTHER;
    if (policy->kind == POLICY_TARGET && (metric->kind == METRIC_LATENCY || total))
        lint_add(run, LINT_TARGET_NOT_PROPORTIONAL, &policy->origin, "policy %s follows %s",
                 lint_name(run, policy->name), lint_name(run, metric->name));
}

/// Another policy on the metric of the target tracking policy at `place`.
static void lint_rivals(const struct lint_run *run, size_t place)
{
    const struct policy_set *set = run->set;
    const struct scaling_policy *policy = &set->policy[place];
    for (size_t i = 0; i < set->policies; i++) {
        const struct scaling_policy *other = &set->policy[i];
        if (!other->enabled || i == place)
            continue;
        if (i > place && is_target(other) && lint_same_metric(&policy->metric, &other->metric))
            lint_add(run, LINT_TARGET_TWICE, &other->origin, "policies %s and %s",
                     lint_name(run, policy->name), lint_name(run, other->name));
        for (size_t k = 0; k < other->alarms; k++)
            if (lint_same_metric(&policy->metric, &set->alarm[other->alarm[k]].metric))
                lint_add(run, LINT_TARGET_AND_STEPS, &other->origin, "policies %s and %s",
                         lint_name(run, policy->name), lint_name(run, other->name));
    }
}

/// The first policy that scales in, for the smallest group that it can shrink.
static void lint_small_group(const struct lint_run *run)
{
    static const double SMALL = 10;
    const struct policy_set *set = run->set;
    double size = fmax(set->group.min, 1) + 1;
    if (!(size < SMALL) || size > set->group.max || set->group.parts)
        return;
    for (size_t i = 0; i < set->policies; i++) {
        const struct scaling_policy *policy = &set->policy[i];
        // Utilizations of other things than instances are of finer parts.
        bool parts = policy->metric.predefined && policy->metric.kind == METRIC_OTHER;
        if (!is_target(policy) || policy->scale_in_disabled || parts)
            continue;
        lint_add(run, LINT_TARGET_SMALL_GROUP, &policy->origin,
                 "policy %s: from %.10g instances to %.10g only at %s, %.0f%% of the target",
                 lint_name(run, policy->name), size, size - 1,
                 lint_number(run, policy->target * (size - 1) / size), 100 * (size - 1) / size);
        return;
    }
}

static void lint_predictive(const struct lint_run *run, const struct scaling_policy *policy)
{
    const char *name = lint_name(run, policy->name);
    bool increase = policy->breach == BREACH_INCREASE;
    if (increase == isnan(policy->max_capacity_buffer))
        lint_add(run, LINT_PREDICTIVE_BUFFER, &policy->origin, "policy %s: %s", name,
                 increase ? "IncreaseMaxCapacity without a buffer" : "a buffer that is not used");
    if (policy->forecast_only) {
        lint_add(run, LINT_PREDICTIVE_FORECAST_ONLY, &policy->origin, "policy %s", name);
        return;
    }
    double buffer_s =
        isnan(policy->scheduling_buffer_s) ? PREDICTIVE_BUFFER_S : policy->scheduling_buffer_s;
    if (buffer_s < run->facts->boot_s)
        lint_add(run, LINT_PREDICTIVE_LATE, &policy->origin,
                 "policy %s: %.10g s ahead, a boot of %.10g s", name, buffer_s, run->facts->boot_s);
    for (size_t i = 0; i < run->set->policies; i++)
        if (run->set->policy[i].enabled && run->set->policy[i].kind != POLICY_PREDICTIVE)
            return;
    lint_add(run, LINT_PREDICTIVE_ALONE, &policy->origin, "policy %s", name);
}

void lint_targets(const struct lint_run *run)
{
    const struct policy_set *set = run->set;
    for (size_t i = 0; i < set->policies; i++) {
        const struct scaling_policy *policy = &set->policy[i];
        if (!policy->enabled)
            continue;
        if (policy->kind == POLICY_PREDICTIVE)
            lint_predictive(run, policy);
        if (policy->kind == POLICY_PREDICTIVE || policy->kind == POLICY_TARGET)
            lint_target(run, policy);
        if (policy->kind == POLICY_TARGET)
            lint_rivals(run, i);
    }
    lint_small_group(run);
}
