// Rules on single step and simple scaling policies.
#include "policy/aws/aws_platforms.h"
#include "policy/aws/step_scaling.h"
#include "policy/aws/step_table.h"
#include "policy/core/lint_part.h"

#include <math.h>

/// The rule that a fault of a step table breaks.
static const enum lint_rule_id fault_rule[] = {
    [STEP_TABLE_EMPTY] = LINT_STEPS_EMPTY,
    [STEP_TABLE_TOO_LONG] = LINT_STEPS_TOO_MANY,
    [STEP_BOTH_OPEN] = LINT_STEP_UNBOUNDED,
    [STEP_INVERTED] = LINT_STEP_INVERTED,
    [STEP_TWO_OPEN_LOWER] = LINT_STEPS_TWO_OPEN_LOWER,
    [STEP_TWO_OPEN_UPPER] = LINT_STEPS_TWO_OPEN_UPPER,
    [STEP_NEGATIVE_WITHOUT_OPEN] = LINT_STEPS_NO_OPEN_LOWER,
    [STEP_POSITIVE_WITHOUT_OPEN] = LINT_STEPS_NO_OPEN_UPPER,
    [STEP_OVERLAP] = LINT_STEPS_OVERLAP,
    [STEP_GAP] = LINT_STEPS_GAP,
};

/// Whether the table is valid; a finding with the step where it is not.
static bool lint_table(const struct lint_run *run, const struct scaling_policy *policy)
{
    size_t where;
    enum step_fault fault = step_table_check(policy->step, policy->steps, &where);
    if (fault == STEP_TABLE_VALID)
        return true;
    if (fault == STEP_TABLE_EMPTY || fault == STEP_TABLE_TOO_LONG) {
        lint_add(run, fault_rule[fault], &policy->origin, "policy %s: %zu steps",
                 lint_name(run, policy->name), policy->steps);
        return false;
    }
    const struct step_adjustment *step = &policy->step[where];
    const struct policy_origin *origin =
        step->origin.file == NULL ? &policy->origin : &step->origin;
    lint_add(run, fault_rule[fault], origin, "policy %s: step %zu, from %.10g to %.10g",
             lint_name(run, policy->name), where + 1, step->lower, step->upper);
    return false;
}

/// How far the near edge of a step is from the threshold.
static double step_distance(const struct step_adjustment *step, enum alarm_side side)
{
    return side == SIDE_HIGH ? step->lower : -step->upper;
}

static bool is_percentage(const struct scaling_metric *metric)
{
    return metric->kind == METRIC_CPU || metric->kind == METRIC_MEMORY;
}

static void lint_far_steps(const struct lint_run *run, const struct scaling_policy *policy,
                           const struct policy_alarm *alarm, enum alarm_side side)
{
    double room = side == SIDE_HIGH ? 100 - alarm->threshold : alarm->threshold;
    for (size_t i = 0; i < policy->steps && is_percentage(&alarm->metric); i++)
        if (step_distance(&policy->step[i], side) > room)
            lint_add(run, LINT_STEP_OUT_OF_REACH, &policy->origin,
                     "policy %s: step %zu begins at %.10g%%", lint_name(run, policy->name), i + 1,
                     alarm->threshold +
                         (side == SIDE_HIGH ? 1 : -1) * step_distance(&policy->step[i], side));
    double nearest = INFINITY;
    for (size_t i = 0; i < policy->steps; i++)
        nearest = fmin(nearest, step_distance(&policy->step[i], side));
    if (nearest > 0)
        lint_add(run, LINT_STEPS_START_LATE, &policy->origin,
                 "policy %s: the first step is %.10g away from the threshold of %.10g",
                 lint_name(run, policy->name), nearest, alarm->threshold);
}

/// Whether `farther` does less than `nearer`, in the same direction.
static bool does_less(const struct scaling_policy *policy, enum alarm_side side,
                      const struct step_adjustment *nearer, const struct step_adjustment *farther)
{
    double change = nearer->adjustment, more = farther->adjustment;
    if (policy->adjustment_type == ADJUST_EXACT)
        return side == SIDE_HIGH ? more < change : more > change;
    return change * more > 0 && fabs(more) < fabs(change);
}

