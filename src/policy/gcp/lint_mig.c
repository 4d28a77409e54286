// Rules on autoscalers of managed instance groups.
#include "policy/core/lint_part.h"
#include "policy/gcp/mig_decision.h"
#include "policy/gcp/mig_parts.h"

#include <math.h>
#include <string.h>

enum { METRICS_MAX = 5 };

static const double SCHEDULE_MIN_S = 300;
static const double CPU_TARGET_HIGH = 0.9;

static const struct mig_policy *policy_of(const struct lint_run *run)
{
    return run->set->own;
}

static bool starts_with(const char *text, const char *start)
{
    return text != NULL && strncmp(text, start, strlen(start)) == 0;
}

static void lint_limits(const struct lint_run *run)
{
    const struct scaling_group *group = &run->set->group;
    const struct mig_policy *policy = policy_of(run);
    if (isnan(group->max))
        lint_add_own(run, RULE_MIG_MAX_MISSING, &policy->origin, "the group %s",
                     lint_name(run, group->name));
    if (group->min > group->max)
        lint_add(run, LINT_MIN_ABOVE_MAX, &policy->origin, "%.10g to %.10g", group->min,
                 group->max);
    if (group->min == group->max)
        lint_add(run, LINT_FIXED_SIZE, &policy->origin, "always %.10g instances", group->min);
    if (group->min > 0 && group->min <= run->facts->spare)
        lint_add(run, LINT_MIN_WITHOUT_SPARE, &policy->origin,
                 "%.10g at the least, of which %.10g may fail", group->min, run->facts->spare);
    if (group->min > 0 && group->min < group->zones)
        lint_add(run, LINT_MIN_BELOW_ZONES, &policy->origin, "%.10g at the least in %d zones",
                 group->min, group->zones);
    bool per_instance = false;
    for (size_t i = 0; i < policy->signals; i++)
        per_instance = per_instance || mig_is_per_instance(&policy->signal[i]);
    if (group->min == 0 && per_instance)
        lint_add_own(run, RULE_MIG_MIN_ZERO, &policy->origin, "the group %s",
                     lint_name(run, group->name));
}

/// What of the group itself does not go with an autoscaler.
static void lint_group_itself(const struct lint_run *run)
{
    const struct mig_policy *policy = policy_of(run);
    const char *name = lint_name(run, run->set->group.name);
    bool balances = false;
    for (size_t i = 0; i < policy->signals; i++)
        balances = balances || policy->signal[i].kind == MIG_LOAD_BALANCING;
    if (policy->stateful)
        lint_add_own(run, RULE_MIG_STATEFUL, &policy->origin, "the group %s", name);
    if (policy->keeps_zones)
        lint_add_own(run, RULE_MIG_REDISTRIBUTION, &policy->origin, "the group %s", name);
    if (starts_with(run->set->group.name, "gke-"))
        lint_add_own(run, RULE_MIG_GKE, &policy->origin, "the group %s", name);
    if (policy->has_max_rate && balances)
        lint_add_own(run, RULE_MIG_MAX_RATE, &policy->origin, "the group %s", name);
    for (size_t i = 0; i < policy->statuses; i++)
        lint_add_own(run, RULE_MIG_STATUS, &policy->origin, "the service says %s",
                     policy->status[i]);
}

/// Whether a filter of Cloud Monitoring is only comparisons with = that are joined by AND.
static bool is_plain_filter(const char *filter)
{
    bool quoted = false;
    for (const char *at = filter; *at != '\0'; at++) {
        if (*at == '"')
            quoted = !quoted;
        if (quoted)
            continue;
        if (strchr("!<>()~:", *at) != NULL)
            return false;
        bool begins = at == filter || at[-1] == ' ' || at[-1] == '\n';
        if (begins && (starts_with(at, "OR ") || starts_with(at, "NOT ")))
            return false;
    }
    return true;
}

