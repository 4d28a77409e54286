#include "advise/step_profile.h"

#include "policy/azure/autoscale_setting.h"
#include "policy/platforms.h"

#include <math.h>

/// The least timeWindow that Azure takes, and the grain of its samples.
static const double WINDOW_LEAST_S = 300, GRAIN_S = 60;

static struct azure_rule *add_rule(struct azure_profile *profile, const struct policy_alarm *alarm,
                                   double warmup_s)
{
    struct azure_rule *rule = &profile->rule[profile->rules++];
    double looked_s = alarm->metric.period_s * (double)alarm->evaluation_periods;
    *rule = (struct azure_rule){
        .metric = alarm->metric,
        .grain_s = GRAIN_S,
        .window_s = fmax(WINDOW_LEAST_S, looked_s),
        .statistic = "Average",
        .aggregation = AZURE_AVERAGE,
        .per_instance = true,
    };
    rule->metric.name = "Percentage CPU";
    rule->metric.space = NULL;
    rule->cooldown_s = GRAIN_S * ceil(fmax(rule->window_s, warmup_s) / GRAIN_S);
    return rule;
}

static void add_out(struct azure_profile *profile, const struct scaling_policy *policy,
                    const struct policy_alarm *alarm)
{
    for (size_t i = 0; i < policy->steps; i++) {
        struct azure_rule *rule = add_rule(profile, alarm, policy->instance_warmup_s);
        rule->operator= AZURE_GREATER_OR_EQUAL;
        rule->threshold = alarm->threshold + policy->step[i].lower;
        rule->direction = AZURE_INCREASE;
        rule->change =
            policy->adjustment_type == ADJUST_PERCENT ? AZURE_PERCENT : AZURE_CHANGE_COUNT;
        rule->value = policy->step[i].adjustment;
    }
}

static void add_in(struct azure_profile *profile, const struct scaling_policy *policy,
                   const struct policy_alarm *alarm)
{
    const struct step_adjustment *nearest = NULL;
    for (size_t i = 0; i < policy->steps; i++)
        if (nearest == NULL || policy->step[i].upper > nearest->upper)
            nearest = &policy->step[i];
    if (nearest == NULL)
        return;
    struct azure_rule *rule = add_rule(profile, alarm, policy->instance_warmup_s);
    bool percent = policy->adjustment_type == ADJUST_PERCENT;
    double count = percent ? profile->min * -nearest->adjustment / 100 : -nearest->adjustment;
    rule->operator= AZURE_LESS_OR_EQUAL;
    rule->threshold = alarm->threshold + nearest->upper;
    rule->direction = AZURE_DECREASE;
    rule->change = AZURE_CHANGE_COUNT;
    rule->value = fmax(1, floor(count));
}

void step_profile_make(const struct policy_set *steps, struct policy_set *set)
{
    policy_set_init(set, &platform_scale_set);
    struct arena *arena = &set->arena;
    struct autoscale_setting *setting = arena_alloc(arena, sizeof *setting);
    struct azure_profile *profile = arena_alloc(arena, sizeof *profile);
    set->own = setting;
    set->group.name = arena_strdup(arena, steps->group.name);
    set->group.min = steps->group.min;
    set->group.max = steps->group.max;
    *setting = (struct autoscale_setting){
        .enabled = true, .ahead_s = NAN, .profile = profile, .profiles = 1};
    setting->target = arena_printf(
        arena, "[resourceId('Microsoft.Compute/virtualMachineScaleSets', '%s')]", set->group.name);
    // Metrics that are missing leave the setting between its bounds, not at the lower one.
    double otherwise = ceil((steps->group.min + steps->group.max) / 2);
    *profile = (struct azure_profile){
        .name = "steps", .min = steps->group.min, .max = steps->group.max, .otherwise = otherwise};
    size_t rules = 0;
    for (size_t i = 0; i < steps->policies; i++)
        rules += steps->policy[i].steps;
    profile->rule = arena_alloc(arena, rules * sizeof *profile->rule);
    for (size_t i = 0; i < steps->policies; i++) {
        const struct scaling_policy *policy = &steps->policy[i];
        const struct policy_alarm *alarm = &steps->alarm[policy->alarm[0]];
        if (policy->step[0].adjustment > 0)
            add_out(profile, policy, alarm);
        else
            add_in(profile, policy, alarm);
    }
}
