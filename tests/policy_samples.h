// Policies and demands for the tests of the replay, made without a file.
#ifndef HEADROOM_TESTS_POLICY_SAMPLES_H
#define HEADROOM_TESTS_POLICY_SAMPLES_H

#include "base/memory.h"
#include "policy/core/policy.h"
#include "policy/platforms.h"
#include "sim/demand.h"

#include <math.h>

enum { SAMPLE_POLICIES = 4, SAMPLE_ALARMS = 4 };

/// A set whose lists are its own.
struct sample_group {
    struct policy_set set;
    struct scaling_policy policy[SAMPLE_POLICIES];
    struct policy_alarm alarm[SAMPLE_ALARMS];
    size_t acts[SAMPLE_ALARMS];
    struct step_adjustment step[SAMPLE_ALARMS][4];
};

static inline void sample_init(struct sample_group *group, double min, double max)
{
    policy_set_init(&group->set, &platform_ec2);
    group->set.group.min = min;
    group->set.group.max = max;
    group->set.policy = group->policy;
    group->set.alarm = group->alarm;
}

/// CPU of the instances, on average.
static inline void sample_cpu(struct scaling_metric *metric)
{
    metric->kind = METRIC_CPU;
    metric->name = "ASGAverageCPUUtilization";
    metric->aggregation = AGGREGATION_INSTANCE;
    metric->statistic = STATISTIC_AVERAGE;
}

/// Target tracking of CPU.
static inline struct scaling_policy *sample_target(struct sample_group *group, double target,
                                                   double warmup_s)
{
    struct scaling_policy *policy = &group->policy[group->set.policies++];
    scaling_policy_init(policy, POLICY_TARGET);
    policy->name = "cpu";
    policy->enabled = true;
    policy->target = target;
    policy->instance_warmup_s = warmup_s;
    sample_cpu(&policy->metric);
    return policy;
}

/// A step policy with its alarm; its steps are to be added.
static inline struct scaling_policy *sample_steps(struct sample_group *group, const char *name,
                                                  enum alarm_comparison comparison,
                                                  double threshold, int periods)
{
    size_t at = group->set.policies++;
    struct scaling_policy *policy = &group->policy[at];
    struct policy_alarm *alarm = &group->alarm[group->set.alarms];
    scaling_policy_init(policy, POLICY_STEP);
    policy->name = name;
    policy->enabled = true;
    policy->step = group->step[at];
    policy->alarm = &group->acts[at];
    group->acts[at] = group->set.alarms++;
    policy->alarms = 1;
    policy_alarm_init(alarm);
    alarm->name = name;
    alarm->comparison = comparison;
    alarm->threshold = threshold;
    alarm->evaluation_periods = alarm->datapoints_to_alarm = periods;
    alarm->metric.period_s = 60;
    alarm->actions_enabled = true;
    return policy;
}

static inline void sample_step(struct scaling_policy *policy, double lower, double upper,
                               double adjustment)
{
    policy->step[policy->steps++] =
        (struct step_adjustment){.lower = lower, .upper = upper, .adjustment = adjustment};
}

/// The policy whose two alarms are on at once, which oscillated in production.
static inline void sample_oscillating(struct sample_group *group)
{
    *group = (struct sample_group){0};
    sample_init(group, 3, 12);
    struct scaling_policy *in = sample_steps(group, "networkin-low", COMPARE_LESS, 400e6, 5);
    sample_step(in, -INFINITY, -300e6, -9);
    sample_step(in, -300e6, -200e6, -6);
    sample_step(in, -200e6, 0, -3);
    struct scaling_policy *out = sample_steps(group, "networkin-high", COMPARE_GREATER, 100e6, 1);
    sample_step(out, 300e6, INFINITY, 9);
    sample_step(out, 100e6, 300e6, 6);
    sample_step(out, 0, 100e6, 3);
    out->instance_warmup_s = 90;
    for (size_t i = 0; i < 2; i++) {
        group->alarm[i].metric.kind = METRIC_NETWORK_IN;
        group->alarm[i].metric.name = "NetworkIn";
        group->alarm[i].metric.aggregation = AGGREGATION_INSTANCE;
        group->alarm[i].metric.statistic = STATISTIC_AVERAGE;
        group->alarm[i].missing = MISSING_IGNORE;
    }
}

static inline void sample_constant(struct demand *demand, double value, size_t minutes)
{
    *demand = (struct demand){.tick_ms = 60000, .n = minutes, .ticks_a_row = 1};
    demand->value = mem_alloc(minutes, sizeof *demand->value);
    for (size_t i = 0; i < minutes; i++)
        demand->value[i] = value;
}

static inline void sample_release(struct sample_group *group)
{
    policy_set_release(&group->set);
}

#endif
