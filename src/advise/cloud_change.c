#include "advise/cloud_change.h"

#include "base/memory.h"
#include "policy/azure/autoscale_setting.h"
#include "policy/gcp/mig_policy.h"
#include "policy/platforms.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TARGET_STEPS = 45, VALUE_STEPS = 20, HOLD_STEPS = 50 };
#define HOLD_STEP_S 60.0

static void *copied(const void *item, size_t count, size_t size)
{
    void *copy = mem_alloc(count, size);
    if (count > 0)
        memcpy(copy, item, count * size);
    return copy;
}

// --- Google
// ----------------------------------------------------------------------------------------

/// What a signal is held at: its target, or what is assigned to each instance.
static double *held_at(struct mig_signal *signal)
{
    return isnan(signal->target) ? &signal->assignment : &signal->target;
}

static size_t list_mig(const struct mig_policy *policy, struct policy_change *change, size_t room)
{
    size_t count = 0;
    for (size_t i = 0; i < policy->signals && count < room; i++) {
        double target = *held_at(&policy->signal[i]);
        change[count++] =
            (struct policy_change){CHANGE_SIGNAL_TARGET, i, target, -target / 50, TARGET_STEPS};
    }
    double hold_s = isnan(policy->stabilization_s) ? MIG_STABILIZATION_S : policy->stabilization_s;
    double most = fmin(HOLD_STEPS, floor((MIG_STABILIZATION_MAX_S - hold_s) / HOLD_STEP_S));
    if (count < room && most >= 1)
        change[count++] = (struct policy_change){CHANGE_HOLD, 0, hold_s, HOLD_STEP_S, (int)most};
    return count;
}

static void *mig_changed(const struct mig_policy *from, const struct policy_change *change,
                         double to)
{
    struct mig_policy *policy = copied(from, 1, sizeof *from);
    policy->signal = copied(from->signal, from->signals, sizeof *from->signal);
    if (change->kind == CHANGE_SIGNAL_TARGET)
        *held_at(&policy->signal[change->place]) = to;
    if (change->kind == CHANGE_HOLD)
        policy->stabilization_s = to;
    return policy;
}

// --- Azure
// -----------------------------------------------------------------------------------------

/// The rule at a place, counted over all profiles.
static struct azure_rule *rule_at(const struct autoscale_setting *setting, size_t place)
{
    for (size_t i = 0; i < setting->profiles; i++) {
        if (place < setting->profile[i].rules)
            return &setting->profile[i].rule[place];
        place -= setting->profile[i].rules;
    }
    return NULL;
}

static size_t list_setting(const struct autoscale_setting *setting, struct policy_change *change,
                           size_t room)
{
    const struct azure_rule *rule = NULL;
    size_t count = 0;
    for (size_t place = 0; (rule = rule_at(setting, place)) != NULL && count + 1 < room; place++) {
        if (rule->direction != AZURE_INCREASE)
            continue;
        bool whole = rule->threshold >= TARGET_STEPS && rule->threshold == floor(rule->threshold);
        double step = whole ? -fmax(1, floor(rule->threshold / 50)) : -rule->threshold / 50;
        if (rule->threshold > 0)
            change[count++] = (struct policy_change){CHANGE_RULE_THRESHOLD, place, rule->threshold,
                                                     step, TARGET_STEPS};
        change[count++] =
            (struct policy_change){CHANGE_RULE_VALUE, place, rule->value,
                                   rule->change == AZURE_PERCENT ? 5 : 1, VALUE_STEPS};
    }
    return count;
}

static void change_limits(struct autoscale_setting *setting, const struct policy_change *change,
                          double to)
{
    for (size_t i = 0; i < setting->profiles; i++) {
        struct azure_profile *profile = &setting->profile[i];
        double by = to - change->from;
        if (change->kind == CHANGE_MIN)
            profile->min = fmin(profile->min + by, profile->max);
        else
            profile->max += by;
        profile->otherwise = fmin(fmax(profile->otherwise, profile->min), profile->max);
    }
}

static void *setting_changed(const struct autoscale_setting *from,
                             const struct policy_change *change, double to)
{
    struct autoscale_setting *setting = copied(from, 1, sizeof *from);
    setting->profile = copied(from->profile, from->profiles, sizeof *from->profile);
    for (size_t i = 0; i < from->profiles; i++)
        setting->profile[i].rule =
            copied(from->profile[i].rule, from->profile[i].rules, sizeof *from->profile[i].rule);
    if (change->kind == CHANGE_RULE_THRESHOLD)
        rule_at(setting, change->place)->threshold = to;
    else if (change->kind == CHANGE_RULE_VALUE)
        rule_at(setting, change->place)->value = to;
    else if (change->kind == CHANGE_MIN || change->kind == CHANGE_MAX)
        change_limits(setting, change, to);
    return setting;
}

// --- either
// ----------------------------------------------------------------------------------------

size_t cloud_changes_list(const struct policy_set *set, struct policy_change *change, size_t room)
{
    if (set->own == NULL)
        return 0;
    if (set->platform == &platform_mig)
        return list_mig(set->own, change, room);
    return set->platform == &platform_scale_set ? list_setting(set->own, change, room) : 0;
}

void *cloud_own_changed(const struct policy_set *set, const struct policy_change *change, double to)
{
    if (set->own == NULL)
        return NULL;
    if (set->platform == &platform_mig)
        return mig_changed(set->own, change, to);
    return set->platform == &platform_scale_set ? setting_changed(set->own, change, to) : NULL;
}

void cloud_own_release(const struct policy_set *changed)
{
    if (changed->own == NULL)
        return;
    if (changed->platform == &platform_mig) {
        const struct mig_policy *policy = changed->own;
        free(policy->signal);
        free((void *)(uintptr_t)policy);
    } else if (changed->platform == &platform_scale_set) {
        const struct autoscale_setting *setting = changed->own;
        for (size_t i = 0; i < setting->profiles; i++)
            free(setting->profile[i].rule);
        free(setting->profile);
        free((void *)(uintptr_t)setting);
    }
}

const char *cloud_change_name(const struct policy_set *set, const struct policy_change *change)
{
    if (set->platform == &platform_scale_set)
        return rule_at(set->own, change->place)->metric.name;
    const struct mig_policy *policy = set->own;
    return policy->signal[change->place].metric.name;
}
