// The autoscaler of a managed instance group of Google Cloud, as `policy_set.own` has it.
#ifndef HEADROOM_POLICY_GCP_MIG_POLICY_H
#define HEADROOM_POLICY_GCP_MIG_POLICY_H

#include "base/err.h"
#include "policy/core/policy.h"
#include "time/cron.h"
#include "time/zone.h"

enum mig_mode {
    MIG_ON,
    MIG_ONLY_SCALE_OUT,
    MIG_OFF,
};

enum mig_signal_kind {
    MIG_CPU,            ///< fraction of the CPU of each VM
    MIG_LOAD_BALANCING, ///< fraction of what the backends may take
    MIG_METRIC,         ///< of Cloud Monitoring
};

enum mig_metric_type {
    MIG_TYPE_MISSING,
    MIG_GAUGE,
    MIG_DELTA_SECOND,
    MIG_DELTA_MINUTE,
};

/// What the group is sized by; fields that the kind does not use are NaN or NULL.
struct mig_signal {
    enum mig_signal_kind kind;
    struct scaling_metric metric;
    double target;
    double assignment; ///< singleInstanceAssignment: of the total, for each VM
    enum mig_metric_type type;
    const char *filter; ///< NULL: the VMs' own
    struct policy_origin origin;
};

/// A floor that holds from each start of the schedule on for a time.
struct mig_schedule {
    const char *name;
    const char *recurrence; ///< cron of five fields, or six with a year behind
    const char *zone;       ///< IANA; NULL: UTC
    double duration_s;
    double required; ///< minRequiredReplicas
    bool disabled;
    struct policy_origin origin;
};

/// The group's limits are policy_set.group's. Numbers are NaN where the file has none.
struct mig_policy {
    enum mig_mode mode;
    bool old_mode;          ///< it was written ONLY_UP
    double cool_down_s;     ///< until a VM's use counts for scale-out
    double stabilization_s; ///< for which the greatest size is kept
    struct mig_signal *signal;
    size_t signals;
    const char *prediction; ///< predictiveMethod; NULL
    bool has_control;       ///< scaleInControl
    double control_fixed, control_percent, control_window_s;
    struct mig_schedule *schedule;
    size_t schedules;
    bool stateful, keeps_zones, has_max_rate; ///< of the group and its backends
    const char **status;                      ///< errors that the service says of it
    size_t statuses;
    struct policy_origin origin;
};

/// What holds where the file has none (Compute API v1).
#define MIG_COOL_DOWN_S 60.0
#define MIG_STABILIZATION_S 600.0
#define MIG_STABILIZATION_MAX_S 3600.0
#define MIG_CPU_TARGET 0.6

/// Schedules of a group (Compute API v1).
enum { MIG_SCHEDULES_MAX = 128 };

/// A policy by CPU at the service's own target, with room for schedules in the arena.
void mig_policy_init(struct mig_policy *policy, struct arena *arena, size_t schedules);

/// The policy of a set of this platform; NULL for others.
const struct mig_policy *mig_policy_of(const struct policy_set *set);

double mig_cool_down_s(const struct mig_policy *policy);
double mig_stabilization_s(const struct mig_policy *policy);

/// Whether a signal is a value of each VM: then the group never goes below one.
bool mig_is_per_instance(const struct mig_signal *signal);

/// Reads a schedule: cron with an optional year behind it, and its zone (to be closed).
int mig_schedule_parse(const struct mig_schedule *schedule, struct cron *cron, struct zone **zone,
                       struct err *err);

#endif
