// Everything that a replay on the command line is about, out of options, assumptions and files: for
// every command that replays a policy.
#ifndef HEADROOM_INPUT_REPLAY_SETUP_H
#define HEADROOM_INPUT_REPLAY_SETUP_H

#include "input/metric_options.h"
#include "input/replay_trace.h"
#include "policy/core/template_values.h"
#include "sim/replay.h"
#include "sizing/latency.h"
#include "terms/terms.h"

#include <stdbool.h>
#include <stddef.h>

/// --policy and what a replay of it needs beside the two lists below.
extern const struct option_use options_replayed_policy[];

/// How a policy is replayed: metrics, starting times, surges.
extern const struct option_use options_replay[];

/// What also a command needs that replays policies of its own making, without surges.
extern const struct option_use options_replay_terms[];

enum { FAILURES_MAX = 64 };

/// Zero-initialise; release with replay_setup_release.
struct replay_setup {
    struct invocation *invocation;
    struct sizing_options sizing;
    struct replay_trace trace;
    struct policy_set policy;
    bool has_policy;
    struct demand_unit unit; ///< of the demand
    struct sizing sized;     ///< the terms that the command goes by
    struct latency_target target;
    struct latency_table table; ///< where there is a latency target
    struct response_model response;
    struct demand demand; ///< of the path that is set up
    struct demand predicted;
    struct metric_options metrics;
    struct metric_terms terms;
    struct replay_failure failure[FAILURES_MAX];
    struct replay_input input;
};

/// Reads policy, assumptions and trace, and sets the first series up. Errors: those of the files,
/// no --policy, no --per-instance, values out of bounds.
int replay_setup_read(struct invocation *invocation, struct replay_setup *setup, struct err *err);

/// The two halves of it, for a policy that is made from the trace: everything but the policy, and
/// the policy, which is taken over (also when it fails).
int replay_setup_begin(struct invocation *invocation, struct replay_setup *setup, struct err *err);
int replay_setup_take(struct replay_setup *setup, const struct policy_set *policy, struct err *err);

/// Sets another series of the trace up: another path of a forecast.
int replay_setup_path(struct replay_setup *setup, size_t path, struct err *err);

/// Reads --parameter; release the values, also after an error.
int replay_parameters_read(struct invocation *invocation, struct template_values *values,
                           struct err *err);

/// Reads the files of --policy (or those of --against) as one policy. To be released after success.
int replay_policy_read(struct invocation *invocation, enum option_id id, struct policy_set *set,
                       struct err *err);

void replay_setup_release(struct replay_setup *setup);

#endif