static void lint_metric(const struct lint_run *run, const struct mig_signal *signal)
{
    const char *name = lint_name(run, signal->metric.name);
    bool assigned = !isnan(signal->assignment);
    bool targeted = !isnan(signal->target);
    if (signal->target <= 0 || signal->assignment <= 0)
        lint_add_own(run, RULE_MIG_METRIC_TARGET, &signal->origin, "metric %s: %.10g", name,
                     assigned ? signal->assignment : signal->target);
    if (!assigned && !targeted)
        lint_add_own(run, RULE_MIG_METRIC_NO_TARGET, &signal->origin, "metric %s", name);
    if (assigned && targeted)
        lint_add_own(run, RULE_MIG_METRIC_BOTH_TARGETS, &signal->origin, "metric %s", name);
    if (targeted && !assigned && signal->type == MIG_TYPE_MISSING)
        lint_add_own(run, RULE_MIG_METRIC_TYPE, &signal->origin, "metric %s", name);
    bool plain = signal->filter == NULL || is_plain_filter(signal->filter);
    if (!plain)
        lint_add_own(run, RULE_MIG_METRIC_FILTER, &signal->origin, "metric %s: %s", name,
                     lint_name(run, signal->filter));
    bool of_instances = signal->filter == NULL || signal->filter[0] == '\0' ||
                        strstr(signal->filter, "gce_instance") != NULL;
    if (assigned && !targeted && of_instances && plain)
        lint_add_own(run, RULE_MIG_ASSIGNMENT_PER_INSTANCE, &signal->origin, "metric %s", name);
    if (assigned && signal->metric.kind == METRIC_LATENCY)
        lint_add(run, LINT_TARGET_NOT_PROPORTIONAL, &signal->origin, "metric %s", name);
}

static void lint_signal(const struct lint_run *run, const struct mig_signal *signal)
{
    switch (signal->kind) {
    case MIG_CPU:
        if (!(signal->target > 0 && signal->target <= 1))
            lint_add_own(run, RULE_MIG_CPU_TARGET, &signal->origin, "a target of %.10g%s",
                         signal->target, signal->target > 1 ? ": per cent are meant?" : "");
        else if (signal->target > CPU_TARGET_HIGH)
            lint_add_own(run, RULE_MIG_CPU_TARGET_HIGH, &signal->origin, "a target of %.10g",
                         signal->target);
        break;
    case MIG_LOAD_BALANCING:
        if (signal->target <= 0)
            lint_add_own(run, RULE_MIG_LB_TARGET, &signal->origin, "a target of %.10g",
                         signal->target);
        else if (signal->target > 1)
            lint_add_own(run, RULE_MIG_LB_TARGET_HIGH, &signal->origin, "a target of %.10g",
                         signal->target);
        break;
    case MIG_METRIC:
        lint_metric(run, signal);
        break;
    }
}

static void lint_signals(const struct lint_run *run)
{
    const struct mig_policy *policy = policy_of(run);
    size_t metrics = 0;
    for (size_t i = 0; i < policy->signals; i++) {
        lint_signal(run, &policy->signal[i]);
        metrics += policy->signal[i].kind == MIG_METRIC;
    }
    if (metrics > METRICS_MAX)
        lint_add_own(run, RULE_MIG_METRICS_TOO_MANY, &policy->origin, "%zu metrics", metrics);
    if (policy->signals == 0 && policy->schedules == 0)
        lint_add_own(run, RULE_MIG_IMPLICIT_CPU, &policy->origin, "the group %s",
                     lint_name(run, run->set->group.name));
    if (policy->signals == 0 && policy->schedules > 0)
        lint_add_own(run, RULE_MIG_SCHEDULE_ALONE, &policy->origin, "%zu schedules",
                     policy->schedules);
    if (policy->prediction != NULL && strcmp(policy->prediction, "OPTIMIZE_AVAILABILITY") == 0)
        lint_add_own(run, RULE_MIG_PREDICTIVE_HISTORY, &policy->origin, "the group %s",
                     lint_name(run, run->set->group.name));
    else if (policy->prediction != NULL && strcmp(policy->prediction, "NONE") != 0)
        lint_add_own(run, RULE_MIG_PREDICTIVE_METHOD, &policy->origin, "%s",
                     lint_name(run, policy->prediction));
}

/// Whether two starts are closer than the duration; looks at the next ten years.
static bool overlaps_itself(const struct cron *cron, const struct zone *zone, double duration_s,
                            instant first)
{
    enum { STARTS = 400 };
    for (int i = 0; i < STARTS && first != INSTANT_NONE; i++) {
        instant next = cron_next(cron, zone, first);
        if (next != INSTANT_NONE &&
            (double)(next - first) / (double)INSTANT_PER_SECOND < duration_s)
            return true;
        first = next;
    }
    return false;
}

