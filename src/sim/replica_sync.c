#include "sim/replica_sync.h"

#include <math.h>

void replica_autoscaler_init(struct replica_autoscaler *autoscaler,
                             const struct replica_policy *policy, const struct replica_range *range)
{
    *autoscaler = (struct replica_autoscaler){.policy = policy, .range = *range};
    stabilization_init(&autoscaler->stabilization, policy);
}

/// The largest proposal; false where too many have failed to act on it.
static bool largest_proposal(const struct replica_proposal *proposal, size_t proposals,
                             int32_t current, int32_t *replicas)
{
    size_t failed = 0;
    *replicas = 0;
    for (size_t i = 0; i < proposals; i++) {
        if (proposal[i].error != REPLICAS_PROPOSED)
            failed++;
        else if (proposal[i].replicas > *replicas)
            *replicas = proposal[i].replicas;
    }
    return failed < proposals && (failed == 0 || *replicas >= current);
}

/// Notes a change for the rate limits, which only a behavior block has.
static void note_change(struct replica_autoscaler *autoscaler, double now_s, int32_t before,
                        int32_t after)
{
    const struct replica_policy *policy = autoscaler->policy;
    if (!policy->has_behavior || after == before)
        return;
    // Both directions look at the changes of both.
    double longest_s = fmax(scaling_rules_longest_period_s(&policy->up),
                            scaling_rules_longest_period_s(&policy->down));
    if (after > before)
        scale_events_add(&autoscaler->added, now_s, after - before, longest_s);
    else
        scale_events_add(&autoscaler->removed, now_s, before - after, longest_s);
}

static struct sync_decision decide(struct replica_autoscaler *autoscaler, double now_s,
                                   int32_t current, const struct replica_proposal *proposal,
                                   size_t proposals)
{
    const struct replica_range *range = &autoscaler->range;
    if (current == 0 && range->min != 0)
        return (struct sync_decision){0, SYNC_DISABLED, WITHIN_RANGE};
    if (current > range->max)
        return (struct sync_decision){range->max, SYNC_RANGE, WITHIN_RANGE};
    if (current < range->min)
        return (struct sync_decision){range->min, SYNC_RANGE, WITHIN_RANGE};
    int32_t desired;
    if (!largest_proposal(proposal, proposals, current, &desired))
        return (struct sync_decision){current, SYNC_NO_METRIC, WITHIN_RANGE};
    int32_t stable = stabilization_apply(&autoscaler->stabilization, now_s, current, desired);
    stabilization_record(&autoscaler->stabilization, now_s, desired);
    struct sync_decision decision = {.outcome = SYNC_METRICS};
    decision.replicas =
        rate_limits_apply(autoscaler->policy, range, &autoscaler->added, &autoscaler->removed,
                          now_s, current, stable, &decision.limit);
    return decision;
}

struct sync_decision replica_sync(struct replica_autoscaler *autoscaler, double now_s,
                                  int32_t current, const struct replica_proposal *proposal,
                                  size_t proposals)
{
    if (!autoscaler->started)
        stabilization_record(&autoscaler->stabilization, now_s, current);
    autoscaler->started = true;
    struct sync_decision decision = decide(autoscaler, now_s, current, proposal, proposals);
    note_change(autoscaler, now_s, current, decision.replicas);
    return decision;
}

void replica_autoscaler_release(struct replica_autoscaler *autoscaler)
{
    stabilization_release(&autoscaler->stabilization);
    scale_events_release(&autoscaler->added);
    scale_events_release(&autoscaler->removed);
}
