#include "sim/baseline.h"

#include "maths/whole_instances.h"
#include "policy/platforms.h"

#include <math.h>

static double peak_need(const struct replay_input *input)
{
    return instances_up(demand_peak(input->demand, NULL) / input->terms->per_instance);
}

int baseline_replay(enum baseline baseline, const struct replay_input *input,
                    struct replay_workspace *workspace, struct outcome *outcome, struct err *err)
{
    struct policy_set set;
    policy_set_init(&set, &platform_ec2);
    set.group.zones = input->policy->group.zones;
    double least = fmax(input->policy->group.min, 0);
    struct replay_input alone = *input;
    alone.policy = &set;
    alone.failures = 0;
    alone.keeps_events = false;
    alone.keeps_timeline = false;
    if (baseline == BASELINE_FIXED_PEAK) {
        alone.initial = fmax(least, peak_need(input));
        set.group.min = set.group.max = alone.initial;
    } else {
        alone.follows_need = true;
        alone.timing.boot_s = alone.timing.drain_s = alone.timing.billing_least_s = 0;
        set.group.min = least;
        alone.initial = NAN;
    }
    int status = replay(&alone, workspace, outcome, NULL, err);
    policy_set_release(&set);
    return status;
}
