// Rules on the group: its limits, its times, its warm pool, and whether anything moves it.
#include "policy/core/lint_part.h"
#include "policy/core/platform.h"

#include <math.h>

static bool is_kubernetes(const struct policy_set *set)
{
    return set->replicas.present;
}

static void lint_limits(const struct lint_run *run)
{
    const struct scaling_group *group = &run->set->group;
    if (!is_kubernetes(run->set) && (isnan(group->min) || isnan(group->max)))
        lint_add(run, LINT_LIMITS_UNKNOWN, &group->origin, "the group %s",
                 lint_name(run, group->name));
    if (group->min > group->max)
        lint_add(run, LINT_MIN_ABOVE_MAX, &group->origin, "%.10g to %.10g", group->min, group->max);
    // An autoscaler of pods brings a count outside its limits back within them at once.
    if (!is_kubernetes(run->set) && (group->desired < group->min || group->desired > group->max))
        lint_add(run, LINT_DESIRED_OUTSIDE, &group->origin,
                 "the desired capacity of %.10g is not within %.10g to %.10g", group->desired,
                 group->min, group->max);
    bool policies = run->set->policies > 0 || is_kubernetes(run->set);
    if (group->min == group->max && policies)
        lint_add(run, LINT_FIXED_SIZE, &group->origin, "always %.10g instances", group->min);
    if (group->min > 0 && group->min <= run->facts->spare && !group->parts)
        lint_add(run, LINT_MIN_WITHOUT_SPARE, &group->origin,
                 "%.10g at the least, of which %.10g may fail", group->min, run->facts->spare);
    if (group->min > 0 && group->min < group->zones)
        lint_add(run, LINT_MIN_BELOW_ZONES, &group->origin, "%.10g at the least in %d zones",
                 group->min, group->zones);
}

/// Whether anything that is enabled adds (sign 1) or removes (-1) instances.
static bool moves(const struct policy_set *set, int sign)
{
    if (is_kubernetes(set))
        return (sign > 0 ? set->replicas.up.select : set->replicas.down.select) != SELECT_DISABLED;
    for (size_t i = 0; i < set->policies; i++) {
        const struct scaling_policy *policy = &set->policy[i];
        if (!policy->enabled)
            continue;
        bool steps = policy->kind == POLICY_STEP || policy->kind == POLICY_SIMPLE;
        if (steps && lint_policy_moves(set, policy, sign))
            return true;
        if (policy->kind == POLICY_TARGET && (sign > 0 || !policy->scale_in_disabled))
            return true;
        if (policy->kind == POLICY_PREDICTIVE && sign > 0 && !policy->forecast_only)
            return true;
    }
    // A schedule does both: what it raises it lowers again, which is a rule of its own.
    return set->scheduled_count > 0;
}

static void lint_movement(const struct lint_run *run)
{
    const struct policy_set *set = run->set;
    if (!moves(set, 1))
        lint_add(run, LINT_NO_SCALE_OUT, &set->group.origin, "the group %s",
                 lint_name(run, set->group.name));
    else if (!moves(set, -1))
        lint_add(run, LINT_NO_SCALE_IN, &set->group.origin, "the group %s",
                 lint_name(run, set->group.name));
    for (size_t i = 0; i < set->policies; i++)
        if (!set->policy[i].enabled)
            lint_add(run, LINT_POLICY_DISABLED, &set->policy[i].origin, "policy %s",
                     lint_name(run, set->policy[i].name));
}

/// Warm-up against boot, and where it comes from, for the policies that add instances.
static void lint_warmup(const struct lint_run *run)
{
    const struct policy_set *set = run->set;
    double boot_s = run->facts->boot_s;
    bool by_cooldown = false;
    for (size_t i = 0; i < set->policies && set->platform->warms_up; i++) {
        const struct scaling_policy *policy = &set->policy[i];
        if (policy->kind != POLICY_TARGET &&
            (policy->kind != POLICY_STEP || !lint_adjusts(policy, 1)))
            continue;
        if (policy_warmup_s(policy, &set->group) < boot_s)
            lint_add(run, LINT_WARMUP_BELOW_BOOT, &policy->origin,
                     "policy %s: a warm-up of %.10g s, a boot of %.10g s",
                     lint_name(run, policy->name), policy_warmup_s(policy, &set->group), boot_s);
        // Said once: it is the group's setting that is missing.
        if (!by_cooldown && isnan(policy->instance_warmup_s) && !(set->group.default_warmup_s >= 0))
            lint_add(run, LINT_WARMUP_BY_COOLDOWN, &policy->origin,
                     "policy %s: %.10g s from the cooldown", lint_name(run, policy->name),
                     policy_warmup_s(policy, &set->group));
        by_cooldown = by_cooldown || isnan(policy->instance_warmup_s);
    }
}

static void lint_times(const struct lint_run *run)
{
    const struct scaling_group *group = &run->set->group;
    if (group->health_check_grace_s < run->facts->boot_s)
        lint_add(run, LINT_GRACE_BELOW_BOOT, &group->origin,
                 "a grace period of %.10g s, a boot of %.10g s", group->health_check_grace_s,
                 run->facts->boot_s);
    bool given = !isnan(run->facts->drain_s), said = given || !isnan(group->drain_s);
    double otherwise_s = run->set->platform->defaults.drain_s;
    double drain_s = given ? run->facts->drain_s : said ? group->drain_s : otherwise_s;
    if (drain_s < run->facts->longest_request_s)
        lint_add(run, LINT_DRAIN_TOO_SHORT, &group->origin,
                 "draining for %.10g s%s, requests of %.10g s", drain_s,
                 said ? "" : " (the platform's default, as no file says it; --drain does)",
                 run->facts->longest_request_s);
}

static void lint_pool(const struct lint_run *run)
{
    const struct warm_pool *pool = &run->set->warm_pool;
    const struct scaling_group *group = &run->set->group;
    double desired = isnan(group->desired) ? group->min : group->desired;
    double prepared = isnan(pool->max_prepared) ? group->max : pool->max_prepared;
    if (pool->present && prepared <= desired && !(pool->min_size > 0))
        lint_add(run, LINT_POOL_EMPTY, &pool->origin,
                 "prepared for %.10g, of which %.10g are in service", prepared, desired);
}

void lint_group(const struct lint_run *run)
{
    lint_limits(run);
    lint_movement(run);
    lint_warmup(run);
    lint_times(run);
    lint_pool(run);
}