static void lint_clock(const struct lint_run *run, const struct mig_schedule *schedule)
{
    struct cron cron;
    struct zone *zone = NULL;
    struct err err = {0};
    const char *name = lint_name(run, schedule->name);
    struct mig_schedule zoneless = *schedule;
    zoneless.zone = NULL;
    if (mig_schedule_parse(&zoneless, &cron, &zone, &err) != 0) {
        lint_add(run, LINT_SCHEDULE_INVALID, &schedule->origin, "schedule %s: %s", name, err.text);
        return;
    }
    if (mig_schedule_parse(schedule, &cron, &zone, &err) != 0) {
        lint_add(run, LINT_SCHEDULE_ZONE, &schedule->origin, "schedule %s: %s", name, err.text);
        return;
    }
    instant first = cron_next(&cron, zone, 0);
    if (first == INSTANT_NONE)
        lint_add(run, LINT_SCHEDULE_NEVER, &schedule->origin, "schedule %s: %s", name,
                 lint_name(run, schedule->recurrence));
    else if (overlaps_itself(&cron, zone, schedule->duration_s, first))
        lint_add_own(run, RULE_MIG_SCHEDULE_OVERLAPS_ITSELF, &schedule->origin,
                     "schedule %s: %.10g s from each start", name, schedule->duration_s);
    if (zone != NULL)
        zone_close(zone);
}

static void lint_schedules(const struct lint_run *run)
{
    const struct mig_policy *policy = policy_of(run);
    const struct scaling_group *group = &run->set->group;
    if (policy->schedules > MIG_SCHEDULES_MAX)
        lint_add_own(run, RULE_MIG_SCHEDULE_TOO_MANY, &policy->origin, "%zu schedules",
                     policy->schedules);
    for (size_t i = 0; i < policy->schedules; i++) {
        const struct mig_schedule *schedule = &policy->schedule[i];
        const char *name = lint_name(run, schedule->name);
        lint_clock(run, schedule);
        if (schedule->duration_s < SCHEDULE_MIN_S)
            lint_add_own(run, RULE_MIG_SCHEDULE_SHORT, &schedule->origin, "schedule %s: %.10g s",
                         name, schedule->duration_s);
        if (schedule->disabled)
            lint_add_own(run, RULE_MIG_SCHEDULE_DISABLED, &schedule->origin, "schedule %s", name);
        if (schedule->required > group->max)
            lint_add_own(run, RULE_MIG_SCHEDULE_ABOVE_MAX, &schedule->origin,
                         "schedule %s: %.10g, and %.10g at most", name, schedule->required,
                         group->max);
        else if (schedule->required <= group->min)
            lint_add_own(run, RULE_MIG_SCHEDULE_NO_EFFECT, &schedule->origin,
                         "schedule %s: %.10g, and %.10g at the least", name, schedule->required,
                         group->min);
    }
}

static void lint_periods(const struct lint_run *run)
{
    const struct mig_policy *policy = policy_of(run);
    const struct policy_origin *origin = &policy->origin;
    double stabilization_s = mig_stabilization_s(policy);
    double cool_down_s = mig_cool_down_s(policy);
    if (stabilization_s < 0 || stabilization_s > MIG_STABILIZATION_MAX_S)
        lint_add_own(run, RULE_MIG_STABILIZATION_RANGE, origin, "%.10g s", stabilization_s);
    if (stabilization_s == 0)
        lint_add_own(run, RULE_MIG_STABILIZATION_ZERO, origin, "the group %s",
                     lint_name(run, run->set->group.name));
    if (cool_down_s < 0)
        lint_add_own(run, RULE_MIG_INIT_RANGE, origin, "%.10g s", cool_down_s);
    if (stabilization_s >= 0 && stabilization_s < cool_down_s)
        lint_add_own(run, RULE_MIG_STABILIZATION_BELOW_INIT, origin,
                     "%.10g s, and %.10g s until a VM counts", stabilization_s, cool_down_s);
    if (cool_down_s >= 0 && cool_down_s < run->facts->boot_s)
        lint_add_own(run, RULE_MIG_INIT_BELOW_BOOT, origin, "%.10g s, a boot of %.10g s",
                     cool_down_s, run->facts->boot_s);
    if (cool_down_s > 2 * run->facts->boot_s)
        lint_add_own(run, RULE_MIG_INIT_LONG, origin, "%.10g s, a boot of %.10g s", cool_down_s,
                     run->facts->boot_s);
}

