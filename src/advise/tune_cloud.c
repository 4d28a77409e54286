#include "advise/tune_cloud.h"

#include "policy/azure/autoscale_setting.h"
#include "policy/gcp/mig_policy.h"
#include "policy/platforms.h"

#include <math.h>

/// The least timeWindow that Azure takes, and the grain of its samples.
static const double WINDOW_S = 300, GRAIN_S = 60;

static void begin(const struct platform *platform, const char *group, double min, double max,
                  struct policy_set *set)
{
    policy_set_init(set, platform);
    set->group.name = arena_strdup(&set->arena, group);
    set->group.min = min;
    set->group.max = max;
}

void tune_mig_make(const struct tune_mig *wish, struct policy_set *set)
{
    begin(&platform_mig, wish->group, wish->min, wish->max, set);
    struct mig_policy *policy = arena_alloc(&set->arena, sizeof *policy);
    mig_policy_init(policy, &set->arena, 0);
    policy->cool_down_s = wish->boot_s;
    policy->stabilization_s = wish->hold_s;
    policy->signal[0].target = wish->target / 100;
    set->own = policy;
}

static struct azure_rule cpu_rule(enum azure_direction direction, double cooldown_s)
{
    struct azure_rule rule = {
        .grain_s = GRAIN_S,
        .window_s = WINDOW_S,
        .statistic = "Average",
        .aggregation = AZURE_AVERAGE,
        .per_instance = true,
        .direction = direction,
        .cooldown_s = cooldown_s,
    };
    scaling_metric_init(&rule.metric);
    rule.metric.kind = METRIC_CPU;
    rule.metric.name = "Percentage CPU";
    rule.metric.aggregation = AGGREGATION_INSTANCE;
    return rule;
}

void tune_scale_set_make(const struct tune_scale_set *wish, struct policy_set *set)
{
    begin(&platform_scale_set, wish->group, wish->min, wish->max, set);
    struct arena *arena = &set->arena;
    struct autoscale_setting *setting = arena_alloc(arena, sizeof *setting);
    struct azure_profile *profile = arena_alloc(arena, sizeof *profile);
    *setting = (struct autoscale_setting){
        .enabled = true, .ahead_s = NAN, .profile = profile, .profiles = 1};
    setting->target = arena_printf(
        arena, "[resourceId('Microsoft.Compute/virtualMachineScaleSets', '%s')]", wish->group);
    *profile = (struct azure_profile){
        .name = "cpu",
        .min = wish->min,
        .max = wish->max,
        .otherwise = fmin(fmax(wish->otherwise, wish->min), wish->max),
        .rule = arena_alloc(arena, 2 * sizeof *profile->rule),
        .rules = 2,
    };
    struct azure_rule *out = &profile->rule[0], *in = &profile->rule[1];
    *out = cpu_rule(AZURE_INCREASE, wish->out_cooldown_s);
    out->operator= AZURE_GREATER;
    out->threshold = wish->target;
    out->change = AZURE_CHANGE_COUNT;
    out->value = wish->out_by;
    *in = cpu_rule(AZURE_DECREASE, wish->in_cooldown_s);
    in->operator= AZURE_LESS;
    in->threshold = round(wish->target * wish->in_share) / 100;
    in->change = AZURE_CHANGE_COUNT;
    in->value = wish->in_by;
    set->own = setting;
}
