// Rules on alarms, and on what links them to policies.
#include "policy/aws/aws_metric.h"
#include "policy/aws/step_scaling.h"
#include "policy/core/lint_part.h"

#include <string.h>

static bool needs_alarm(const struct scaling_policy *policy)
{
    return policy->enabled && (policy->kind == POLICY_STEP || policy->kind == POLICY_SIMPLE);
}

/// Whether a policy that the alarm acts on adds (sign 1) or removes (-1) instances; *used is
/// whether it acts on any.
static bool alarm_moves(const struct policy_set *set, size_t alarm, int sign, bool *used)
{
    bool moves = false;
    *used = false;
    for (size_t i = 0; i < set->policies; i++) {
        for (size_t k = 0; k < set->policy[i].alarms; k++) {
            if (set->policy[i].alarm[k] != alarm)
                continue;
            *used = true;
            moves = moves || lint_adjusts(&set->policy[i], sign);
        }
    }
    return moves;
}

/// What makes an alarm look at nothing, or at something else than was meant.
static void lint_scale(const struct lint_run *run, const struct policy_alarm *alarm)
{
    const char *unit = aws_metric_unit(&alarm->metric);
    bool percent = alarm->metric.kind == METRIC_CPU || alarm->metric.kind == METRIC_MEMORY;
    if (unit != NULL && alarm->metric.unit != NULL && strcmp(alarm->metric.unit, "None") != 0 &&
        strcmp(unit, alarm->metric.unit) != 0)
        lint_add(run, LINT_UNIT_WITHOUT_DATA, &alarm->origin, "alarm %s: %s is in %s, not in %s",
                 lint_name(run, alarm->name), lint_name(run, alarm->metric.name), unit,
                 lint_name(run, alarm->metric.unit));
    if (percent && alarm->metric.expression == NULL && alarm->threshold > 0 &&
        alarm->threshold <= 1)
        lint_add(run, LINT_SHARE_FOR_PERCENT, &alarm->origin, "alarm %s: a threshold of %.10g%%",
                 lint_name(run, alarm->name), alarm->threshold);
}

static void lint_alarm(const struct lint_run *run, size_t place)
{
    static const double A_DAY_S = 86400, SLOW_S = 300;
    const struct policy_alarm *alarm = &run->set->alarm[place];
    const char *name = lint_name(run, alarm->name);
    bool used;
    bool adds = alarm_moves(run->set, place, 1, &used);
    bool removes = alarm_moves(run->set, place, -1, &used);
    if (!used)
        lint_add(run, LINT_ALARM_UNUSED, &alarm->origin, "alarm %s", name);
    else if (!alarm->actions_enabled)
        lint_add(run, LINT_ALARM_DISABLED, &alarm->origin, "alarm %s", name);
    double range_s = alarm->evaluation_periods * alarm->metric.period_s;
    if (range_s > A_DAY_S)
        lint_add(run, LINT_ALARM_RANGE, &alarm->origin, "alarm %s: %d periods of %.10g s", name,
                 alarm->evaluation_periods, alarm->metric.period_s);
    bool high = alarm_side(alarm->comparison) == SIDE_HIGH;
    double noticed_s = alarm->datapoints_to_alarm * alarm->metric.period_s;
    if (adds && high && noticed_s >= SLOW_S)
        lint_add(run, LINT_ALARM_SLOW, &alarm->origin, "alarm %s: %d datapoints of %.10g s", name,
                 alarm->datapoints_to_alarm, alarm->metric.period_s);
    if (removes && !adds && !high && alarm->missing == MISSING_BREACHING)
        lint_add(run, LINT_ALARM_MISSING_BREACHING, &alarm->origin, "alarm %s", name);
}

void lint_alarms(const struct lint_run *run)
{
    const struct policy_set *set = run->set;
    for (size_t i = 0; i < set->policies; i++)
        if (needs_alarm(&set->policy[i]) && set->policy[i].alarms == 0)
            lint_add(run, LINT_POLICY_WITHOUT_ALARM, &set->policy[i].origin, "policy %s",
                     lint_name(run, set->policy[i].name));
    for (size_t i = 0; i < set->alarms; i++) {
        lint_alarm(run, i);
        lint_scale(run, &set->alarm[i]);
    }
}