/// Whether a percentage rounds to no VM of any size.
static bool never_removes(const struct scaling_group *group, double percent)
{
    return percent > 0 && group->max > fmax(group->min, 0) &&
           floor(percent * group->max / 100 + 0.5) < 1;
}

/// The smallest size of the limits that a percentage rounds to no VM of; NaN: none.
static double stuck_at(const struct scaling_group *group, double percent)
{
    double size = fmax(group->min, 0) + 1;
    bool stuck = size <= group->max && floor(percent * size / 100 + 0.5) < 1;
    return stuck ? size : (double)NAN;
}

static void lint_control(const struct lint_run *run)
{
    const struct mig_policy *policy = policy_of(run);
    const struct policy_origin *origin = &policy->origin;
    const struct scaling_group *group = &run->set->group;
    double fixed = policy->control_fixed, percent = policy->control_percent;
    if (!policy->has_control)
        return;
    if (!isnan(fixed) && !isnan(percent))
        lint_add_own(run, RULE_MIG_SCALE_IN_BOTH, origin, "%.10g VMs and %.10g%%", fixed, percent);
    if (percent < 0 || percent > 100)
        lint_add_own(run, RULE_MIG_SCALE_IN_PERCENT, origin, "%.10g%%", percent);
    if (isnan(policy->control_window_s) || (isnan(fixed) && isnan(percent)))
        lint_add_own(run, RULE_MIG_SCALE_IN_INCOMPLETE, origin, "%s is missing",
                     isnan(policy->control_window_s) ? "timeWindowSec" : "maxScaledInReplicas");
    if (fixed == 0 || percent == 0)
        lint_add_own(run, RULE_MIG_SCALE_IN_NEVER, origin, "the group %s",
                     lint_name(run, group->name));
    else if (never_removes(group, percent))
        lint_add_own(run, RULE_MIG_SCALE_IN_NEVER, origin, "%.10g%% of %.10g VMs", percent,
                     group->max);
    else if (percent > 0 && !isnan(stuck_at(group, percent)))
        lint_add_own(run, RULE_MIG_SCALE_IN_STUCK, origin, "%.10g%% of %.10g VMs", percent,
                     stuck_at(group, percent));
    if ((fixed > 0 && fixed >= group->max - group->min) || percent == 100)
        lint_add_own(run, RULE_MIG_SCALE_IN_NO_LIMIT, origin, "%.10g to %.10g VMs", group->min,
                     group->max);
}

/// Whether VMs that are full, a total that grows without end or a schedule make the group larger at
/// any size between its limits. Without a signal the group goes by CPU.
static bool adds(const struct lint_run *run)
{
    const struct mig_policy *policy = policy_of(run);
    const struct scaling_group *group = &run->set->group;
    double low = fmax(group->min, 0);
    if (policy->signals == 0 || !(group->max > low))
        return true;
    for (size_t i = 0; i < policy->signals; i++) {
        const struct mig_signal *signal = &policy->signal[i];
        if (signal->kind != MIG_CPU)
            return true;
        // The greatest of the sizes that can still grow is the first to be rounded up.
        if (!(signal->target > 0) ||
            mig_size_for_target(group->max - 1, 1, signal->target) > group->max - 1)
            return true;
    }
    for (size_t i = 0; i < policy->schedules; i++)
        if (!policy->schedule[i].disabled && policy->schedule[i].required > low)
            return true;
    return false;
}

static void lint_mode(const struct lint_run *run)
{
    const struct mig_policy *policy = policy_of(run);
    const char *name = lint_name(run, run->set->group.name);
    if (policy->mode == MIG_OFF)
        lint_add_own(run, RULE_MIG_MODE_OFF, &policy->origin, "the group %s", name);
    if (policy->old_mode)
        lint_add_own(run, RULE_MIG_MODE_OLD, &policy->origin, "the group %s", name);
    if (policy->mode == MIG_OFF || !adds(run))
        lint_add(run, LINT_NO_SCALE_OUT, &policy->origin, "the group %s", name);
    if (policy->mode == MIG_ONLY_SCALE_OUT)
        lint_add(run, LINT_NO_SCALE_IN, &policy->origin, "the group %s", name);
}

void lint_mig(const struct lint_run *run)
{
    lint_limits(run);
    lint_group_itself(run);
    lint_signals(run);
    lint_schedules(run);
    lint_periods(run);
    lint_control(run);
    lint_mode(run);
}
