// The fleet: how many instances are in which state, and when they change it.
#ifndef HEADROOM_SIM_FLEET_H
#define HEADROOM_SIM_FLEET_H

#include "policy/core/policy.h"
#include "sim/cohort_queue.h"
#include "sim/event_log.h"

#include <stdbool.h>
#include <stdint.h>

/// How long the stages of an instance's life take, and what is paid for.
struct fleet_rules {
    int64_t boot_ms;          ///< from launch until it serves: boot, lifecycle hooks, readiness
    int64_t warm_start_ms;    ///< from the warm pool until it serves
    int64_t drain_ms;         ///< from its last new request until it is terminated: paid for
    int64_t notice_ms;        ///< until a failed instance is noticed and replaced
    int64_t billing_ms;       ///< a life is charged in units of this
    int64_t billing_least_ms; ///< and at least this long
    int64_t warmup_ms;        ///< of instances that replace failed ones
    bool cancels_pending;     ///< scale-in takes those that do not serve yet first
    int zones;                ///< instances are spread evenly over so many; at least 1
    struct warm_pool pool;
};

/// Zero-initialise; release with fleet_release. All counts are of instances.
struct fleet {
    struct fleet_rules rules;
    struct event_log *log; ///< told when instances of an event serve; NULL: nobody
    int64_t desired;
    int64_t max;        ///< of the group: bounds the pool
    int64_t in_service; ///< those that are warming up among them
    int64_t pending;
    int64_t draining;
    int64_t warm;      ///< ready in the warm pool
    int64_t preparing; ///< starting up to enter the pool
    int64_t failed;    ///< gone, and not yet noticed
    int zones;         ///< that have not failed
    instant next;      ///< earliest time at which a count changes by itself
    double charged_ms; ///< instance time charged for lives that ended or will, as decided
    instant paid_from, paid_until; ///< what is outside is not charged
    struct cohort_queue booting, starting, leaving, returning, filling, failing;
    struct cohort_queue alive; ///< that are paid for, by launch
    struct cohort_queue
        entered; ///< that began to serve lately; due when they are past their warm-up
};

/// `count` instances in service and past their warm-up, and a pool as full as it is to be, at
/// `start`; what is after `end` is not charged.
void fleet_start(struct fleet *fleet, const struct fleet_rules *rules, int64_t count, int64_t max,
                 instant start, instant end);

/// Applies all changes of state that are due up to `now`.
void fleet_advance(struct fleet *fleet, instant now);

/// Sets the desired capacity: launches what is missing (out of the warm pool first), or takes the
/// oldest instances out of service. What is launched counts as warming for `warmup_ms` once it
/// serves. `event`: place in the log, SIZE_MAX for none.
void fleet_scale_to(struct fleet *fleet, int64_t desired, instant now, int64_t warmup_ms,
                    size_t event);

/// The group's max, which bounds the warm pool.
void fleet_set_max(struct fleet *fleet, int64_t max, instant now);

/// Instances that were launched and are not yet past their warm-up in service.
int64_t fleet_warming(const struct fleet *fleet, instant now);

/// Instances that are paid for now: all but those that lie stopped in the pool.
double fleet_paid(const struct fleet *fleet);

/// Up to `count` instances in service fail at once; returns how many. They are replaced once that
/// is noticed.
int64_t fleet_fail_instances(struct fleet *fleet, int64_t count, instant now);

/// A zone fails: the fullest one's share of every state, and what is launched later goes to the
/// others. Returns how many instances in service are lost.
int64_t fleet_fail_zone(struct fleet *fleet, instant now);

/// Begins to charge at `now`: what was before is forgotten.
void fleet_pay_from(struct fleet *fleet, instant now);

/// Charges the lives that have not ended at `now`.
void fleet_finish(struct fleet *fleet, instant now);

void fleet_release(struct fleet *fleet);

#endif
