// The scaling policies of a recommendation: what its strategy is once it is deployed.
#ifndef HEADROOM_ADVISE_STRATEGY_POLICY_H
#define HEADROOM_ADVISE_STRATEGY_POLICY_H

#include "advise/recommend.h"
#include "base/notes.h"
#include "forecast/planned_events.h"
#include "policy/core/policy.h"
#include "sim/demand.h"
#include "time/zone.h"

#include <stdbool.h>

struct strategy_question {
    const struct capacity_plan *plan;
    const struct recommendation *recommendation; ///< of that plan
    const struct planned_events *events;         ///< in the plan's forecast; NULL: none
    const char *group;                           ///< what is scaled
    bool kubernetes;                             ///< rather than an Auto Scaling group
    const struct zone *zone;                     ///< whose clock schedules follow; NULL: UTC
    instant clock; ///< that the plan's times are ahead of UTC (capacity_plan of --tz)
};

/// Makes the policies, whose metric is CPU, 100% on an instance that serves all it can:
/// - what holds data gets one scheduled action that brings it to the target before the breach, and
///   never takes anything away; nothing where it is large enough;
/// - all else gets target tracking at the utilization that headroom and spare leave in the busiest
///   week, from the least that the forecast needs to `max`, else half as many again as the target;
/// - a schedule adds the weekly actions of scaling_schedule_make for the forecast;
/// - predictive and hybrid add predictive scaling, which never scales in by itself; on Kubernetes,
///   which has none, the schedule as cron triggers of KEDA.
/// Where no schedule can be made of the forecast, target tracking is left, and a note says why.
/// Nothing to deploy: the set is empty (strategy_policy_is_empty), and a note says why. To be
/// released with policy_set_release.
void strategy_policy_make(const struct strategy_question *question, struct policy_set *set,
                          struct notes *notes);

/// Replays the policies against the history that the plan is from, and says which rule of the gate
/// they break, as headroom check would; NULL where they keep it or cannot be replayed by the
/// history alone. `predicted`: the load that predictive scaling
/// expects; NULL: none.
const char *strategy_policy_broken(const struct strategy_question *question,
                                   const struct policy_set *set, const struct demand *predicted,
                                   struct arena *arena);

bool strategy_policy_is_empty(const struct policy_set *set);

#endif
