// How fast demand rises: what instances that are ordered now will find when they serve.
#ifndef HEADROOM_ADVISE_DEMAND_RISE_H
#define HEADROOM_ADVISE_DEMAND_RISE_H

#include "sim/demand.h"

/// The factor by which demand grows within `seconds` (rounded up to ticks), quantiles over all
/// moments of the trace at which there is demand: q[i] ascending within 0 .. 1, R's type 7. At
/// least 1. Values are 1 where the trace is shorter than that.
void demand_rise(const struct demand *demand, double seconds, const double *q, size_t count,
                 double *factor);

#endif
