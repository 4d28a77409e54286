// An AWS group at work: its policies, alarms and scheduled actions decide, minute by minute, how
// many instances there are to be.
#ifndef HEADROOM_SIM_AWS_GROUP_H
#define HEADROOM_SIM_AWS_GROUP_H

#include "base/notes.h"
#include "sim/alarm_watch.h"
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

/// Zero-initialise; release with aws_group_release.
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

/// What a group is put to work with.
struct aws_surroundings {
    const struct policy_set *set;
    const struct metric_terms *terms;
    struct metric_timing timing;
    const struct demand *predicted;
    int64_t boot_ms, drain_ms;
    instant start;
};

/// Puts the policies to work. Scheduled actions of the week before `start` have left their min and
/// max. Errors: metrics that are not bound, schedules that are none.
int aws_group_start(struct aws_group *group, const struct aws_surroundings *around,
                    struct metric_feeds *feeds, struct notes *notes, struct err *err);

/// The instances that the policies want for a demand that stays as it is: so many that no alarm for
/// too much load is on.
double aws_group_steady(const struct aws_group *group, const struct metric_feeds *feeds,
                        double demand);

/// Decides at group->next, and scales the fleet.
void aws_group_decide(struct aws_group *group, const struct metric_feeds *feeds,
                      struct fleet *fleet, struct event_log *log);

void aws_group_release(struct aws_group *group);

#endif
