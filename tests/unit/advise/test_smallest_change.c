#include "advise/smallest_change.h"
#include "policy/platforms.h"
#include "tap.h"

/// Passes when min is at least 7, or the target at most 41: the search is to find just these.
static bool trial(void *context, size_t worker, const struct policy_set *set,
                  double *instance_hours)
{
    (void)context;
    (void)worker;
    *instance_hours = set->group.min * 10 + (set->policy[0].target < 60 ? 1 : 0);
    return set->group.min >= 7 || set->policy[0].target <= 41;
}

static bool never(void *context, size_t worker, const struct policy_set *set,
                  double *instance_hours)
{
    (void)context;
    (void)worker;
    *instance_hours = set->group.min;
    return false;
}

int main(void)
{
    struct policy_set set;
    policy_set_init(&set, &platform_ec2);
    struct scaling_policy policy;
    scaling_policy_init(&policy, POLICY_TARGET);
    policy.name = "cpu";
    policy.enabled = true;
    policy.target = 60;
    set.policy = &policy;
    set.policies = 1;
    set.group.min = 2;
    set.group.max = 20;
    set.group.default_warmup_s = 90;

    struct smallest_changes found;
    smallest_changes_find(&set, trial, NULL, 2, &found);
    is_int((long)found.count, 2, "two of the things pass");
    struct arena arena = {0};
    is_text(policy_change_words(&arena, &set, &found.item[0].change, found.item[0].steps),
            "the target of cpu from 60 to 41", "the cheaper first, no further than needed");
    is_text(policy_change_words(&arena, &set, &found.item[1].change, found.item[1].steps),
            "the minimum from 2 to 7", "the other one");
    near(policy.target, 60, 0, "the policy itself is as it was");
    is_int((long)found.tried, 6, "min, max, target, warm-up both ways, warm pool");

    smallest_changes_find(&set, never, NULL, 1, &found);
    is_int((long)found.count, 0, "none passes");

    struct policy_change change[POLICY_CHANGES_MAX];
    struct policy_set changed;
    size_t count = policy_changes_list(&set, change);
    for (size_t i = 0; i < count; i++) {
        policy_change_make(&set, &change[i], 1, &changed);
        if (change[i].kind == CHANGE_POOL)
            ok(changed.warm_pool.present, "a warm pool");
        if (change[i].kind == CHANGE_WARMUP)
            near(changed.policy[0].instance_warmup_s, 90 + change[i].step, 0, "a warm-up");
        if (change[i].kind == CHANGE_MAX)
            near(changed.group.max, 21, 0, "a maximum");
        policy_change_undo(&changed);
    }
    arena_release(&arena);
    set.policy = NULL;
    set.policies = 0;
    policy_set_release(&set);
    return done();
}