static void lint_order(const struct lint_run *run, const struct scaling_policy *policy,
                       enum alarm_side side)
{
    for (size_t i = 0; i < policy->steps; i++) {
        for (size_t k = 0; k < policy->steps; k++) {
            const struct step_adjustment *nearer = &policy->step[i], *farther = &policy->step[k];
            if (step_distance(nearer, side) < step_distance(farther, side) &&
                does_less(policy, side, nearer, farther)) {
                lint_add(run, LINT_STEPS_NOT_MONOTONIC, &policy->origin,
                         "policy %s: %.10g, farther away %.10g", lint_name(run, policy->name),
                         nearer->adjustment, farther->adjustment);
                return;
            }
        }
    }
}

/// Whether a high value of the metric means load.
static bool rises_with_load(const struct scaling_metric *metric)
{
    return metric->kind != METRIC_OTHER;
}

/// Whether a policy adds (`sign` 1) or removes; an exact size does what it is against the others.
static bool moves(const struct policy_set *set, const struct scaling_policy *policy, int sign)
{
    return policy->adjustment_type == ADJUST_EXACT ? lint_policy_moves(set, policy, sign)
                                                   : lint_adjusts(policy, sign);
}

static void lint_direction(const struct lint_run *run, const struct scaling_policy *policy,
                           const struct policy_alarm *alarm, enum alarm_side side)
{
    int sign = side == SIDE_HIGH ? 1 : -1;
    if (rises_with_load(&alarm->metric) && moves(run->set, policy, -sign) &&
        !moves(run->set, policy, sign))
        lint_add(run, LINT_WRONG_DIRECTION, &policy->origin,
                 "policy %s %s instances when alarm %s finds the metric %s",
                 lint_name(run, policy->name), sign > 0 ? "removes" : "adds",
                 lint_name(run, alarm->name), sign > 0 ? "high" : "low");
}

/// Settings that belong to other kinds of policies.
static void lint_settings(const struct lint_run *run, const struct scaling_policy *policy)
{
    const char *name = lint_name(run, policy->name);
    if (policy->kind == POLICY_STEP && run->set->platform == &platform_ec2 &&
        !isnan(policy->cooldown_s))
        lint_add(run, LINT_STEP_COOLDOWN, &policy->origin, "policy %s: %.10g s", name,
                 policy->cooldown_s);
    if (policy->kind == POLICY_SIMPLE && !isnan(policy->instance_warmup_s))
        lint_add(run, LINT_SIMPLE_WARMUP, &policy->origin, "policy %s: %.10g s", name,
                 policy->instance_warmup_s);
    if (policy->kind == POLICY_SIMPLE && policy->enabled)
        lint_add(run, LINT_SIMPLE_SCALING, &policy->origin, "policy %s", name);
    if (policy->adjustment_type != ADJUST_PERCENT && policy->min_adjustment_magnitude > 0)
        lint_add(run, LINT_MAGNITUDE_WITHOUT_PERCENT, &policy->origin, "policy %s: %.10g", name,
                 policy->min_adjustment_magnitude);
}

void lint_steps(const struct lint_run *run)
{
    const struct policy_set *set = run->set;
    for (size_t i = 0; i < set->policies; i++) {
        const struct scaling_policy *policy = &set->policy[i];
        if (policy->kind != POLICY_STEP && policy->kind != POLICY_SIMPLE)
            continue;
        lint_settings(run, policy);
        bool steps = policy->kind == POLICY_STEP && lint_table(run, policy);
        for (size_t k = 0; k < policy->alarms; k++) {
            const struct policy_alarm *alarm = &set->alarm[policy->alarm[k]];
            enum alarm_side side = alarm_side(alarm->comparison);
            lint_direction(run, policy, alarm, side);
            if (!steps)
                continue;
            lint_far_steps(run, policy, alarm, side);
            lint_order(run, policy, side);
        }
    }
}
