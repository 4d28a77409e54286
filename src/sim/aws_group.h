// An AWS group at work: its policies and alarms decide, minute by minute, how many instances there
// are to be.
#ifndef HEADROOM_SIM_AWS_GROUP_H
#define HEADROOM_SIM_AWS_GROUP_H

#include "base/notes.h"
#include "sim/alarm_watch.h"
#include "sim/demand.h"
#include "sim/fleet.h"
#include "sim/policy_conflict.h"

/// A policy at work.
struct aws_policy {
    const struct scaling_policy *policy;
    size_t first_watch; ///< of its alarms: target tracking has high and low, others those that act
    size_t watches;
    int64_t warmup_ms;
};

/// Zero-initialise; release with aws_group_release.
struct aws_group {
    const struct policy_set *set;
    struct aws_policy *policy; ///< those that are enabled
    size_t policies;
    struct alarm_watch *watch;
    size_t watches, watch_capacity;
    struct scaling_proposal *proposal; ///< one a policy
    int64_t min, max;                  ///< as scheduled actions left them
    int64_t evaluate_ms;
    instant next; ///< when it decides next
};

/// Puts the policies of `set` to work. Errors: metrics that are not bound.
int aws_group_start(struct aws_group *group, const struct policy_set *set,
                    const struct metric_terms *terms, const struct metric_timing *timing,
                    instant start, struct metric_feeds *feeds, struct notes *notes,
                    struct err *err);

/// The instances that the policies want for a demand that stays as it is: so many that no alarm for
/// too much load is on.
double aws_group_steady(const struct aws_group *group, const struct metric_feeds *feeds,
                        double demand);

/// Decides at group->next, and scales the fleet.
void aws_group_evaluate(struct aws_group *group, const struct metric_feeds *feeds,
                        struct fleet *fleet, struct event_log *log);

void aws_group_release(struct aws_group *group);

#endif
