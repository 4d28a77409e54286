// Whatever decides how many instances there are to be: an AWS group or an HPA.
#ifndef HEADROOM_SIM_AUTOSCALER_H
#define HEADROOM_SIM_AUTOSCALER_H

#include "sim/aws_group.h"
#include "sim/hpa.h"

/// Zero-initialise; release with autoscaler_release.
struct autoscaler {
    bool pods; ///< an HPA, else a group
    struct aws_group group;
    struct hpa hpa;
    instant next; ///< when it decides next
};

/// Whether the policies are Kubernetes'.
bool autoscaler_has_pods(const struct policy_set *set);

/// Puts the policies to work. Errors: as those of aws_group_start and hpa_start.
int autoscaler_start(struct autoscaler *autoscaler, const struct aws_surroundings *around,
                     struct metric_feeds *feeds, struct notes *notes, struct err *err);

/// The least and the greatest number of instances that it may ask for at the start.
double autoscaler_min(const struct autoscaler *autoscaler);
double autoscaler_max(const struct autoscaler *autoscaler);

/// Whether a scheduled action before the start set the two.
bool autoscaler_has_scheduled(const struct autoscaler *autoscaler);

/// The instances that the policies want for a demand that stays as it is.
double autoscaler_steady(const struct autoscaler *autoscaler, const struct metric_feeds *feeds,
                         double demand);

/// Decides at autoscaler->next, and scales the fleet.
void autoscaler_decide(struct autoscaler *autoscaler, const struct metric_feeds *feeds,
                       struct fleet *fleet, struct event_log *log);

void autoscaler_release(struct autoscaler *autoscaler);

#endif
