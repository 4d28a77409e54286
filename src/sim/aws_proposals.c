#include "sim/aws_proposals.h"

#include "policy/aws/application_dimensions.h"
#include "policy/aws/step_scaling.h"
#include "policy/core/platform.h"
#include "sim/predictive_scaling.h"
#include "sim/target_tracking.h"

#include <math.h>

/// What all policies of the group see of the fleet.
struct sight {
    const struct aws_group *group;
    const struct fleet *fleet;
    instant now;
    double current; ///< instances that are past their warm-up
    bool warming;   ///< others are not: nothing is taken away meanwhile
};

static struct scaling_proposal propose_target(const struct sight *sight,
                                              const struct aws_policy *working)
{
    const struct alarm_watch *high = &sight->group->watch[working->first_watch + WATCH_HIGH];
    const struct alarm_watch *low = &sight->group->watch[working->first_watch + WATCH_LOW];
    const double desired = (double)sight->fleet->desired;
    // Those that drain count as current where more are to go.
    const double current =
        sight->current + (high->state == ALARM_ON ? 0 : (double)sight->fleet->draining);
    struct scaling_proposal proposal =
        target_tracking_proposal(working->policy, high->value, current, high->state, low->state);
    const struct application_tracking *own = application_tracking_of(sight->group->set);
    if (own != NULL && own->one_at_a_time && proposal.capacity < desired)
        proposal.capacity = desired - 1;
    // What was asked for already stands, and an alarm to scale in adds nothing.
    bool stands = high->state == ALARM_ON ? proposal.capacity <= desired
                                          : proposal.capacity >= desired || sight->warming;
    if (stands)
        proposal.capacity = NAN;
    return proposal;
}

/// The capacity that one alarm makes of the group; NaN where it leaves it alone.
static double ask_alarm(const struct sight *sight, const struct scaling_policy *policy,
                        const struct alarm_watch *watch)
{
    enum alarm_side side = alarm_side(watch->alarm.comparison);
    if (watch->state != ALARM_ON || !watch->alarm.actions_enabled)
        return NAN;
    // A step is found by the value; a simple policy acts by the alarm's state alone, which missing
    // data may keep on.
    bool simple = policy->kind == POLICY_SIMPLE;
    if (!simple && isnan(watch->value))
        return NAN;
    const struct step_adjustment *step =
        simple ? NULL : step_find(policy, side, watch->alarm.threshold, watch->value);
    if (!simple && step == NULL)
        return NAN;
    double adjustment = simple ? policy->adjustment : step->adjustment;
    double desired = (double)sight->fleet->desired;
    bool adds = policy->adjustment_type == ADJUST_EXACT ? adjustment > desired : adjustment > 0;
    struct group_capacity capacity = {
        // Those that drain count as current where more are to go; simple scaling knows neither
        // them nor those that warm up.
        .current = simple ? desired : sight->current + (adds ? 0 : (double)sight->fleet->draining),
        .desired = desired,
        .min = (double)sight->group->min,
        .max = (double)sight->group->max,
    };
    double wanted = adjustment_desired(policy, adjustment, &capacity);
    // No alarm whose adjustment takes away adds, and nothing is taken away while others warm up.
    if (!adds && (wanted >= desired || (sight->warming && !simple)))
        return NAN;
    return wanted;
}

/// Each alarm that is on invokes the policy, again every minute; the largest capacity counts.
static struct scaling_proposal propose_steps(const struct sight *sight,
                                             const struct aws_policy *working)
{
    struct scaling_proposal proposal = {.kind = PROPOSAL_STEP, .capacity = NAN};
    double now_s = (double)sight->now / (double)INSTANT_PER_SECOND;
    if (working->policy->kind == POLICY_SIMPLE && simple_lock_holds(&sight->group->lock, now_s))
        return proposal;
    for (size_t i = 0; i < working->watches; i++) {
        const struct alarm_watch *watch = &sight->group->watch[working->first_watch + i];
        proposal.capacity = fmax(proposal.capacity, ask_alarm(sight, working->policy, watch));
    }
    return proposal;
}

/// The capacity that the forecast asks for in the hour of `time`.
static double predicted_at(const struct sight *sight, const struct aws_policy *working,
                           instant time)
{
    const struct demand *predicted = sight->group->predicted;
    int64_t at = (time - predicted->start) / predicted->tick_ms;
    if (time < predicted->start || (size_t)at >= predicted->n)
        return NAN;
    double load = predicted->value[at] * working->load_factor;
    return predictive_forecast_capacity(load, working->policy->target);
}

/// This hour's capacity, and the next one's once its time has come.
static struct scaling_proposal propose_predicted(const struct sight *sight,
                                                 const struct aws_policy *working)
{
    struct scaling_proposal proposal = {.kind = PROPOSAL_PREDICTIVE, .capacity = NAN};
    if (sight->group->predicted == NULL || working->policy->forecast_only)
        return proposal;
    int64_t ahead = -predictive_start(working->policy, 0);
    double capacity = fmax(predicted_at(sight, working, sight->now),
                           predicted_at(sight, working, sight->now + ahead));
    if (!isnan(capacity))
        proposal.capacity =
            predictive_scaling(working->policy, capacity, 0, (double)sight->group->max).desired;
    return proposal;
}

void aws_propose(struct aws_group *group, const struct fleet *fleet, instant now)
{
    int64_t warming = fleet_warming(fleet, now);
    struct sight sight = {
        .group = group,
        .fleet = fleet,
        .now = now,
        .current = (double)(fleet->in_service + fleet->pending - warming),
        .warming = warming > 0,
    };
    if (group->set->platform->cools_down) {
        // There is no warm-up: cooldowns say what counts.
        double now_s = (double)now / (double)INSTANT_PER_SECOND;
        sight.current =
            application_cooldown_current(&group->cooldown, now_s, (double)fleet->desired);
        sight.warming = false;
    }
    for (size_t i = 0; i < group->policies; i++) {
        const struct aws_policy *working = &group->policy[i];
        group->proposal[i] =
            working->policy->kind == POLICY_TARGET       ? propose_target(&sight, working)
            : working->policy->kind == POLICY_PREDICTIVE ? propose_predicted(&sight, working)
                                                         : propose_steps(&sight, working);
    }
}
