// The replay: what a scaling policy would have done to a demand, and what came of it.
#ifndef HEADROOM_SIM_REPLAY_H
#define HEADROOM_SIM_REPLAY_H

#include "base/err.h"
#include "base/notes.h"
#include "policy/core/policy.h"
#include "sim/demand.h"
#include "sim/event_log.h"
#include "sim/fleet.h"
#include "sim/load.h"
#include "sim/metric_binding.h"
#include "sim/outcome.h"
#include "sim/response_model.h"
#include "sim/timeline.h"

#include <stddef.h>

/// How long things take; NaN: the policy's own or the platform's.
struct replay_timing {
    double boot_s;         ///< launch until it serves; hooks and readiness included
    double warm_start_s;   ///< the same out of the warm pool
    double drain_s;        ///< last new request until termination
    double notice_s;       ///< failure until it is noticed
    double metric_point_s; ///< longest datapoint that the cloud keeps
    double metric_delay_s; ///< end of a datapoint until it can be seen
    double billing_s;      ///< lives are charged in units of this
    double billing_least_s;
};

struct autoscaler_class;

struct replay_failure {
    instant time;
    int64_t instances; ///< 0: a zone
};

/// What a replay is about. Everything is only read, so that threads may share it.
struct replay_input {
    const struct policy_set *policy;
    const struct demand *demand;
    const struct metric_terms *terms; ///< what metrics are; per_instance too
    struct load_rules load;           ///< per_instance is taken from the terms
    struct replay_timing timing;
    const struct response_model *response;     ///< response times; NULL: not known
    const struct demand *predicted;            ///< load that predictive scaling expects; NULL: none
    const struct autoscaler_class *autoscaler; ///< what decides; NULL: as the platform does
    const struct replay_failure *failure;      ///< by time
    size_t failures;
    double initial;        ///< instances at the start; NaN: what the first demand needs
    instant measured_from; ///< what is before settles the fleet; INSTANT_NONE: all is measured
    double price_hour;     ///< NaN: none
    double tested_to;      ///< demand that an instance was tested to take; NaN or 0: not known
    double hours_per_month;
    bool follows_need;   ///< perfect knowledge: the fleet is always what the demand needs
    bool keeps_events;   ///< workspace.log says why
    bool keeps_timeline; ///< workspace.timeline has a row for each step of the trace
};

/// Memory of replays, one after the other: one for each thread. Zero-initialise; release with
/// replay_workspace_release.
struct replay_workspace {
    struct replay_memory *memory;
    struct event_log log;
    struct timeline timeline;
};

/// The input with nothing said: no failure, timing NaN, all measured, months of 730 hours.
void replay_input_init(struct replay_input *input);

/// The timing of a replay, with what the policy says or is taken for granted in place of NaN.
struct replay_timing replay_timing_of(const struct replay_input *input);

/// Replays; the outcome is the same for the same input, whatever ran before. Notes say how metrics
/// were bound and what was taken for granted. Errors: metrics that are not bound, bounds that
/// contradict each other, a policy that scales nothing, a trace shorter than an alarm's window.
int replay(const struct replay_input *input, struct replay_workspace *workspace,
           struct outcome *outcome, struct notes *notes, struct err *err);

void replay_workspace_release(struct replay_workspace *workspace);

#endif
