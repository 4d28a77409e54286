// The policies of Google's and Azure's autoscalers that tune tries.
#ifndef HEADROOM_ADVISE_TUNE_CLOUD_H
#define HEADROOM_ADVISE_TUNE_CLOUD_H

#include "policy/core/policy.h"

/// A managed instance group that is held at `target` per cent of CPU and counts new VMs from
/// `boot_s` on; the greatest size of the last `hold_s` is kept.
struct tune_mig {
    const char *group;
    double min, max, boot_s;
    double target, hold_s;
};

/// A VM scale set with a rule that adds `out_by` instances at `target` per cent of CPU on average
/// of five minutes, the least that Azure looks at, and one that removes `in_by` instances at
/// `in_share` per cent of that.
struct tune_scale_set {
    const char *group;
    double min, max;
    double otherwise; ///< instances that are held where the metric is missing
    double target, out_by, out_cooldown_s;
    double in_share, in_by, in_cooldown_s;
};

/// Makes the set; to be released with policy_set_release.
void tune_mig_make(const struct tune_mig *wish, struct policy_set *set);
void tune_scale_set_make(const struct tune_scale_set *wish, struct policy_set *set);

#endif
