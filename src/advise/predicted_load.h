// The load that predictive scaling expects: forecast as the cloud does, out of what it had seen.
#ifndef HEADROOM_ADVISE_PREDICTED_LOAD_H
#define HEADROOM_ADVISE_PREDICTED_LOAD_H

#include "sim/demand.h"
#include "time/zone.h"

/// Hourly means expected of `series`, in its unit: each day is forecast from the hours before it,
/// 14 days at most; the first 24 hours are not, and stay 0 (EC2 Auto Scaling user guide,
/// "Predictive scaling": at least 24 hours of history, up to 14 days of it). Release with
/// demand_release.
int predicted_load(const struct series *series, const struct zone *zone, struct demand *predicted,
                   struct notes *notes, struct err *err);

#endif
