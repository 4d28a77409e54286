// --metric NAME=WHAT: what the metrics of a policy are, given the trace.
#ifndef HEADROOM_INPUT_METRIC_OPTIONS_H
#define HEADROOM_INPUT_METRIC_OPTIONS_H

#include "input/replay_trace.h"
#include "policy/core/policy.h"
#include "sim/metric_binding.h"

#include <stddef.h>

enum { METRIC_CHOICES_MAX = 32 };

/// Zero-initialise; release with metric_options_release.
struct metric_options {
    struct metric_choice choice[METRIC_CHOICES_MAX];
    double *column[METRIC_CHOICES_MAX]; ///< at the ticks of the demand
    size_t count;
};

/// Reads all --metric for the trace's series number `demand`, cut as `ticks` is. Errors: no "=", no
/// such column, negative values of a column, more than METRIC_CHOICES_MAX.
int metric_options_read(struct invocation *invocation, const struct replay_trace *trace,
                        size_t demand, const struct demand *ticks, struct metric_options *options,
                        struct err *err);

/// Errors: one of the `sets` of policies must watch each metric; the message lists those that they
/// do.
int metric_options_check(struct invocation *invocation, const struct metric_options *options,
                         const struct policy_set *const *sets, size_t count, struct err *err);

void metric_options_release(struct metric_options *options);

#endif
