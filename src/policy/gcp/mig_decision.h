// How the autoscaler of a managed instance group comes to its size: numbers in, numbers out (Google
// Cloud, "Understanding autoscaler decisions"; what is not documented is said where it is assumed).
#ifndef HEADROOM_POLICY_GCP_MIG_DECISION_H
#define HEADROOM_POLICY_GCP_MIG_DECISION_H

#include "policy/gcp/mig_policy.h"

#include <stddef.h>

/// The size for a value of each VM, or of a group that is held at a target: n x value / target,
/// rounded up.
double mig_size_for_target(double instances, double value, double target);

/// The size for a total of which each VM takes `assignment`.
double mig_size_for_assignment(double total, double assignment);

/// The size for CPU where VMs of `initialized` sum up to one figure and all of them to another, in
/// VMs' worth of CPU: those that initialize are left out of scale-out (documented), and have their
/// part in scale-in (assumed).
double mig_size_for_cpu(double initialized, double all, double target, double current);

/// A size that was asked for or recommended some time ago.
struct mig_past {
    double age_s;
    double size;
};

/// What bounds a recommendation.
struct mig_bounds {
    double min, max;
    bool per_instance; ///< a signal is a value of each VM
    double stabilization_s;
    double control_fixed, control_percent; ///< both NaN: no limit
    double control_window_s;
};

/// The size that is recommended, of those that the signals asked for (`asked`, the present one
/// has the age 0) and of what was recommended `before`: the greatest of the stabilization period,
/// within the limits, and no further below the greatest of the window than is allowed; what is
/// allowed of a percentage is rounded half up (assumed).
double mig_recommend(const struct mig_bounds *bounds, const struct mig_past *asked, size_t count,
                     const struct mig_past *before, size_t befores, double current);

/// What becomes of a recommendation.
double mig_apply_mode(enum mig_mode mode, double current, double recommended);

/// Whether a schedule that was parsed holds at a time; it does not at its end (assumed).
bool mig_schedule_holds(const struct cron *cron, const struct zone *zone, double duration_s,
                        instant time);

#endif
