// An empty policy set, and whose warm-up counts.
#include "policy/core/policy.h"
#include "policy/platforms.h"
#include "tap.h"

#include <math.h>

static void warmup_falls_back(void)
{
    // EC2 Auto Scaling user guide: EstimatedInstanceWarmup, else DefaultInstanceWarmup, else
    // DefaultCooldown, which is 300 s itself.
    struct policy_set set;
    policy_set_init(&set, &platform_ec2);
    struct scaling_policy policy;
    scaling_policy_init(&policy, POLICY_STEP);
    near(policy_warmup_s(&policy, &set.group), 300.0, 0.0, "nothing is said: 300 s");
    set.group.default_cooldown_s = 180.0;
    near(policy_warmup_s(&policy, &set.group), 180.0, 0.0, "the default cooldown");
    set.group.default_warmup_s = -1.0;
    near(policy_warmup_s(&policy, &set.group), 180.0, 0.0, "a warm-up of -1 is none");
    set.group.default_warmup_s = 0.0;
    near(policy_warmup_s(&policy, &set.group), 0.0, 0.0, "a warm-up of 0 is one");
    policy.instance_warmup_s = 90.0;
    near(policy_warmup_s(&policy, &set.group), 90.0, 0.0, "the policy's own comes first");
    policy_set_release(&set);
}

static void empty_set(void)
{
    struct policy_set set;
    policy_set_init(&set, &platform_hpa);
    ok(set.replicas.present && isnan(set.group.min) && isnan(set.replicas.up.stabilization_s),
       "an empty set says nothing");
    policy_set_release(&set);
    policy_set_init(&set, &platform_ec2);
    ok(!set.replicas.present && !set.warm_pool.present && set.policies == 0,
       "an EC2 group has no replicas");
    policy_set_release(&set);
}

int main(void)
{
    warmup_falls_back();
    empty_set();
    done();
}
