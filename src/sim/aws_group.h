// An AWS group at work: its policies, alarms and scheduled actions decide, minute by minute, how
// many instances there are to be.
#ifndef HEADROOM_SIM_AWS_GROUP_H
#define HEADROOM_SIM_AWS_GROUP_H

#include "sim/alarm_watch.h"
#include "sim/autoscaler.h"
#include "sim/cooldown.h"
#include "sim/demand.h"
#include "sim/fleet.h"
#include "sim/policy_conflict.h"
#include "sim/schedule.h"

/// Places of the alarms of target tracking among its policy's.
enum { WATCH_HIGH, WATCH_LOW };

/// A policy at work.
struct aws_policy {
    const struct scaling_policy *policy;
    size_t first_watch; ///< of its alarms: target tracking has two, others those that act on it
    size_t watches;
    int64_t warmup_ms;
    double load_factor; ///< predictive: its metric, of all instances, for a demand of 1
};

/// The state of an autoscaler.
struct aws_group {
    const struct policy_set *set;
    const struct demand *predicted; ///< what predictive scaling expects; NULL: nothing
    struct aws_policy *policy;      ///< those that are enabled
    size_t policies;
    struct alarm_watch *watch;
    size_t watches, watch_capacity;
    struct scaling_proposal *proposal; ///< one a policy
    struct schedule schedule;
    struct simple_lock lock;              ///< of simple scaling
    struct application_cooldown cooldown; ///< of Application Auto Scaling
    int64_t min, max;                     ///< as scheduled actions left them
    bool scheduled_before;                ///< one before the start did
    int64_t boot_ms, drain_ms;            ///< how long activities take
    int64_t evaluate_ms;
    instant next_evaluation;
    instant next; ///< when anything is decided next
};

/// Scheduled actions of the week before the start have left their min and max.
extern const struct autoscaler_class aws_group_class;

#endif
