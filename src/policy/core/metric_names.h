// Which metrics a policy watches, by name.
#ifndef HEADROOM_POLICY_CORE_METRIC_NAMES_H
#define HEADROOM_POLICY_CORE_METRIC_NAMES_H

#include "policy/core/policy.h"

#include <stddef.h>

/// Adds the names of the metrics of policies, alarms and replicas, and of what metric math computes
/// from, to `names`, which holds `count` of at most `most` already, each once. Returns how many
/// there are now.
size_t policy_metric_names(const struct policy_set *set, const char **names, size_t count,
                           size_t most);

#endif
